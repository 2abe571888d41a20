"""A formula is worked out again from the numbers as they are written, exactly where that is possible."""

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import add, mul, truediv
from typing import TypeAlias

import numpy as np

from backprop.experiment.numerals import settled
from backprop.lessons.formulas.expressions import (
    Apply,
    Branch,
    Call,
    Columns,
    Constant,
    Diagonal,
    Dot,
    Expression,
    Lettered,
    MatMul,
    Named,
    Negative,
    Norm,
    Number,
    Power,
    Product,
    Quotient,
    Rest,
    Sigma,
    Spread,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.functions import FUNCTIONS

Real: TypeAlias = Fraction | float  # a Fraction is exact, a float is not
Leaf: TypeAlias = Callable[[Expression], Real]

_EXACT: dict[str, Callable[..., Real]] = {"max": max, "min": min, "abs": abs}  # of fractions a fraction


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
        case Named(body=body):
            return evaluate(body, leaf)
        case (
            Lettered()
            | Table()
            | MatMul()
            | Dot()
            | Norm()
            | Total()
            | Diagonal()
            | Apply()
            | Columns()
            | Spread()
        ):
            raise TypeError(f"{type(expression).__name__} is no single number")


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


def _call(name: str, arguments: list[Real]) -> Real:
    if name in _EXACT:
        return _EXACT[name](*arguments)
    function, (argument,) = FUNCTIONS[name], arguments
    for place, value in function.exact.items():
        if isinstance(argument, Fraction) and argument == place:
            return value
    return function.of_number(as_float(argument))
