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
    """The answers of one array: the names of all its numbers in the order of its memory, the answers that could be
    read by their places there, and for the others the sentence that says why not.

    `turned`: the sheet counts this array with the other sign; the answers here have had theirs turned back.
    """

    place: Place
    names: tuple[str, ...]
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
    for place in places_of(evaluation):
        names = tuple(cell_names(evaluation, place.kind, place.layer))
        read: dict[int, Answer] = {}
        unreadable: dict[int, str] = {}
        for at, name in enumerate(names):
            if answers.get(name, "").strip():
                try:
                    read[at] = parse_answer(answers[name])
                except NumberError as error:
                    unreadable[at] = str(error)
        if read or unreadable:
            yield Given(place, names, read, unreadable)


def _turn(given: Given) -> Given:
    read = {at: replace(answer, value=-answer.value) for at, answer in given.read.items()}
    return replace(given, read=read, turned=True)
