"""What is asked: arrays and single numbers by name, those of the document or the usual ones, of this network's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.experiment.homework import Homework
from backprop.lessons.homework.calculation import places_of
from backprop.lessons.homework.sheet import canonical, cell_names
from backprop.lessons.notation.symbols import Notation

MOST_CELLS = 100  # of an array that can be asked
MOST_USUAL = 300  # numbers that are asked where nobody has chosen
USUAL = ("z", "a", "C", "delta", "dW", "db")


@dataclass(frozen=True, slots=True)
class Blank:
    """An array or a number to be filled in: its name and symbol, and the names of its numbers row by row as they are
    laid out.
    """

    name: str
    symbol: str
    rows: tuple[tuple[str, ...], ...]


def askable(evaluation: Evaluation, homework: Homework) -> list[tuple[str, int]]:
    """Kind and layer of every array that this network has, that the task trains, and that is small enough."""
    places = [(kind, layer) for kind, layer, _ in places_of(evaluation) if homework.asks_of(kind)]
    return [place for place in places if evaluation.array(*place).size <= MOST_CELLS]


def asked(evaluation: Evaluation, homework: Homework) -> list[tuple[str, int]]:
    """The whole arrays that are asked; the usual ones where the document names nothing."""
    able = askable(evaluation, homework)
    if not homework.asked:
        usual = [place for place in able if place[0] in USUAL]
        ends = np.cumsum([evaluation.array(*place).size for place in usual])
        return [place for place, end in zip(usual, ends, strict=True) if end <= MOST_USUAL]
    return [place for place in able if array_name(*place) in homework.asked]


def single_numbers(evaluation: Evaluation, homework: Homework) -> list[Quantity]:
    """All numbers that can be asked one by one: those of the arrays that are not asked as a whole."""
    whole = asked(evaluation, homework)
    able = [place for place in askable(evaluation, homework) if place not in whole]
    return [Quantity.parse(name) for place in able for name in cell_names(evaluation, *place)]


def singly(evaluation: Evaluation, homework: Homework) -> list[Quantity]:
    """The single numbers that are asked beside whole arrays."""
    names = {canonical(evaluation, name) for name in homework.asked if "[" in name or "@" in name}
    return [number for number in single_numbers(evaluation, homework) if str(number) in names]


def blanks(evaluation: Evaluation, homework: Homework) -> list[Blank]:
    """All that is asked as it is laid out, in the order of the calculation.

    A sample is a row; of weights a row is a unit that sends, or receives. A single number stands alone.
    """
    whole, single = asked(evaluation, homework), singly(evaluation, homework)
    found: list[Blank] = []
    for kind, layer, _ in places_of(evaluation):
        if (kind, layer) in whole:
            found.append(_array(evaluation, kind, layer, homework.orientation))
        found += _numbers(evaluation, [one for one in single if (one.kind, one.layer) == (kind, layer)])
    return found


def _array(e: Evaluation, kind: str, layer: int, orientation: str) -> Blank:
    names, shape = cell_names(e, kind, layer), e.array(kind, layer).shape
    columns = shape[-1] if shape else 1
    rows = [tuple(names[start : start + columns]) for start in range(0, len(names), columns)]
    if turned(kind, orientation):
        rows = list(zip(*rows, strict=True))
    symbol = Notation.of(e).symbol(kind, layer) + (" (rows receive)" if turned(kind, orientation) else "")
    return Blank(array_name(kind, layer), symbol, tuple(rows))


def _numbers(e: Evaluation, numbers: list[Quantity]) -> Iterator[Blank]:
    for number in numbers:
        yield Blank(str(number), symbol_of(e, number), ((str(number),),))


def symbol_of(e: Evaluation, number: Quantity) -> str:
    """A single number as the sheet heads it: ∂C/∂W⁽¹⁾₂₁, a⁽¹⁾₂ of sample 3."""
    at = f" of sample {number.sample}" if number.sample is not None else ""
    return Notation.of(e).element(replace(number, sample=None)) + at


def turned(kind: str, orientation: str) -> bool:
    """Whether an array of weights is laid out with a row for each receiving unit."""
    return orientation == "receive" and KINDS[kind].axes == 2
