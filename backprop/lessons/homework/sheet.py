"""A sheet of answers as it was handed in: which arrays have an answer, each answer read, and the sign they count in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.experiment.numerals import NumberError
from backprop.lessons.homework.answers import FEW, Answer, parse_answer
from backprop.lessons.homework.calculation import Place, places_of
from backprop.lessons.homework.convention import turned


@dataclass(frozen=True, slots=True)
class Given:
    """The answers of one array by the places of their numbers in its memory: the names, the answers that could be read,
    and for the others the sentence that says why not.

    `turned`: the sheet counts this array with the other sign; the answers here have had theirs turned back.
    """

    place: Place
    names: Mapping[int, str]
    read: Mapping[int, Answer]
    unreadable: Mapping[int, str]
    turned: bool = False

    def finest(self, place: int) -> float | None:
        """The unit of the finest other answer that shows digits enough: NumPy prints a row to the same decimals.

        None where there is no other one; so then this answer stands for itself.
        """
        others = [one.unit for at, one in self.read.items() if at != place and one.unit and one.digits >= FEW]
        return min(others, default=None)


def cell_names(evaluation: Evaluation, kind: str, layer: int) -> list[str]:
    """The names of an array's numbers in the order of its memory: of several samples with an @ each."""
    shape = evaluation.array(kind, layer).shape
    names = []
    for place in np.ndindex(shape):
        index, at = place, ""
        if KINDS[kind].per_sample:
            index, at = place[1:], f"@{place[0] + 1}" if evaluation.n_samples > 1 else ""
        inner = f"[{','.join(str(i + 1) for i in index)}]" if index else ""
        names.append(array_name(kind, layer) + inner + at)
    return names


def canonical(evaluation: Evaluation, name: str) -> str:
    """The name as `cell_names` writes it: of several samples with its @, by default the first."""
    quantity = Quantity.parse(name)
    if not KINDS[quantity.kind].per_sample:
        return str(quantity)
    return str(replace(quantity, sample=(quantity.sample or 1) if evaluation.n_samples > 1 else None))


def read_sheet(evaluation: Evaluation, answers: Mapping[str, str]) -> list[Given]:
    """The arrays that have an answer, in order, counted as ŷ − t where the sheet counts t − ŷ."""
    arrays = list(_arrays(evaluation, {canonical(evaluation, name): text for name, text in answers.items()}))
    other_way = turned(
        (one.place.kind, answer, float(evaluation.array(*one.place[:2]).flat[at]))
        for one in arrays
        for at, answer in one.read.items()
    )
    return [_turn(one) if one.place.kind in other_way else one for one in arrays]


def _arrays(evaluation: Evaluation, answers: Mapping[str, str]) -> Iterator[Given]:
    by_array: dict[str, dict[int, str]] = {}
    for name, text in answers.items():
        quantity = Quantity.parse(name)
        at = _place_in_memory(evaluation, quantity) if text.strip() else None
        if at is not None:
            by_array.setdefault(quantity.array, {})[at] = name
    for place in places_of(evaluation):
        names = dict(sorted(by_array.get(place.name, {}).items()))
        read: dict[int, Answer] = {}
        unreadable: dict[int, str] = {}
        for at, name in names.items():
            try:
                read[at] = parse_answer(answers[name])
            except NumberError as error:
                unreadable[at] = str(error)
        if names:
            yield Given(place, names, read, unreadable)


def _place_in_memory(evaluation: Evaluation, quantity: Quantity) -> int | None:
    """Where a number stands in its array; None if this network has no such number that is computed."""
    kind, layer = quantity.kind, quantity.layer
    if not any((one.kind, one.layer) == (kind, layer) for one in places_of(evaluation)):
        return None
    shape = evaluation.array(kind, layer).shape
    index = tuple(i - 1 for i in ((quantity.sample or 1,) if KINDS[kind].per_sample else ()) + quantity.index)
    if len(index) != len(shape) or any(i >= n for i, n in zip(index, shape, strict=True)):
        return None
    return int(np.ravel_multi_index(index, shape)) if shape else 0


def _turn(given: Given) -> Given:
    read = {at: replace(answer, value=-answer.value) for at, answer in given.read.items()}
    return replace(given, read=read, turned=True)
