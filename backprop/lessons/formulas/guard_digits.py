"""How many digits the numbers inside a formula need, so that redoing it by hand gives the printed result."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backprop.experiment.numerals import NumberFormat, parse_number
from backprop.lessons.formulas.arithmetic import Leaf, Real, as_float, as_real, evaluate
from backprop.lessons.formulas.expressions import Constant, Expression, Number, Rest, Sum
from backprop.lessons.formulas.trees import counted

MOST_DIGITS = 17  # give every float back
CANCELLED = 1000.0  # a sum of terms so much larger than itself cancels: round-off is amplified as much
PATIENCE = 8  # more guard digits than this, and a formula without cancellation is preferred


@dataclass(frozen=True, slots=True)
class Form:
    """One way to compute a number; `approximate` where the formula itself drops what is too small."""

    expression: Expression
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Substitution:
    """A form with so many digits; `agrees`: it gives the printed result; `exact`: without rounding."""

    form: Form
    digits: int
    agrees: bool
    exact: bool


def substitute(
    forms: Sequence[Form], value: float, true: Callable[[Number], float], fmt: NumberFormat
) -> Substitution:
    """The first form, with the fewest digits, that gives the printed result again."""
    first = min(max(3, 1 + (fmt.digits if fmt.places is None else fmt.places)), MOST_DIGITS)
    for form in forms:
        last = MOST_DIGITS if form is forms[-1] else min(first + PATIENCE, MOST_DIGITS)
        for digits in range(first, last + 1):
            redone = evaluate(form.expression, leaf(true, digits))
            if not same_print(as_float(redone), value, fmt):
                continue
            exact = isinstance(redone, Fraction) and redone == as_real(value)
            if exact or digits == last or _far_from_a_tie(as_float(redone), value, fmt):
                return Substitution(form, digits, True, exact and not form.approximate)
    return Substitution(forms[-1], _settled(forms[-1], true, fmt, first), False, False)


def cancels(form: Form, true: Callable[[Number], float]) -> bool:
    """Whether a sum in the form is so much smaller than its terms that round-off takes its digits."""
    read = leaf(true, MOST_DIGITS)
    sums = (node for node in counted(form.expression) if isinstance(node, Sum))
    found = [[as_float(evaluate(term, read)) for term in one.terms] for one in sums]
    return any(CANCELLED * abs(sum(terms)) < sum(map(abs, terms)) for terms in found)


def _far_from_a_tie(redone: float, value: float, fmt: NumberFormat) -> bool:
    """Whether the result prints the same for somebody whose own arithmetic is off by a last digit."""
    return all(same_print(redone * nearby, value, fmt) for nearby in (1 - 1e-15, 1 + 1e-15))


def _settled(form: Form, true: Callable[[Number], float], fmt: NumberFormat, first: int) -> int:
    """The fewest digits that give what all digits give: for a result that is the computer's own rounding."""
    final = as_float(evaluate(form.expression, leaf(true, MOST_DIGITS)))
    for digits in range(first, MOST_DIGITS):
        if same_print(as_float(evaluate(form.expression, leaf(true, digits))), final, fmt):
            return digits
    return MOST_DIGITS


def leaf(true: Callable[[Number], float], digits: int) -> Leaf:
    """The numbers of a formula as they read when written with so many digits."""

    def read(expression: Expression) -> Real:
        match expression:
            case Number():
                return rounded(true(expression), digits)
            case Constant(value=value):
                return value if isinstance(value, Fraction) else rounded(value, digits)
            case Rest():
                return rounded(subtotal(expression, true), digits)
        raise TypeError(f"{type(expression).__name__} is no leaf")

    return read


def subtotal(rest: Rest, true: Callable[[Number], float]) -> float:
    """What the terms left out of a long sum add up to."""
    return as_float(evaluate(Sum(rest.terms), leaf(true, MOST_DIGITS)))


def rounded(value: float, digits: int) -> Real:
    """The number that stands on paper for a value written with so many significant digits."""
    return as_real(float(f"{value:.{digits - 1}e}")) if math.isfinite(value) else value


def same_print(redone: float, value: float, fmt: NumberFormat) -> bool:
    """Whether two values print the same digits; 0.5 and 0.5000 are the same digits."""
    if not (math.isfinite(redone) and math.isfinite(value)):
        return fmt(redone) == fmt(value)
    return fmt(redone) == fmt(value) or parse_number(fmt(redone)) == parse_number(fmt(value))
