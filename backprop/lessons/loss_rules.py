"""The losses and their slopes at ŷ as formulas: the one to teach first, then those that survive rounding."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from backprop.core.quantities import Quantity
from backprop.lessons.activation_rules import exp, ln, softplus_form
from backprop.lessons.expressions import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Call,
    Constant,
    Expression,
    Lettered,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    long_sum,
    minus,
    one_over,
    shortened,
    times,
)
from backprop.lessons.guard_digits import Form
from backprop.lessons.sites import Site, units


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
    def of(cls, site: Site) -> "Outputs":
        """The outputs of a site's sample."""
        last, every = site.last, units(site.sizes[-1])
        z = tuple(site.named("z", last, (k,), "pre-activation") for k in every)
        y = tuple(site.named("a", last, (k,), "prediction") for k in every)
        t = tuple(site.named("t", 0, (k,), "target") for k in every)
        z_values, y_values, t_values = (tuple(map(site.value, numbers)) for numbers in (z, y, t))
        some_y, some_t = Lettered(Quantity("a", last), ("k",)), Lettered(Quantity("t"), ("k",))
        return cls(z, y, t, z_values, y_values, t_values, some_y, some_t)

    def over_k(self, term: Callable[[Expression, Expression], Expression]) -> Expression:
        """Σₖ of a term of ŷₖ and tₖ."""
        terms = [term(y, t) for y, t in zip(self.y, self.t, strict=True)]
        return long_sum(terms, "k", term(self.some_y, self.some_t))


def _square(y: Expression, t: Expression) -> Expression:
    return Power(minus(y, t), 2)


def _cross_entropy(y: Expression, t: Expression) -> Expression:
    return Sum((Product((t, ln(y))), Product((minus(ONE, t), ln(minus(ONE, y))))))


def _binary(o: Outputs) -> list[Form]:
    """−Σ(t ln ŷ + (1−t) ln(1−ŷ)), or from z, where ŷ has rounded to 0 or 1."""
    terms: list[Expression] = []
    approximate = False
    for z, t, value, target in zip(o.z, o.t, o.z_values, o.t_values, strict=True):
        for weight, zero, sign in ((t, target == 0, -1), (minus(ONE, t), target == 1, 1)):
            if not zero:
                form = softplus_form(Negative(z) if sign < 0 else z, sign * value)
                terms.append(Product((weight, form.expression)))
                approximate = approximate or form.approximate
    return [Form(Negative(o.over_k(_cross_entropy))), Form(Sum(tuple(terms)), approximate)]


def _categorical(o: Outputs) -> list[Form]:
    """−Σ t ln ŷ, or by ln Σ eᶻ with the largest z taken out, where a ŷ has rounded to 0 or 1."""
    top = max(range(len(o.z)), key=lambda k: o.z_values[k])
    counted = [k for k, target in enumerate(o.t_values) if target != 0]
    others: list[Expression] = [exp(minus(z, o.z[top])) for k, z in enumerate(o.z) if k != top]
    small = shortened(others) if others else ZERO
    forms = [Form(Negative(o.over_k(lambda y, t: Product((t, ln(y))))))]
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
    first, second = Quotient(minus(ONE, t), minus(ONE, y)), Quotient(t, y)
    rest = Quotient(minus(ONE, t), Call("σ", (Negative(o.z[k]),)))
    kept = minus(rest, second) if 0 < target < 1 else rest if target == 0 else Negative(second)
    return [Form(minus(first, second)), Form(kept)]


def _categorical_slope(o: Outputs, k: int) -> list[Form]:
    return [Form(Negative(Quotient(o.t[k], o.y[k]))), *([Form(ZERO)] if o.t_values[k] == 0 else [])]


Value: TypeAlias = Callable[[Outputs], list[Form]]
Slope: TypeAlias = Callable[[Outputs, int], list[Form]]


def _two_over(n: int) -> Expression:
    return TWO if n == 1 else Constant(Fraction(2, n), rf"\tfrac{{2}}{{{n}}}", f"2/{n}")


# fmt: off
# E of one sample; and ∂E/∂ŷₖ, with k counted from 0.
VALUES: dict[str, Value] = {
    "half_squared_error":        lambda o: [Form(Product((HALF, o.over_k(_square))))],
    "squared_error":             lambda o: [Form(o.over_k(_square))],
    "mean_squared_error":        lambda o: [Form(times(_mean(len(o.y)), o.over_k(_square)))],
    "binary_cross_entropy":      _binary,
    "categorical_cross_entropy": _categorical,
}
SLOPES: dict[str, Slope] = {
    "half_squared_error":        lambda o, k: [Form(minus(o.y[k], o.t[k]))],
    "squared_error":             lambda o, k: [Form(Product((TWO, minus(o.y[k], o.t[k]))))],
    "mean_squared_error":        lambda o, k: [Form(Product((_two_over(len(o.y)), minus(o.y[k], o.t[k]))))],
    "binary_cross_entropy":      _binary_slope,
    "categorical_cross_entropy": _categorical_slope,
}
# fmt: on


def _mean(n: int) -> Constant:
    return one_over(n) if n > 1 else ONE


def sums_to_one(targets: tuple[float, ...]) -> bool:
    """Whether the targets sum to 1, which lets softmax with cross-entropy collapse to a − t."""
    return math.isclose(math.fsum(targets), 1.0, rel_tol=1e-12)
