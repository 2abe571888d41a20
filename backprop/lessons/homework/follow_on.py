"""Follow-on errors: what a right method gives from the numbers that a student wrote down before, wrong as they are."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.lessons.homework.calculation import calculate, order_of

MOST_CELLS = 64  # wrong numbers that are looked at
WIDE = 0.05  # relative: where the digits given leave more room than this, nothing follows


class FollowOn(NamedTuple):
    """What follows for an array from wrong ones: its values, how far each may be off, and which ones are at fault."""

    values: Array
    room: Array
    sources: tuple[str, ...]


def follow(evaluation: Evaluation, name: str, wrong: Mapping[str, tuple[Array, Array]]) -> FollowOn | None:
    """What a right method makes of `wrong`: by the array's name its numbers and half the unit of each.

    None where no wrong array comes before this one, or where their digits leave too much room.
    """
    order = order_of(evaluation)
    before = {one: wrong[one] for one in order[: order.index(name)] if one in wrong}
    if not before or sum(values.size for values, _ in before.values()) > MOST_CELLS:
        return None
    given = {one: numbers for one, (numbers, _) in before.items()}
    values = _with(evaluation, name, given)
    if np.allclose(values, _with(evaluation, name, {}), rtol=1e-9, atol=0):
        return None
    sources = tuple(one for one in before if _matters(evaluation, name, one, given, values))
    room = np.zeros_like(values)
    for one in sources:
        numbers, halves = before[one]
        for place in np.ndindex(numbers.shape):
            nudged = numbers.copy()
            nudged[place] += halves[place]
            room += np.abs(_with(evaluation, name, given | {one: nudged}) - values)
    wide = room > WIDE * np.abs(values)
    return None if wide.all() else FollowOn(values, np.where(wide, -np.inf, room), sources)


def _matters(e: Evaluation, name: str, source: str, given: Mapping[str, Array], values: Array) -> bool:
    """Whether the values would be others without this source; what came before another one does not matter any more."""
    rest = {one: numbers for one, numbers in given.items() if one != source}
    return not np.allclose(_with(e, name, rest), values, rtol=1e-9, atol=0)


def _with(e: Evaluation, name: str, given: Mapping[str, Array]) -> Array:
    """The array, computed with these in place of what came out."""
    return calculate(e, given.get)[name]
