"""What is asked: arrays by name, those of the document or the usual ones, of those this network has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, array_name
from backprop.experiment.homework import Homework
from backprop.lessons.homework.calculation import places_of
from backprop.lessons.homework.marking import cell_names
from backprop.lessons.symbols import Notation

MOST_CELLS = 100  # of an array that can be asked
MOST_USUAL = 300  # numbers that are asked where nobody has chosen
USUAL = ("z", "a", "C", "delta", "dW", "db")


@dataclass(frozen=True, slots=True)
class Blank:
    """An array to be filled in: its name and symbol, and the names of its numbers row by row as they are laid out."""

    name: str
    kind: str
    layer: int
    symbol: str
    rows: tuple[tuple[str, ...], ...]


def askable(evaluation: Evaluation) -> list[tuple[str, int]]:
    """Kind and layer of every array that this network has and that is small enough to be asked."""
    return [place for place in places_of(evaluation) if evaluation.array(*place).size <= MOST_CELLS]


def asked(evaluation: Evaluation, homework: Homework) -> list[tuple[str, int]]:
    """Those that are asked; the usual ones where the document names none."""
    able = askable(evaluation)
    if not homework.asked:
        usual = [place for place in able if place[0] in USUAL]
        ends = np.cumsum([evaluation.array(*place).size for place in usual])
        return [place for place, end in zip(usual, ends, strict=True) if end <= MOST_USUAL]
    return [place for place in able if array_name(*place) in homework.asked]


def blanks(evaluation: Evaluation, places: Sequence[tuple[str, int]], orientation: str) -> list[Blank]:
    """The arrays as they are laid out: a sample is a row; of weights a row is a unit that sends, or receives."""
    notation = Notation.of(evaluation)
    return [_blank(evaluation, kind, layer, orientation, notation) for kind, layer in places]


def _blank(e: Evaluation, kind: str, layer: int, orientation: str, notation: Notation) -> Blank:
    names, shape = cell_names(e, kind, layer), e.array(kind, layer).shape
    columns = shape[-1] if shape else 1
    rows = [tuple(names[start : start + columns]) for start in range(0, len(names), columns)]
    if turned(kind, orientation):
        rows = list(zip(*rows, strict=True))
    symbol = notation.symbol(kind, layer) + (" (rows receive)" if turned(kind, orientation) else "")
    return Blank(array_name(kind, layer), kind, layer, symbol, tuple(rows))


def turned(kind: str, orientation: str) -> bool:
    """Whether an array of weights is laid out with a row for each receiving unit."""
    return orientation == "receive" and KINDS[kind].axes == 2
