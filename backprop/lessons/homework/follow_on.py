"""Follow-on answers: what a right method gives from the numbers that a student wrote down before, wrong as they are."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.lessons.homework.calculation import Keep, Place, calculate, places_of

MOST_CELLS = 64  # wrong numbers that are looked at
WIDE = 0.05  # relative: where the digits given leave more room than this, nothing follows


class OnPaper(NamedTuple):
    """Numbers of one array as a student wrote them: their places in its memory, values, and half the unit of each."""

    places: tuple[int, ...]
    values: tuple[float, ...]
    halves: tuple[float, ...]

    def put(self, array: Array) -> Array:
        """The array with these numbers in their places."""
        array = array.copy()
        array.flat[list(self.places)] = self.values
        return array


class FollowOn(NamedTuple):
    """What follows for an array: its values, how far each may be off, and which arrays they come from."""

    values: Array
    room: Array
    sources: tuple[Place, ...]


def keeping(written: Mapping[str, OnPaper]) -> Keep:
    """Keep what was written, and what came out where nothing was."""
    return lambda name, array: written[name].put(array) if name in written else array


def follow(e: Evaluation, place: Place, written: Mapping[str, OnPaper]) -> FollowOn | None:
    """What a right method makes of `written`, the numbers of earlier arrays by their names, taken exactly.

    None where nothing written comes before this array, or nothing that matters for it.
    """
    before = _before(e, place, written)
    values = _with(e, place, {one.name: written[one.name] for one in before})
    sources = _nearest(e, place, before, written)
    return FollowOn(values, np.zeros_like(values), sources) if sources else None


def follow_loosely(e: Evaluation, place: Place, wrong: Mapping[str, OnPaper]) -> FollowOn | None:
    """The same, where each number may have had more digits than were written down.

    None also where there are too many numbers to look at, or their digits leave too much room.
    """
    found = follow(e, place, wrong)
    if found is None or sum(len(one.places) for one in wrong.values()) > MOST_CELLS:
        return None
    room = np.zeros_like(found.values)
    for source in found.sources:
        name, one = source.name, wrong[source.name]
        for i, half in enumerate(one.halves):
            values = (*one.values[:i], one.values[i] + half, *one.values[i + 1 :])
            nudged = _with(e, place, {**wrong, name: one._replace(values=values)})
            room += np.abs(nudged - found.values)
    wide = room > WIDE * np.abs(found.values)
    return None if wide.all() else found._replace(room=np.where(wide, -np.inf, room))


def _before(e: Evaluation, place: Place, written: Mapping[str, OnPaper]) -> list[Place]:
    order = places_of(e)
    return [one for one in order[: order.index(place)] if one.name in written]


def _nearest(
    e: Evaluation, place: Place, before: Sequence[Place], written: Mapping[str, OnPaper]
) -> tuple[Place, ...]:
    """Those that the array is computed from: going back from it, each that still changes what comes out."""
    sources: list[Place] = []
    taken: dict[str, OnPaper] = {}
    values = _with(e, place, taken)
    for one in reversed(before):
        taken = taken | {one.name: written[one.name]}
        with_it = _with(e, place, taken)
        if not np.allclose(with_it, values, rtol=1e-9, atol=0, equal_nan=True):
            sources.append(one)
        values = with_it
    return tuple(reversed(sources))


def _with(e: Evaluation, place: Place, written: Mapping[str, OnPaper]) -> Array:
    """The array, computed with these in place of what came out."""
    return calculate(e, keeping(written), until=place.name)[place.name]
