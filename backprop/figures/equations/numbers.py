"""What is drawn of each matrix: its numbers as text and in colour, worked out once however often it occurs."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.experiment.numerals import NumberFormat
from backprop.figures.equations.rows import Part, is_backward
from backprop.figures.ink.lettering import number_width
from backprop.figures.ink.look import Look
from backprop.figures.ink.palette import Family, colorscale, shade, shades
from backprop.figures.surface.packed import packed


@dataclass(frozen=True, slots=True)
class Inked:
    """Numbers as text, in reading order; `shifts` puts the decimal points of a column under one another.

    A number ends so many px right of the middle of its cell; `width` is that of the widest column.
    """

    texts: list[str]
    shifts: list[float]
    width: float


@dataclass(frozen=True, slots=True)
class Painted:
    """Colours of the cells of a matrix, of the numbers in them and of their borders, and the exact numbers."""

    fills: list[str]
    inks: list[str]
    lines: list[str]
    exact: list[str]


class Numbers:
    """The numbers of one evaluation, for both directions."""

    def __init__(self, evaluation: Evaluation, look: Look) -> None:
        self.evaluation, self.look = evaluation, look
        self._values: dict[Part, list[list[float]]] = {}
        self._written: dict[Part, Inked] = {}
        self._painted: dict[tuple[Part, bool], Painted] = {}

    def array(self, part: Part) -> Array:
        """The numbers (rows, columns)."""
        return part.array(self.evaluation)

    def values(self, part: Part) -> list[list[float]]:
        """The numbers, row by row."""
        known = self._values.get(part)
        if known is None:
            known = self._values[part] = self.array(part).tolist()
        return known

    def writer(self, part: Part) -> Callable[[float], str]:
        """How a number is written in its cell."""
        return self.look.fmt.writer

    def written(self, part: Part) -> Inked:
        """The numbers as text."""
        known = self._written.get(part)
        if known is None:
            known = self._written[part] = _written(self.values(part), self.writer(part))
        return known

    def room(self, part: Part) -> float:
        """How wide the widest column is, px, or at another of the steps was: along a run it stays the same."""
        here, steps = self.written(part).width, self.look.room_for
        return max(here, _room_along(steps, part, self.look.fmt)) if steps else here

    def painted(self, part: Part, framed: bool) -> Painted:
        """The numbers in colour; the border of a `framed` cell has the colour of the number's sign."""
        known = self._painted.get((part, framed))
        if known is None:
            known = self._painted[part, framed] = self._paint(part, framed)
        return known

    def picture(self, part: Part, *, exact: bool) -> dict[str, Any]:
        """The numbers and colours of a matrix that is drawn as a picture; `exact`, with all their digits."""
        bound = self.look.scales.bound(part.kind, part.layer)
        z = _finite(self.values(part)) if exact else packed(self.array(part))
        return {
            "z": z,
            "zmin": -bound,
            "zmax": bound,
            "colorscale": colorscale(family_of(part), self.look.theme),
            "hovertemplate": f"%{{customdata}} {'= %{z}' if exact else '≈ %{z:.3~g}'}<extra></extra>",
        }

    def _paint(self, part: Part, framed: bool) -> Painted:
        values = [value for row in self.values(part) for value in row]
        bound, theme = self.look.scales.bound(part.kind, part.layer), self.look.theme
        table = shades(family_of(part), theme)
        colours = [table[shade(value, bound)] for value in values]
        return Painted(
            [fill for fill, _ in colours],
            [ink for _, ink in colours],
            [theme.sign_ink(value) for value in values] if framed else [theme.line] * len(values),
            [self.look.fmt.told(value) for value in values],
        )


def family_of(part: Part) -> Family:
    """The family of colours of a matrix."""
    return "backward" if is_backward(part.kind) else "forward"


def _finite(values: Sequence[Sequence[float]]) -> Sequence[Sequence[float | None]]:
    """JSON has no infinity: an overflowed number leaves its place in a picture empty."""
    if math.isfinite(sum(map(sum, values))):
        return values
    return [[value if math.isfinite(value) else None for value in row] for row in values]


@lru_cache(maxsize=256)
def _room_along(steps: tuple[Evaluation, ...], part: Part, fmt: NumberFormat) -> float:
    """The widest column of a part at these steps of a run, which are the same while only the one on show changes."""
    return max(_written(part.array(step).tolist(), fmt.writer).width for step in steps)


def _written(values: list[list[float]], write: Callable[[float], str]) -> Inked:
    """The numbers as they stand in their columns."""
    texts = [[write(value) for value in row] for row in values]
    shifts, width = _columns(tuple([tuple([split_at_point(text) for text in row]) for row in texts]))
    return Inked([text for row in texts for text in row], shifts, width)


@lru_cache(maxsize=1024)
def _columns(halves: tuple[tuple[tuple[float, float], ...], ...]) -> tuple[list[float], float]:
    """How far right of its middle each number ends, and the widest column; another digit is as wide as the last."""
    lefts, rights = (
        [max(half[side] for half in column) for column in zip(*halves, strict=True)] for side in (0, 1)
    )
    points = [(left - right) / 2 for left, right in zip(lefts, rights, strict=True)]
    shifts = [point + half[1] for row in halves for point, half in zip(points, row, strict=True)]
    return shifts, max(left + right for left, right in zip(lefts, rights, strict=True))


def split_at_point(text: str) -> tuple[float, float]:
    """The widths of a number before its decimal point and from it on, px."""
    whole, point, fraction = text.partition(".")
    return number_width(whole), number_width(point + fraction)
