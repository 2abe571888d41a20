"""How many digits the numbers inside a formula of whole arrays need, so that redoing it gives the printed result."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.arithmetic import as_float
from backprop.lessons.formulas.error_bounds import EPS, Bounded
from backprop.lessons.formulas.expressions import Expression, Table
from backprop.lessons.formulas.guard_digits import CANCELLED, MOST_DIGITS, rounded, same_print
from backprop.lessons.formulas.matrix_values import matrix_value
from backprop.lessons.formulas.trees import nodes

MOST_ROWS = 6  # and columns of arrays that are worked out again


class Work(NamedTuple):
    """With how many digits an array comes out as printed, whether those are exact; else whether sums cancel."""

    digits: int
    exact: bool
    cancels: bool = False


def work_out(tree: Expression, arrays: Callable[[Table], Array], result: Array, fmt: NumberFormat) -> Work:
    """The fewest digits with which the whole result comes out as printed."""
    given = {node: arrays(node) for node in nodes(tree) if isinstance(node, Table)}
    first = max(3, 1 + (fmt.digits if fmt.places is None else fmt.places))
    if any(max(array.shape) > MOST_ROWS for array in given.values()) or not np.isfinite(result).all():
        return Work(first, exact=False)
    for digits in range(first, MOST_DIGITS + 1):
        read = {table: _rounded(array, digits) for table, array in given.items()}
        with np.errstate(all="ignore"):
            redone = matrix_value(tree, read.__getitem__)
        if all(same_print(float(a), float(b), fmt) for a, b in zip(redone.flat, result.flat, strict=True)):
            exact = all(np.array_equal(read[table], _rounded(given[table], MOST_DIGITS)) for table in read)
            return Work(digits, exact)
    return Work(first + 2, exact=False, cancels=cancels(tree, given))


def cancels(tree: Expression, given: dict[Table, Array]) -> bool:
    """Whether a number of the result is so small beside the terms it is made of that round-off takes its digits.

    So it is where the formula gives no number at all: 1 − ŷ of a ŷ that has rounded to 1.
    """
    bounds = bounded(tree, given)
    return not bool((bounds.error <= CANCELLED * EPS * np.abs(bounds.value)).all())


def bounded(tree: Expression, given: dict[Table, Array], precision: float = EPS) -> Bounded:
    """What the formula gives of arrays that were read with this relative error, and a bound of its own."""
    with np.errstate(all="ignore"):
        found: Bounded = matrix_value(tree, lambda table: Bounded.read(given[table], precision))
    return found


def _rounded(array: Array, digits: int) -> Array:
    return np.array([[as_float(rounded(float(v), digits)) for v in row] for row in array])
