"""A formula is worked out again from the numbers as they are written, exactly where that is possible."""

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import add, mul, truediv
from typing import TypeAlias

import numpy as np

from backprop.experiment.numerals import settled
from backprop.lessons.expressions import (
    Branch,
    Call,
    Constant,
    Expression,
    Lettered,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Rest,
    Sigma,
    Sum,
)

Real: TypeAlias = Fraction | float  # a Fraction is exact, a float is not
Leaf: TypeAlias = Callable[[Expression], Real]


def evaluate(expression: Expression, leaf: Leaf) -> Real:  # noqa: PLR0911 - one line a kind
    """The value of a formula; `leaf` gives the numbers, the constants and the left-out part of a long sum.

    The answer is a Fraction where nothing was rounded on the way.
    """
    match expression:
        case Number() | Constant() | Rest():
            return leaf(expression)
        case Sum(terms=terms):
            return _fold(add, (evaluate(term, leaf) for term in terms), Fraction(0))
        case Sigma(terms=written_out):
            return evaluate(written_out, leaf)
        case Product(factors=factors):
            return _fold(mul, (evaluate(factor, leaf) for factor in factors), Fraction(1))
        case Quotient(above=above, below=below):
            return _apply(truediv, evaluate(above, leaf), evaluate(below, leaf))
        case Power(base=base, exponent=exponent):
            return _fold(mul, [evaluate(base, leaf)] * exponent, Fraction(1))
        case Negative(of=inner):
            return -evaluate(inner, leaf)
        case Branch():
            return evaluate(expression.chosen, leaf)
        case Call(name=name, arguments=arguments):
            return _call(name, [evaluate(argument, leaf) for argument in arguments])
        case Lettered():
            raise TypeError("a letter has no value")


def as_float(value: Real) -> float:
    """The nearest float; infinite beyond 1.8e308."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def as_real(value: float) -> Real:
    """The decimal that a float is read as, exactly: the short one that it is but for round-off, else its shortest."""
    return Fraction(repr(settled(float(value)))) if math.isfinite(value) else float(value)


def _fold(operation: Callable[[Real, Real], Real], values: Iterable[Real], start: Real) -> Real:
    for value in values:
        start = _apply(operation, start, value)
    return start


def _apply(operation: Callable[[Real, Real], Real], left: Real, right: Real) -> Real:
    try:
        return operation(left, right)
    except (OverflowError, ZeroDivisionError):
        with np.errstate(all="ignore"):
            return float(operation(np.float64(as_float(left)), np.float64(as_float(right))))


def _sigmoid(z: float) -> float:
    e = math.exp(-abs(z))
    return (1.0 if z >= 0 else e) / (1.0 + e)


def _exp(z: float) -> float:
    return math.exp(z) if z < 709 else float(np.exp(np.float64(min(z, 709.7)))) if z < 709.7 else math.inf


_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": _exp,
    "ln": lambda v: math.log(v) if v > 0 else -math.inf if v == 0 else math.nan,
    "tanh": math.tanh,
    "σ": _sigmoid,
    "Φ": lambda v: 0.5 * math.erfc(-v / math.sqrt(2.0)),
    "φ": lambda v: math.exp(-0.5 * min(abs(v), 40.0) ** 2) / math.sqrt(2.0 * math.pi),
}
_EXACT_AT: dict[tuple[str, int], Fraction] = {
    ("exp", 0): Fraction(1),
    ("ln", 1): Fraction(0),
    ("tanh", 0): Fraction(0),
    ("σ", 0): Fraction(1, 2),
    ("Φ", 0): Fraction(1, 2),
}


def _call(name: str, arguments: list[Real]) -> Real:
    if name == "max":
        return max(arguments)
    (argument,) = arguments
    for (known, place), value in _EXACT_AT.items():
        if known == name and isinstance(argument, Fraction) and argument == place:
            return value
    return _FUNCTIONS[name](as_float(argument))
