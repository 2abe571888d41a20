"""The arrays of a formula at a number: their values, their symbols, and which row and column to keep in sight."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array
from backprop.core.quantities import KINDS
from backprop.lessons.formulas.activations import Unit
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.expressions import (
    ONE,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Norm,
    Table,
    Total,
)
from backprop.lessons.formulas.losses import sums_to_one
from backprop.lessons.formulas.matrix_rules import MATRIX_RULES, TARGET, Setting, slope_of_z
from backprop.lessons.formulas.matrix_writer import ONES, turned
from backprop.lessons.formulas.trees import exchanged, nodes, parts, tidied
from backprop.lessons.notation.symbols import Notation

SATURATED = 0.999  # an activation beyond it, whose 1 − a loses its digits

Place = tuple[int | None, int | None]  # a row and a column, from 0; None where none matters


@dataclass(frozen=True, slots=True)
class Block:
    """A matrix in a formula: its symbol, its numbers (two axes), the row and column to keep in sight."""

    latex: str
    text: str
    array: Array
    backward: bool
    row: int | None = None
    column: int | None = None


def tree_at(context: Context) -> Expression:
    """The rule of a number's whole row or matrix, with what the numbers at this context make of it.

    Targets that sum to 1 drop out, others put in their sum; a slope near 0 is taken of z.
    """
    s = Setting.of(context.evaluation, context.layer)
    if context.quantity.kind == "slope" and context.value(Unit.of(context).a) >= SATURATED:
        return slope_of_z(s)
    tree = MATRIX_RULES[context.quantity.kind](s)
    if Total(TARGET) not in nodes(tree):
        return tree
    targets = array_of(context, TARGET)[0]
    one = sums_to_one(tuple(map(float, targets)))
    total = ONE if one else Constant(float(targets.sum()), r"\textstyle\sum t", "Σt")
    return tidied(exchanged(tree, Total(TARGET), total))


def array_of(context: Context, table: Table) -> Array:
    """An array as it stands in the formula, with two axes: this sample's row, or one row for every sample."""
    if table.kind == ONES.kind:
        return np.ones((1, context.evaluation.n_samples))
    array = context.evaluation.array(table.kind, table.layer)
    if KINDS[table.kind].per_sample and not table.every:
        array = array[(context.quantity.sample or context.sample) - 1]
    array = array[:, None] if table.kind == "E" and table.every else np.atleast_2d(array)
    return array.T if table.turned else array


def blocks_of(tree: Expression, context: Context) -> dict[Table, Block]:
    """Every array of a formula with its symbol, and with what leads to the number at this context."""
    places: dict[Table, Place] = {ONES: (None, None)}
    for table, (row, column) in _led_to(tree, *_place(context)):
        known = places.get(table, (None, None))
        places[table] = (known[0] if row is None else row, known[1] if column is None else column)
    return {table: _block(context, table, *place) for table, place in places.items()}


def whole(context: Context) -> Block:
    """The row or matrix that this number stands in."""
    return _block(context, Table(context.quantity.kind, context.layer), *_place(context))


def _place(context: Context) -> Place:
    index = [i - 1 for i in context.quantity.index]
    return (index[0] if len(index) > 1 else None, index[-1] if index else None)


def _block(context: Context, table: Table, row: int | None, column: int | None) -> Block:
    if table.kind == ONES.kind:
        return Block(r"\mathbf{1}^{\top}", "𝟏ᵀ", array_of(context, table), False)
    notation = Notation.of(context.evaluation)
    latex, text = notation.latex(table.kind, table.layer), notation.symbol(table.kind, table.layer)
    if table.turned:
        latex, text = rf"{{{latex}}}^{{\top}}", f"{text}ᵀ"
    backward = KINDS[table.kind].backward
    return Block(latex, text, array_of(context, table), backward, row, column)


def _led_to(tree: Expression, row: int | None, column: int | None) -> Iterator[tuple[Table, Place]]:
    """Each array with the row and column that the number in this row and column is made of."""
    match tree:
        case Table():
            yield tree, (row, column)
        case MatMul(
            left=Table() as da, right=Table(kind="J") as jacobian
        ):  # the unit's own ∂E/∂a stays in sight
            yield from _led_to(da, row, column)
            yield from _led_to(jacobian, None, column)
        case MatMul(left=left, right=right):
            yield from _led_to(left, row, None)
            yield from _led_to(right, None, column)
        case Dot(left=left, right=right):
            yield from _led_to(left, None, None)
            yield from _led_to(turned(right), None, None)
        case Norm(of=of) | Total(of=of, over="outputs"):
            yield from _led_to(of, None, None)
        case Total(of=of) | Diagonal(of=of):
            yield from _led_to(of, None, column)
        case _:
            for part in parts(tree):
                yield from _led_to(part, row, column)
