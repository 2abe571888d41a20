"""The value of a formula of whole arrays, of NumPy's numbers or of any that have the same operations."""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.lessons.expressions import (
    Apply,
    Branch,
    Call,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Named,
    Negative,
    Norm,
    Picked,
    Power,
    Product,
    Quotient,
    Sum,
    Table,
    Total,
)
from backprop.lessons.functions import COMPARISONS, FUNCTIONS

Values = Any  # an array, or a `Bounded` one
Leaf = Callable[[Table], Values]


class NoSlopeError(ValueError):
    """A softmax was asked for the slope of one unit, which it has not."""


def matrix_value(expression: Expression, leaf: Leaf) -> Values:
    """The array that a formula gives; `leaf` gives the arrays in it: (samples, units), (n_in, n_out) or (units,).

    A sum over outputs keeps its axis, one over samples or senders does not. Raises NoSlopeError, and ValueError where
    the shapes do not fit.
    """
    read: Callable[[Expression], Values] = lambda part: matrix_value(part, leaf)  # noqa: E731 - the equation's own word
    return _READ[type(expression)](expression, read, leaf)


def _product(product: Product, read: Callable[[Expression], Values], _: Leaf) -> Values:
    first, *others = cancelled(product.factors)
    if (
        others
        and isinstance(first, Constant)
        and isinstance(first.value, Fraction)
        and first.value.numerator == 1
    ):
        return reduce(mul, map(read, others)) / float(first.value.denominator)  # as a program does it
    return reduce(mul, map(read, (first, *others)))


def cancelled(factors: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """The factors without what stands below one of them and beside it as well: −t ⊘ ŷ ⊙ ŷ is −t, whatever ŷ is."""
    for place, factor in enumerate(factors):
        inner = factor.of if isinstance(factor, Negative) else factor
        if isinstance(inner, Quotient) and inner.below in factors:
            left = Negative(inner.above) if isinstance(factor, Negative) else inner.above
            others = [*factors[:place], left, *factors[place + 1 :]]
            others.remove(inner.below)
            return tuple(others)
    return factors


def _total(total: Total, read: Callable[[Expression], Values], _: Leaf) -> Values:
    of = read(total.of)
    match total.over:
        case "outputs":
            return of.sum(axis=-1, keepdims=True)
        case "samples":
            return of.sum(axis=-2)
        case "senders":
            return of.sum(axis=1)
        case "all":
            return of.sum()
    raise ValueError(f"{total.over!r} is nothing to sum over")


def _apply(apply: Apply, read: Callable[[Expression], Values], _: Leaf) -> Values:
    function = ACTIVATIONS[apply.function]
    if not apply.slope:
        return mapped(function.f, read(apply.of))
    if function.slope is None:
        where = f"layer {apply.of.layer}" if isinstance(apply.of, Table) else "this layer"
        raise NoSlopeError(f"{where} is a {apply.function}, which has no slope of one unit")
    return mapped(function.slope, read(apply.of))


def mapped(function: Callable[..., Any], *values: Values) -> Values:
    """A function of arrays: of `Bounded` ones, their own `mapped` knows how."""
    own = next((value for value in values if hasattr(value, "mapped")), None)
    return function(*values) if own is None else own.mapped(function, *values)


def _branch(branch: Branch, read: Callable[[Expression], Values], _: Leaf) -> Values:
    holds = COMPARISONS[branch.sign].of
    return mapped(
        lambda subject, first, otherwise: np.where(holds(subject, branch.bound), first, otherwise),
        *map(read, (branch.subject, branch.first, branch.otherwise)),
    )


def _squares(values: Values) -> Values:
    return (values * values).sum(axis=-1, keepdims=True)


_READ: dict[type, Callable[[Any, Callable[[Expression], Values], Leaf], Values]] = {
    Table: lambda e, read, leaf: leaf(e),
    Constant: lambda e, read, leaf: float(e.value),
    Sum: lambda e, read, leaf: reduce(add, map(read, e.terms)),
    Product: _product,
    Quotient: lambda e, read, leaf: read(e.above) / read(e.below),
    Power: lambda e, read, leaf: reduce(mul, [read(e.base)] * e.exponent),
    Negative: lambda e, read, leaf: -read(e.of),
    MatMul: lambda e, read, leaf: read(e.left) @ read(e.right),
    Dot: lambda e, read, leaf: (read(e.left) * read(e.right)).sum(axis=-1, keepdims=True),
    Norm: lambda e, read, leaf: _squares(read(e.of)),
    Diagonal: lambda e, read, leaf: mapped(lambda row: row * np.eye(row.shape[-1]), read(e.of)),
    Total: _total,
    Apply: _apply,
    Call: lambda e, read, leaf: mapped(FUNCTIONS[e.name].of_array, *map(read, e.arguments)),
    Branch: _branch,
    Named: lambda e, read, leaf: read(e.body),
    Picked: lambda e, read, leaf: read(e.of)[e.index].T if e.turned else read(e.of)[e.index],
}
