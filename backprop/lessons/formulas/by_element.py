"""A rule of the formula sheet, written element by element: in symbols, with its numbers, and the result."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.arithmetic import as_float, as_real, evaluate
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.element_rules import RULES
from backprop.lessons.formulas.element_writer import Manner, Writer, symbol
from backprop.lessons.formulas.expressions import Branch, Call, Constant, Expression, Number, Rest
from backprop.lessons.formulas.functions import COMPARISONS
from backprop.lessons.formulas.guard_digits import (
    MOST_DIGITS,
    Form,
    Substitution,
    cancels,
    leaf,
    rounded,
    substitute,
)
from backprop.lessons.formulas.trees import numbers_in
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import EQUALS, Typeset, atom, embrace, join, lines

_ROUND_OFF = (
    "The terms cancel to less than the last digit a computer keeps: what it prints here is its own rounding."
)
_BEYOND = "This is beyond the numbers a computer can hold; they end at about 1.8×10³⁰⁸."
_SIGN = {"=": "=", "≈": r"\approx"}


@dataclass(frozen=True, slots=True)
class Formula:
    r"""A rule and the same rule with numbers, as LaTeX lines and as text.

    `numbers` are the lines with the numbers put in, none where they would be the result again, and `answer` is
    the result. `numbers_text` is the right-hand side with its numbers alone; `relation` stands between it and
    the result: "=" where these numbers give exactly it, else "≈".
    """

    symbol: str
    rule: tuple[str, ...]
    numbers: tuple[str, ...]
    answer: tuple[str, ...]
    rule_text: str
    substituted_text: str
    numbers_text: str
    relation: str
    made_from: tuple[tuple[Quantity, str], ...]
    remark: str = ""

    @property
    def substituted(self) -> tuple[str, ...]:
        """The numbers and the result."""
        return self.numbers + self.answer


def element_formula(context: Context, value: float, fmt: NumberFormat) -> Formula:
    """The formula of any computed number."""
    return derive(context, RULES[context.quantity.kind](context), value, fmt, lead=_lead(context))


def given(context: Context, value: float, fmt: NumberFormat) -> Formula:
    """What there is to say of x, t, W and b: the number itself."""
    name = symbol(context.quantity, Notation.of(context.evaluation))
    relation = "≈" if fmt.is_rounded(value) else "="
    line = f"{name.latex} {_SIGN[relation]} {fmt.latex(value)}"
    text = f"{name.text} {relation} {fmt(value)}"
    return Formula(
        name.latex, (), (), (line,), "", text, fmt(value), relation, (), "This number is given, not computed."
    )


def derive(
    context: Context, forms: Sequence[Form], value: float, fmt: NumberFormat, lead: Sequence[Expression] = ()
) -> Formula:
    """Write the first of the forms that gives the printed result; the rule begins with `lead`."""
    notation = Notation.of(context.evaluation)
    chosen = substitute(forms, value, context.value, fmt)
    expression = chosen.form.expression

    def write(manner: Manner, what: Expression) -> Typeset:
        return Writer(notation, manner, context.value, chosen.digits).write(what)

    name = symbol(context.quantity, notation)
    steps = [("=", write("general", first)) for first in lead]
    sign = "≈" if chosen.form.approximate else "="
    steps += [(sign, write("general", expression)), (sign, write("symbols", expression))]
    rule = _chain(name, steps)
    numbers = write("numbers", expression)
    as_read = (
        all(_is_exact(part, context, chosen) for part in _leaves(expression)) and not chosen.form.approximate
    )
    relation = "=" if chosen.exact and not fmt.is_rounded(value) else "≈"
    result = atom(fmt.latex(value), fmt(value))
    sign = "=" if as_read else "≈"
    same = numbers.text == result.text
    put_in_line, answer = (
        ([], _signed(sign, result)) if same else ([_signed(sign, numbers)], _signed(relation, result))
    )
    if not math.isfinite(value):
        remark = _BEYOND
    elif not chosen.agrees and cancels(chosen.form, context.value):
        remark = _ROUND_OFF
    else:
        remark = _case(context, expression, fmt)
    return Formula(
        symbol=name.latex,
        rule=lines(rule),
        numbers=lines(put_in_line),
        answer=lines([answer]),
        rule_text=" ".join(part.text for part in rule),
        substituted_text=f"{name.text} " + " ".join(part.text for part in [*put_in_line, answer]),
        numbers_text=numbers.text,
        relation=relation,
        made_from=tuple(dict.fromkeys((number.quantity, number.role) for number in numbers_in(expression))),
        remark=remark,
    )


def _lead(context: Context) -> list[Expression]:
    """f(z), said before the formula of f."""
    if context.quantity.kind != "a" or context.mixes():
        return []
    name = Notation.of(context.evaluation).activation(context.layer)
    return [Call(name, (context.named("z", context.layer, context.quantity.index, "pre-activation"),))]


def _case(context: Context, expression: Expression, fmt: NumberFormat) -> str:
    """Which case of a function by cases applies."""
    if not isinstance(expression, Branch):
        return ""
    sign = COMPARISONS[expression.sign]
    subject, value = (
        expression.subject,
        as_float(evaluate(expression.subject, leaf(context.value, MOST_DIGITS))),
    )
    name = (
        str(subject.quantity)
        if isinstance(subject, Number)
        else Writer(Notation.of(context.evaluation), "symbols", context.value).write(subject).text
    )
    how = sign.holds if expression.applies else sign.fails
    return f"{name} is {fmt(value)}, {how} {expression.bound}: this case applies."


def _chain(name: Typeset, steps: list[tuple[str, Typeset]]) -> list[Typeset]:
    """name = step = step …, each step on a line of its own; a step that says the same again is left out."""
    made: list[Typeset] = []
    seen = [name.text]
    for sign, step in steps:
        if step.text not in seen:
            seen.append(step.text)
            made.append(
                join([name, step], _SIGN[sign], f" {sign} ", EQUALS, 0) if not made else _signed(sign, step)
            )
    return made or [name]


def equal(step: Typeset) -> Typeset:
    """= step."""
    return _signed("=", step)


def _signed(sign: str, step: Typeset) -> Typeset:
    return embrace(step, (f"{_SIGN[sign]} ", f"{sign} "), ("", ""))


def _leaves(expression: Expression) -> list[Expression]:
    """The numbers, constants and left-out terms of a formula."""
    found: list[Expression] = []

    def note(part: Expression) -> float:
        found.append(part)
        return 1.0

    evaluate(expression, note)
    return found


def _is_exact(part: Expression, context: Context, chosen: Substitution) -> bool:
    """Whether a leaf is written whole."""
    match part:
        case Number():
            value = context.value(part)
        case Constant(value=float(value)):
            pass
        case Rest():
            return False
        case _:
            return True
    return rounded(value, chosen.digits) == as_real(value)
