"""The value of a formula of whole arrays, of NumPy's numbers or of any that have the same operations."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial, reduce
from operator import matmul, mul, neg, truediv
from typing import Any

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array
from backprop.lessons.formulas.expressions import (
    Apply,
    Branch,
    Call,
    Columns,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Named,
    Negative,
    Norm,
    Power,
    Product,
    Quotient,
    Spread,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.functions import COMPARISONS, FUNCTIONS

Values = Any  # an array, or a `Bounded` one
Leaf = Callable[[Table], Values]
Worked = Callable[[Leaf], Values]  # a formula that is ready to be worked out


class NoSlopeError(ValueError):
    """A softmax was asked for the slope of one unit, which it has not."""


def matrix_value(expression: Expression, leaf: Leaf) -> Values:
    """The array that a formula gives; `leaf` gives the arrays in it: (samples, units), (n_in, n_out) or (units,).

    A sum over outputs keeps its axis, one over samples or senders does not. Raises NoSlopeError, and ValueError where
    the shapes do not fit.
    """
    return ready(expression)(leaf)


def kept_in(arrays: Mapping[tuple[str, int], Array]) -> Leaf:
    """The leaves of a formula from arrays by kind and layer, such as a program or somebody with a pencil has."""

    def leaf(table: Table) -> Array:
        array = arrays[table.kind, table.layer]
        return array.T if table.turned else array

    return leaf


def ready(expression: Expression) -> Worked:
    """A function that works the formula out, for one that is worked out again and again."""
    return _READY[type(expression)](expression)


def _sum(total: Sum) -> Worked:
    first, *others = map(ready, total.terms)

    def work(leaf: Leaf) -> Values:
        found = first(leaf)
        for other in others:
            found = found + other(leaf)
        return found

    return work


def _product(product: Product) -> Worked:
    first, *others = cancelled(product.factors)
    share = 0.0
    if (
        others
        and isinstance(first, Constant)
        and isinstance(first.value, Fraction)
        and first.value.numerator == 1
    ):
        share = float(first.value.denominator)  # a program divides by n, it does not multiply by 1/n
        first, *others = others
    head, rest = ready(first), [ready(factor) for factor in others]

    def work(leaf: Leaf) -> Values:
        found = head(leaf)
        for factor in rest:
            found = found * factor(leaf)
        return found / share if share else found

    return work


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


def _of_one(operation: Callable[[Values], Values], part: Expression) -> Worked:
    inner = ready(part)
    return lambda leaf: operation(inner(leaf))


def _of_two(operation: Callable[[Values, Values], Values], left: Expression, right: Expression) -> Worked:
    first, second = ready(left), ready(right)
    return lambda leaf: operation(first(leaf), second(leaf))


_SUMS: dict[str, Callable[[Values], Values]] = {
    "outputs": lambda of: of.sum(axis=-1, keepdims=True),
    "samples": lambda of: of.sum(axis=-2),
    "senders": lambda of: of.sum(axis=1),
    "all": lambda of: of.sum(),
}


def _apply(apply: Apply) -> Worked:
    function = ACTIVATIONS[apply.function]
    chosen = function.slope if apply.slope else function.f
    if chosen is None:
        where = f"layer {apply.of.layer}" if isinstance(apply.of, Table) else "this layer"
        reason = f"{where} is a {apply.function}, which has no slope of one unit"
        return lambda leaf: _refuse(reason)
    return _of_one(partial(mapped, chosen), apply.of)


def _refuse(reason: str) -> Values:
    raise NoSlopeError(reason)


def mapped(function: Callable[..., Any], *values: Values) -> Values:
    """A function of arrays: of `Bounded` ones, their own `mapped` knows how."""
    own = next((value for value in values if hasattr(value, "mapped")), None)
    return function(*values) if own is None else own.mapped(function, *values)


def _call(call: Call) -> Worked:
    function, arguments = FUNCTIONS[call.name].of_array, [ready(part) for part in call.arguments]
    return lambda leaf: mapped(function, *[argument(leaf) for argument in arguments])


def _branch(branch: Branch) -> Worked:
    holds, bound = COMPARISONS[branch.sign].of, branch.bound
    chosen = lambda subject, first, otherwise: np.where(holds(subject, bound), first, otherwise)  # noqa: E731 - one line
    parts = [ready(part) for part in (branch.subject, branch.first, branch.otherwise)]
    return lambda leaf: mapped(chosen, *[part(leaf) for part in parts])


def _constant(constant: Constant) -> Worked:
    value = float(constant.value)
    return lambda leaf: value


def _power(base: Values, exponent: int) -> Values:
    return reduce(mul, [base] * exponent)


def _squares(row: Values) -> Values:
    return (row * row).sum(axis=-1, keepdims=True)


def _dot(first: Values, second: Values) -> Values:
    return (first * second).sum(axis=-1, keepdims=True)


def _diagonal(row: Values) -> Values:
    return mapped(lambda array: array * np.eye(array.shape[-1]), row)


_READY: dict[type, Callable[[Any], Worked]] = {
    Table: lambda e: lambda leaf: leaf(e),
    Constant: _constant,
    Sum: _sum,
    Product: _product,
    Quotient: lambda e: _of_two(truediv, e.above, e.below),
    Power: lambda e: _of_one(partial(_power, exponent=e.exponent), e.base),
    Negative: lambda e: _of_one(neg, e.of),
    MatMul: lambda e: _of_two(matmul, e.left, e.right),
    Dot: lambda e: _of_two(_dot, e.left, e.right),
    Norm: lambda e: _of_one(_squares, e.of),
    Diagonal: lambda e: _of_one(_diagonal, e.of),
    Total: lambda e: _of_one(_SUMS[e.over], e.of),
    Apply: _apply,
    Call: _call,
    Branch: _branch,
    Named: lambda e: ready(e.body),
    Columns: lambda e: _of_one(
        lambda array: array[:, : e.count].T if e.turned else array[:, : e.count], e.of
    ),
    Spread: lambda e: _of_one(lambda rows: rows[:, None, :], e.of),
}
