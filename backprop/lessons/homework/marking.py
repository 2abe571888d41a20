"""Marking: every answer right to the digits given, right in method, or wrong, and then what it has come from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, array_name
from backprop.experiment.numerals import NumberError, NumberFormat
from backprop.lessons.homework.answers import FEW, Answer, parse_answer
from backprop.lessons.homework.calculation import places_of
from backprop.lessons.homework.follow_on import FollowOn, follow
from backprop.lessons.homework.suspects import Suspect, suspects
from backprop.lessons.symbols import Notation

RIGHT = ("right", "cut")
MOST_NAMED = 3  # explanations of one answer
ROUGHLY = NumberFormat(2)
WORDS = {
    "right": "Right to the digits given.",
    "cut": "Right: cut off, where rounding would be usual.",
    "few": "Not right. With fewer than three digits nothing more can be said.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one answer: "right", "cut", "follow", "wrong", "few" (too few digits) or "unreadable"."""

    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class ArrayMark:
    """The marks of one array by the names of its numbers, and what explains its wrong ones as a whole."""

    kind: str
    layer: int
    cells: Mapping[str, Mark]
    explanations: tuple[Suspect, ...] = ()

    @property
    def name(self) -> str:
        return array_name(self.kind, self.layer)


def cell_names(evaluation: Evaluation, kind: str, layer: int) -> list[str]:
    """The names of an array's numbers in the order of its memory: of all samples, the first without an @."""
    shape = evaluation.array(kind, layer).shape
    names = []
    for place in np.ndindex(shape):
        index, at = place, ""
        if KINDS[kind].per_sample:
            index, at = place[1:], f"@{place[0] + 1}" if evaluation.n_samples > 1 else ""
        inner = f"[{','.join(str(i + 1) for i in index)}]" if index else ""
        names.append(array_name(kind, layer) + inner + at)
    return names


def mark(evaluation: Evaluation, answers: Mapping[str, str]) -> list[ArrayMark]:
    """The marks of all arrays that have an answer, in the order of the calculation."""
    marks: list[ArrayMark] = []
    wrong: dict[str, tuple[Array, Array]] = {}
    for kind, layer in places_of(evaluation):
        names = cell_names(evaluation, kind, layer)
        given = {name: answers[name] for name in names if answers.get(name, "").strip()}
        if given:
            one, numbers = _mark_array(evaluation, kind, layer, names, given, wrong)
            marks.append(one)
            if numbers is not None:
                wrong[one.name] = numbers
    return marks


def _mark_array(
    e: Evaluation,
    kind: str,
    layer: int,
    names: list[str],
    given: Mapping[str, str],
    before: Mapping[str, tuple[Array, Array]],
) -> tuple[ArrayMark, tuple[Array, Array] | None]:
    """The marks of one array, and its numbers with half their units if it is complete and not right."""
    true = e.array(kind, layer)
    read: dict[int, Answer] = {}
    cells: dict[str, Mark] = {}
    for place, name in enumerate(names):
        if name in given:
            try:
                read[place] = parse_answer(given[name])
            except NumberError as error:
                cells[name] = Mark("unreadable", str(error))
    values = true.ravel()
    for place, answer in read.items():
        cells[names[place]] = _first_look(answer, float(values[place]))
    bad = [place for place in read if cells[names[place]].verdict == "wrong"]
    complete = len(read) == len(names) and any(cells[name].verdict not in RIGHT for name in names)
    numbers = _numbers(read, true.shape) if complete else None
    chain = follow(e, array_name(kind, layer), before) if bad and before else None
    if chain is not None:
        bad = _followed(e, chain, names, read, cells, bad)
    known = suspects(e, kind, layer) if bad else []
    found = _explained(known, read, bad)
    for place in bad:
        own = found or _simplest([one for one in known if read[place].fits(_at(one, place))])
        cells[names[place]] = _second_look(read[place], float(values[place]), own)
    in_order = {name: cells[name] for name in names if name in cells}
    return ArrayMark(kind, layer, in_order, found), numbers


def _numbers(read: Mapping[int, Answer], shape: tuple[int, ...]) -> tuple[Array, Array]:
    places = range(len(read))
    values = np.array([read[place].value for place in places]).reshape(shape)
    return values, np.array([read[place].unit / 2 for place in places]).reshape(shape)


def _first_look(answer: Answer, value: float) -> Mark:
    if answer.rounds_to(value):
        return Mark("right", WORDS["right"])
    if answer.cuts(value):
        return Mark("cut", WORDS["cut"])
    return Mark("few", WORDS["few"]) if answer.digits < FEW else Mark("wrong", "")


def _followed(
    e: Evaluation,
    chain: FollowOn,
    names: list[str],
    read: Mapping[int, Answer],
    cells: dict[str, Mark],
    bad: list[int],
) -> list[int]:
    """Mark what follows from earlier wrong answers; the places that are wrong all the same are returned."""
    notation, left = Notation.of(e), []
    kinds = {array_name(kind, layer): (kind, layer) for kind, layer in places_of(e)}
    symbols = ", ".join(notation.symbol(*kinds[source]) for source in chain.sources)
    words = f"Right in method: it follows from your {symbols}, where the mistake is."
    for place in bad:
        answer, value, room = read[place], chain.values.ravel()[place], chain.room.ravel()[place]
        if abs(answer.value - value) <= answer.unit / 2 + room or (room >= 0 and answer.fits(float(value))):
            cells[names[place]] = Mark("follow", words)
        else:
            left.append(place)
    return left


def _explained(found: list[Suspect], read: Mapping[int, Answer], bad: list[int]) -> tuple[Suspect, ...]:
    """The suspects that give all numbers; where there is none, those that give all of the wrong ones."""
    if len(read) < 2:
        return ()
    whole = [one for one in found if all(answer.fits(_at(one, place)) for place, answer in read.items())]
    if not whole and len(bad) > 1:
        whole = [one for one in found if all(read[place].fits(_at(one, place)) for place in bad)]
    return _simplest(whole)


def _simplest(found: list[Suspect]) -> tuple[Suspect, ...]:
    """The first few, one of a kind: the roughest rounding stands for the finer ones."""
    kept: list[Suspect] = []
    for one in found:
        if all(one.key != other.key for other in kept):
            kept.append(one)
    return tuple(kept[:MOST_NAMED])


def _at(suspect: Suspect, place: int) -> float:
    return float(suspect.values.ravel()[place])


def _second_look(answer: Answer, value: float, found: tuple[Suspect, ...]) -> Mark:
    """What is said of a wrong number: what explains it, else how far it is off."""
    if found:
        words = "; or ".join(one.words for one in found)
        return Mark("wrong", f"Not right: {words}.")
    apart = answer.value - value
    share = f" ({ROUGHLY(100 * abs(apart / value))} %)" if value else ""
    return Mark(
        "wrong",
        f"Not right: off by {ROUGHLY(apart)}{share}. No mistake that is known here gives this number.",
    )
