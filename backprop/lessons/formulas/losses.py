"""The losses, a row each of all that is said of them: the formula to teach first, then those that survive rounding."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from backprop.core.losses import LOSSES
from backprop.core.quantities import Quantity
from backprop.lessons.formulas.activations import exp, ln, sigma, softplus_form
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.expressions import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Branch,
    Call,
    Constant,
    Expression,
    Lettered,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sigma,
    Sum,
    Table,
    Total,
    fraction,
    long_sum,
    minus,
    shortened,
)
from backprop.lessons.formulas.guard_digits import Form
from backprop.lessons.formulas.trees import nodes


@dataclass(frozen=True, slots=True)
class Outputs:
    """The last layer of one sample: its z, predictions and targets, by name and by value."""

    z: tuple[Number, ...]
    y: tuple[Number, ...]
    t: tuple[Number, ...]
    z_values: tuple[float, ...]
    y_values: tuple[float, ...]
    t_values: tuple[float, ...]
    some_y: Lettered
    some_t: Lettered

    @classmethod
    def of(cls, context: Context) -> "Outputs":
        """The outputs of a number's sample."""
        last, every = context.last, units(context.sizes[-1])
        z = tuple(context.named("z", last, (k,), "pre-activation") for k in every)
        y = tuple(context.named("a", last, (k,), "prediction") for k in every)
        t = tuple(context.named("t", 0, (k,), "target") for k in every)
        z_values, y_values, t_values = (tuple(map(context.value, numbers)) for numbers in (z, y, t))
        some_y, some_t = Lettered(Quantity("a", last), ("k",)), Lettered(Quantity("t"), ("k",))
        return cls(z, y, t, z_values, y_values, t_values, some_y, some_t)

    def over_k(self, term: Callable[[Expression, Expression], Expression]) -> Expression:
        """Σₖ of a term of ŷₖ and tₖ."""
        terms = [term(y, t) for y, t in zip(self.y, self.t, strict=True)]
        return long_sum(terms, "k", term(self.some_y, self.some_t))


OfOne: TypeAlias = Callable[[Expression, Expression], Expression]
OfSum: TypeAlias = Callable[[Expression, int], Expression]
Slope: TypeAlias = Callable[[Expression, Expression, int], Expression]
Values: TypeAlias = Callable[[Outputs], list[Form]]
AtOutput: TypeAlias = Callable[[Outputs, int], list[Form]]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Where loss and last activation belong together: δ straight from ŷ and t, `delta`, by element and by row.

    `delta` is given ŷ, t and the sum of all t. `further` are forms of it that survive rounding, at output k from 0.
    `way` are the steps in which the long way collapses to it, and `cancels` says why it does.
    """

    delta: Callable[[Expression, Expression, Expression], Expression]
    further: AtOutput
    way: Callable[[Outputs, int], list[Expression]]
    cancels: str


@dataclass(frozen=True, slots=True)
class LossRule:
    """What is said of one loss.

    `term` is what an output adds, of ŷₖ and tₖ, and `of_sum` makes E from the sum over n outputs. `slope` is
    ∂E/∂ŷₖ from ŷₖ, tₖ and n, and `row_slope` the same as one writes it for a whole row, where that is another way.
    `values` and `slopes` are further forms that survive rounding.
    """

    term: OfOne
    of_sum: OfSum
    slope: Slope
    row_slope: Slope | None = None
    values: Values = lambda o: []
    slopes: AtOutput = lambda o, k: []
    shortcut: Shortcut | None = None

    def of_a_row(self, y: Expression, t: Expression, n: int) -> Expression:
        """∂E/∂ŷ of a whole row."""
        return (self.row_slope or self.slope)(y, t, n)


def _square(y: Expression, t: Expression) -> Expression:
    return Power(minus(y, t), 2)


def _huber(y: Expression, t: Expression) -> Expression:
    """H(r): ½ r² near 0, |r| − ½ farther out."""
    r = minus(y, t)
    size = Call("abs", (r,))
    return Named("H", r, Branch(Product((HALF, Power(r, 2))), minus(size, HALF), size, "≤", 1))


def _cross_entropy(y: Expression, t: Expression) -> Expression:
    return Sum((Product((t, ln(y))), Product((minus(ONE, t), ln(minus(ONE, y))))))


def _one_class(y: Expression, t: Expression) -> Expression:
    return Product((t, ln(y)))


def _binary(o: Outputs) -> list[Form]:
    """From z, where ŷ has rounded to 0 or 1."""
    terms: list[Expression] = []
    approximate = False
    for z, t, value, target in zip(o.z, o.t, o.z_values, o.t_values, strict=True):
        for weight, zero, sign in ((t, target == 0, -1), (minus(ONE, t), target == 1, 1)):
            if not zero:
                form = softplus_form(Negative(z) if sign < 0 else z, sign * value)
                terms.append(Product((weight, form.expression)))
                approximate = approximate or form.approximate
    return [Form(Sum(tuple(terms)), approximate)]


def _categorical(o: Outputs) -> list[Form]:
    """By ln Σ eᶻ with the largest z taken out, where a ŷ has rounded to 0 or 1."""
    top = max(range(len(o.z)), key=lambda k: o.z_values[k])
    counted = [k for k, target in enumerate(o.t_values) if target != 0]
    others: list[Expression] = [exp(minus(z, o.z[top])) for k, z in enumerate(o.z) if k != top]
    small = shortened(others) if others else ZERO
    forms: list[Form] = []
    if not counted:
        return [*forms, Form(ZERO)]
    plain = [Product((o.t[k], ln(o.y[k]))) for k in counted]
    forms.append(Form(Negative(Sum(tuple(plain)) if len(plain) > 1 else plain[0])))
    for log_sum, approximate in ((ln(Sum((ONE, small))), False), (small, True)):
        terms = [
            Product((o.t[k], log_sum if k == top else Sum((minus(o.z[top], o.z[k]), log_sum))))
            for k in counted
        ]
        forms.append(Form(Sum(tuple(terms)) if len(terms) > 1 else terms[0], approximate))
    return forms


def _binary_slope(o: Outputs, k: int) -> list[Form]:
    y, t, target = o.y[k], o.t[k], o.t_values[k]
    rest, second = Quotient(minus(ONE, t), sigma(Negative(o.z[k]))), Quotient(t, y)
    return [Form(minus(rest, second) if 0 < target < 1 else rest if target == 0 else Negative(second))]


def _categorical_slope(o: Outputs, k: int) -> list[Form]:
    return [Form(ZERO)] if o.t_values[k] == 0 else []


def _sum_left_out(y: Expression, t: Expression, total: Expression) -> Expression:
    return minus(y, t)


def _sum_kept(y: Expression, t: Expression, total: Expression) -> Expression:
    return minus(Product((y, total)), t)


def _binary_delta(o: Outputs, k: int) -> list[Form]:
    """ŷ − t without its cancellation where ŷ is close to t = 1."""
    y, t = o.y[k], o.t[k]
    return [Form(minus(Product((y, minus(ONE, t))), Product((t, sigma(Negative(o.z[k]))))))]


def _categorical_delta(o: Outputs, k: int) -> list[Form]:
    """ŷ Σt − t without its cancellation where ŷ is close to t = 1; with one output there is nothing to cancel."""
    if len(o.y) == 1:
        return []
    other_t = shortened([other for i, other in enumerate(o.t) if i != k])
    other_y = shortened([other for i, other in enumerate(o.y) if i != k])
    return [Form(minus(Product((o.y[k], other_t)), Product((o.t[k], other_y))))]


def _collapse_of_sigmoid(o: Outputs, k: int) -> list[Expression]:
    """∂E/∂ŷ · σ′ written out, multiplied out, and what is left."""
    y, t = o.y[k], o.t[k]
    rest, target = minus(ONE, y), minus(ONE, t)
    opened = Product((minus(Quotient(target, rest), Quotient(t, y)), y, rest))
    return [opened, minus(Product((target, y)), Product((t, rest))), minus(y, t)]


def _collapse_of_softmax(o: Outputs, k: int) -> list[Expression]:
    """Σᵢ ∂E/∂ŷᵢ Jᵢₖ written out, multiplied out, and what is left."""
    y, t = o.y[k], o.t[k]
    y_i, t_i = (Lettered(some.quantity, ("i",)) for some in (o.some_y, o.some_t))
    same = Constant(1.0, f"[i={k + 1}]", f"[i = {k + 1}]")
    opened = Product((Negative(Quotient(t_i, y_i)), y_i, minus(same, y)))
    left: list[Expression] = [Sigma("i", opened, Sum(())), minus(Product((y, Sigma("i", t_i, Sum(())))), t)]
    return [*left, minus(y, t)] if sums_to_one(o.t_values) else left


# fmt: off
LOSS_RULES: dict[str, LossRule] = {
    "half_squared_error": LossRule(
        _square, lambda total, n: Product((HALF, total)),
        slope=lambda y, t, n: minus(y, t)),
    "squared_error": LossRule(
        _square, lambda total, n: total,
        slope=lambda y, t, n: Product((TWO, minus(y, t)))),
    "mean_squared_error": LossRule(
        _square, lambda total, n: Product((fraction(1, n), total)),
        slope=lambda y, t, n: Product((fraction(2, n), minus(y, t)))),
    "binary_cross_entropy": LossRule(
        _cross_entropy, lambda total, n: Negative(total),
        slope=lambda y, t, n: minus(Quotient(minus(ONE, t), minus(ONE, y)), Quotient(t, y)),
        row_slope=lambda y, t, n: Quotient(minus(y, t), Product((y, minus(ONE, y)))),
        values=_binary, slopes=_binary_slope,
        shortcut=Shortcut(_sum_left_out, _binary_delta, _collapse_of_sigmoid,
            "The sigmoid's slope ŷ (1 − ŷ) cancels the denominators of the upstream gradient; ŷ − t is left.")),
    "categorical_cross_entropy": LossRule(
        _one_class, lambda total, n: Negative(total),
        slope=lambda y, t, n: Negative(Quotient(t, y)),
        values=_categorical, slopes=_categorical_slope,
        shortcut=Shortcut(_sum_kept, _categorical_delta, _collapse_of_softmax,
            "The ŷ in each entry of the Jacobian cancels the denominator of the upstream gradient it meets; "
            "ŷ Σt − t is left, which is ŷ − t where the targets sum to 1.")),
    "huber": LossRule(
        _huber, lambda total, n: total,
        slope=lambda y, t, n: Call("max", (Negative(ONE), Call("min", (ONE, minus(y, t)))))),
    "hinge": LossRule(
        lambda y, t: Call("max", (ZERO, minus(ONE, Product((t, y))))), lambda total, n: total,
        slope=lambda y, t, n: Branch(Negative(t), ZERO, Product((t, y)), "<", 1)),
}
# fmt: on

if LOSS_RULES.keys() != LOSSES.keys():
    raise KeyError(f"rules and numerics of {LOSS_RULES.keys() ^ LOSSES.keys()} do not come in pairs")


_Y, _T = Table("a"), Table("t")


def by_difference(loss: str) -> bool:
    """Whether ∂E/∂ŷ is made of the difference ŷ − t."""
    return minus(_Y, _T) in nodes(LOSS_RULES[loss].slope(_Y, _T, 2))


def has_square(loss: str) -> bool:
    """Whether it is made of squares, whose slope has a factor 2 to lose."""
    return any(isinstance(node, Power) for node in nodes(LOSS_RULES[loss].term(_Y, _T)))


def takes_mean(loss: str) -> bool:
    """Whether it is the mean over the outputs, and not their sum."""
    rule = LOSS_RULES[loss]
    return rule.of_sum(_Y, 2) != rule.of_sum(_Y, 3)


def weighs_targets(loss: str) -> bool:
    """Whether the sum of the targets counts in δ, so that it is ŷ − t only where they sum to 1."""
    shortcut, total = LOSS_RULES[loss].shortcut, Total(_T)
    return shortcut is not None and total in nodes(shortcut.delta(_Y, _T, total))


def sums_to_one(targets: tuple[float, ...]) -> bool:
    """Whether the targets sum to 1, which lets softmax with cross-entropy collapse to a − t."""
    return math.isclose(math.fsum(targets), 1.0, rel_tol=1e-12)
