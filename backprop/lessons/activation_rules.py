"""Activation functions and their slopes as formulas: the one to teach, then those that survive rounding."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from backprop.lessons.expressions import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Branch,
    Call,
    Constant,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    minus,
)
from backprop.lessons.guard_digits import Form

LEAK = Constant(Fraction(1, 100))
FOUR = Constant(Fraction(4))


def exp(exponent: Expression) -> Expression:
    """e to the exponent."""
    return Call("exp", (exponent,))


def ln(argument: Expression) -> Expression:
    """The natural logarithm."""
    return Call("ln", (argument,))


def softplus_form(z: Expression, value: float) -> Form:
    """ln(1+eᶻ), where eᶻ is neither beyond all floats nor lost beside 1; `value` is what z is."""
    if value < -12:
        return Form(minus(exp(z), Product((HALF, exp(Product((TWO, z)))))), approximate=True)
    if value > 12:
        return Form(Sum((z, exp(Negative(z)))), approximate=True)
    return Form(ln(Sum((ONE, exp(z)))))


def _sigmoid(z: Expression) -> Expression:
    return Quotient(ONE, Sum((ONE, exp(Negative(z)))))


def _sigmoid_below(z: Expression) -> Expression:
    return Quotient(exp(z), Sum((ONE, exp(z))))


def _bell(z: Expression, value: float) -> Expression:
    """σ′ without 1 − a: e^(−|z|) / (1 + e^(−|z|))²."""
    e = exp(Negative(z)) if value >= 0 else exp(z)
    return Quotient(e, Power(Sum((ONE, e)), 2))


def _tanh_bell(z: Expression, value: float) -> Expression:
    double = Product((TWO, z))
    e = exp(Negative(double)) if value >= 0 else exp(double)
    return Quotient(Product((FOUR, e)), Power(Sum((ONE, e)), 2))


def _branch(positive: Expression, otherwise: Expression, z: Number, value: float) -> Expression:
    return Branch(positive, otherwise, z, value > 0)


def _elu(z: Number, value: float) -> list[Form]:
    small = Sum((z, Product((HALF, Power(z, 2)))))
    return [
        Form(_branch(z, minus(exp(z), ONE), z, value)),
        Form(_branch(z, small, z, value), approximate=value <= 0),
    ]


def _silu_slope(z: Expression) -> list[Form]:
    s, rest = Call("σ", (z,)), Call("σ", (Negative(z),))
    return [Form(Product((s, Sum((ONE, Product((z, other))))))) for other in (minus(ONE, s), rest)]


def _forms(*expressions: Expression) -> list[Form]:
    return [Form(expression) for expression in expressions]


Rule: TypeAlias = Callable[[Number, float], list[Form]]
SlopeRule: TypeAlias = Callable[[Number, Number, float], list[Form]]

# fmt: off
# f(z); v is the value of z. Softmax, which mixes units, stands in `rules`.
FUNCTIONS: dict[str, Rule] = {
    "identity":   lambda z, v: _forms(z),
    "sigmoid":    lambda z, v: _forms(_sigmoid(z), _sigmoid_below(z)),
    "tanh":       lambda z, v: _forms(Call("tanh", (z,))),
    "relu":       lambda z, v: _forms(Call("max", (ZERO, z))),
    "leaky_relu": lambda z, v: _forms(_branch(z, Product((LEAK, z)), z, v)),
    "elu":        _elu,
    "softplus":   lambda z, v: [Form(ln(Sum((ONE, exp(z))))), softplus_form(z, v)],
    "silu":       lambda z, v: _forms(Product((z, Call("σ", (z,))))),
    "gelu":       lambda z, v: _forms(Product((z, Call("Φ", (z,))))),
}

# f′(z), from z and a = f(z).
SLOPES: dict[str, SlopeRule] = {
    "identity":   lambda z, a, v: _forms(ONE),
    "sigmoid":    lambda z, a, v: _forms(Product((a, minus(ONE, a))), _bell(z, v)),
    "tanh":       lambda z, a, v: _forms(minus(ONE, Power(a, 2)), _tanh_bell(z, v)),
    "relu":       lambda z, a, v: _forms(_branch(ONE, ZERO, z, v)),
    "leaky_relu": lambda z, a, v: _forms(_branch(ONE, LEAK, z, v)),
    "elu":        lambda z, a, v: _forms(_branch(ONE, exp(z), z, v)),
    "softplus":   lambda z, a, v: _forms(_sigmoid(z), _sigmoid_below(z)),
    "silu":       lambda z, a, v: _silu_slope(z),
    "gelu":       lambda z, a, v: _forms(Sum((Call("Φ", (z,)), Product((z, Call("φ", (z,))))))),
}
# fmt: on
