"""What stands on the board at a step: the rule, the rule with the numbers put in, and the result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.by_element import Formula, element_formula, given
from backprop.lessons.formulas.by_matrix import matrix_answer, matrix_formula
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.derivations import NotationChoice
from backprop.lessons.formulas.element_rules import RULES
from backprop.lessons.notation.writing import UNTOLD_LATEX, glyphs
from backprop.lessons.walk.steps import UPDATE, Step
from backprop.lessons.walk.update import update

MOST_ELEMENTS, MOST_WEIGHTS = 4, 2  # numbers whose formulas are written out; the others are shown in detail
MOST_LINES = 6  # of rule and numbers, where the lesson is to be brief
ROOM = 36  # digits of a line of the result
WIDE = 28  # digits of a result that is set in two lines, its name above it


@dataclass(frozen=True, slots=True)
class Lesson:
    """LaTeX lines, each fit for a phone, with the families of symbols marked; and a remark in words.

    `answers` are the results, with ? in place of what is hidden; `text` says everything without LaTeX.
    """

    rule: tuple[str, ...]
    numbers: tuple[str, ...]
    answers: tuple[str, ...]
    remark: str
    text: str


def elements(evaluation: Evaluation, step: Step, most: int | None = None) -> list[Quantity]:
    """The numbers a step computes, in reading order, or the first of them; of the sample on show."""
    places = step.shows if most is None else step.shows[:most]
    return [quantity for place in places for quantity in evaluation.quantities(*place)][:most]


def lesson(
    evaluation: Evaluation,
    step: Step,
    sample: int,
    fmt: NumberFormat,
    notation: NotationChoice,
    *,
    detail: Quantity | None = None,
    hidden: bool = False,
    brief: bool = False,
) -> Lesson:
    """What is written at a step, or for one of its numbers, in `detail`; `hidden`, without the results.

    `brief`, it has one example where it has many.
    """
    if detail is not None:
        return _one(Context(evaluation, detail, sample), fmt, hidden=hidden)
    if step.kind == UPDATE:
        return _update(evaluation, fmt, hidden=hidden)
    contexts = [Context(evaluation, quantity, sample) for quantity in elements(evaluation, step)]
    answer, answer_text = matrix_answer(contexts[0], fmt, ROOM, hidden=hidden)
    if contexts[0].quantity.kind not in RULES:
        return Lesson((), (), (answer,), "", answer_text)
    if notation == "matrix":
        formula = matrix_formula(contexts[0], _value(contexts[0]), fmt, boxed=False)
        text = f"{formula.rule_text}; {answer_text}"
        return Lesson(formula.rule, formula.numbers, (answer,), _remark(formula, hidden), text)
    most = MOST_WEIGHTS if step.kind == "dW" else MOST_ELEMENTS
    most = most // 2 if brief and len(contexts) > most else most
    written = _by_element(contexts, fmt, answer, answer_text, hidden=hidden, most=most, brief=brief)
    if step.kind == "C" and evaluation.n_samples > 1:
        return _with_sample_loss(written, evaluation, sample, fmt, brief=brief)
    return written


def _by_element(
    contexts: list[Context],
    fmt: NumberFormat,
    answer: str,
    answer_text: str,
    *,
    hidden: bool,
    most: int,
    brief: bool,
) -> Lesson:
    """The rule of the first number, then the numbers put in for each of them."""
    formulas = [element_formula(context, _value(context), fmt) for context in contexts[:most]]
    first, lines = formulas[0], [_line(formula, hidden) for formula in formulas]
    rule = first.rule[:1] if brief and len(first.rule) > 2 else first.rule  # the sum, not written out
    if brief:
        lines = lines[: _fitting(len(rule), lines, MOST_LINES - _tall(answer_text), len(contexts))]
    more = len(contexts) - len(lines) if lines else 0
    numbers = [line for several in lines for line in several]
    if more:
        numbers.append(rf"\text{{… and {more} more}}")
    remark = _remark(first, hidden) if len(contexts) == 1 else ""
    text = f"{first.rule_text}; {answer_text}"
    return Lesson(rule, tuple(numbers), (answer,), remark, text)


def _tall(answer: str) -> int:
    """How many lines more than one a result takes: its further rows, and two where its name stands above it."""
    return answer.count(";") + 2 * (glyphs(answer.partition(";")[0]) > WIDE)


def _fitting(rule: int, lines: Sequence[Sequence[str]], room: int, contexts: int) -> int:
    """How many numbers can be written out below the rule; of none, the matrix equation has them."""
    for n in range(len(lines), 0, -1):
        if rule + sum(map(len, lines[:n])) + (n < contexts) <= room:
            return n
    return 0


def _with_sample_loss(
    written: Lesson, evaluation: Evaluation, sample: int, fmt: NumberFormat, *, brief: bool
) -> Lesson:
    """Before the cost, which is their mean, the loss E of the sample on show; with one sample they are the same."""
    context = Context(evaluation, Quantity("E"), sample)
    loss = element_formula(context, _value(context), fmt)
    rule = (*loss.rule[:1], *(written.rule[:1] if brief else written.rule))
    numbers = (*_line(loss, hidden=False), *(() if brief else written.numbers))
    return replace(written, rule=rule, numbers=numbers, text=f"{loss.rule_text}; {written.text}")


def _one(context: Context, fmt: NumberFormat, *, hidden: bool) -> Lesson:
    value = _value(context)
    write = element_formula if context.quantity.kind in RULES else given
    formula = write(context, value, fmt)
    sign = r"\approx" if fmt.is_rounded(value) and not hidden else "="
    family = "backward" if KINDS[context.quantity.kind].backward else "forward"
    result = UNTOLD_LATEX if hidden else rf"\{family}{{{fmt.latex(value)}}}"
    text = formula.rule_text if hidden else f"{formula.rule_text}; {formula.substituted_text}"
    answer = f"{formula.symbol} {sign} {result}"
    return Lesson(formula.rule, formula.numbers, (answer,), _remark(formula, hidden), text)


def _update(evaluation: Evaluation, fmt: NumberFormat, *, hidden: bool) -> Lesson:
    """The rule for every layer, and the cost before and after; the new numbers stand in the equations."""
    found = update(evaluation)
    before, after = (
        fmt.latex(found.before),
        UNTOLD_LATEX if hidden else rf"\forward{{{fmt.latex(found.after)}}}",
    )
    answer = rf"\forward{{C}}: \; \forward{{{before}}} \to {after}"
    text = f"new W = W − η · ∂C/∂W, new b = b − η · ∂C/∂b; C was {fmt(found.before)}"
    return Lesson(tuple(map(_step_of, "Wb")), (), (answer,), "", text)


def _step_of(letter: str) -> str:
    l = "{(l)}"
    gradient = rf"\backward{{\frac{{\partial C}}{{\partial {letter}^{l}}}}}"
    return rf"\forward{{{letter}^{{(l)\,\text{{new}}}}}} = \forward{{{letter}^{l}}} - \eta \, {gradient}"


def _line(formula: Formula, hidden: bool) -> tuple[str, ...]:
    """The numbers of one element behind its symbol, and its result."""
    answer = (f"= {UNTOLD_LATEX}",) if hidden else formula.answer
    first, *rest = [*formula.numbers, *answer]
    short = len(formula.numbers) == 1 and not rest[1:]
    if short:
        return (f"{formula.symbol} {first} {' '.join(rest)}",)
    return (f"{formula.symbol} {first}", *(rf"\quad {line}" for line in rest))


def _remark(formula: Formula, hidden: bool) -> str:
    return "" if hidden else formula.remark


def _value(context: Context) -> float:
    return context.evaluation.value(context.quantity, context.sample)
