"""Gradients in two versions side by side, and how far they are apart: mistaken and right, analytic and numeric."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.gradient_check import TOLERANCE
from backprop.core.parameters import Gradients
from backprop.experiment.numerals import NumberFormat
from backprop.figures.equations.drawing import Placed, geometry, traces
from backprop.figures.equations.layout import BLOCK_GAP, lay_out
from backprop.figures.equations.numbers import Numbers, Painted
from backprop.figures.equations.rows import (
    Equation,
    Equations,
    EquationWriter,
    Matrix,
    Operator,
    Part,
    visible_samples,
)
from backprop.figures.ink.look import Look
from backprop.figures.ink.palette import alarm
from backprop.figures.surface.boxes import Outlines
from backprop.figures.surface.canvas import blank_layout
from backprop.figures.surface.packed import packed
from backprop.lessons.notation.symbols import Notation

Figure = dict[str, Any]
ERROR = NumberFormat(2)
ERROR_HOVER = {"hovertemplate": "%{customdata}: relative error 10^%{z:.1f}<extra></extra>"}
NOT_COMPARED = "not compared"
FIRST, SECOND, APART = "first", "second", "apart"


@dataclass(frozen=True, slots=True, eq=False)
class Version(Part):
    """Numbers of one of the two versions, or their relative error; the same ones are the same object."""

    version: str = FIRST


@dataclass(frozen=True, slots=True)
class Versions:
    """Two evaluations of one structure that differ in their gradients, `error` between them, and what each is called.

    `error` is nan where nothing was compared. With `delta` the errors δ are shown as well. Where `excused` is 1, an
    error too large is no failure.
    """

    first: Evaluation
    second: Evaluation
    error: Gradients
    words: tuple[str, str]
    delta: bool = False
    excused: Gradients | None = None


def power_of(error: float) -> float | None:
    """The power of ten of an error that is drawn as a picture; None where nothing was compared."""
    return None if math.isnan(error) else math.log10(min(max(error, 1e-300), 1.0))


class VersionNumbers(Numbers):
    """The numbers of both, and the errors in the colours of an alarm."""

    def __init__(self, versions: Versions, look: Look) -> None:
        super().__init__(versions.second, look)
        self.versions = versions

    def array(self, part: Part) -> Array:
        """Of the version that the part belongs to, or the errors."""
        if not isinstance(part, Version) or part.version == SECOND:
            return part.array(self.versions.second)
        if part.version == FIRST:
            return part.array(self.versions.first)
        return matrix_of(self.versions.error, part)

    def writer(self, part: Part) -> Callable[[float], str]:
        """An error with two digits, "–" where nothing was compared."""
        if isinstance(part, Version) and part.version == APART:
            return lambda value: "–" if math.isnan(value) else ERROR(value)
        return super().writer(part)

    def picture(self, part: Part, *, exact: bool) -> dict[str, Any]:
        """Errors by their power of ten."""
        if not isinstance(part, Version) or part.version != APART:
            return super().picture(part, exact=exact)
        fine, (low, high) = self.look.theme.fine, self.look.theme.alarm
        if exact:
            z: object = [[power_of(value) for value in row] for row in self.values(part)]
        else:
            z = packed(np.log10(np.clip(self.array(part), 1e-300, 1.0)))
        scale = [[0, fine], [0.5, fine], [0.5, low], [1, high]]
        return {"z": z, "zmin": 2.0 * math.log10(TOLERANCE), "zmax": 0.0, "colorscale": scale} | ERROR_HOVER

    def _paint(self, part: Part, framed: bool) -> Painted:
        painted = super()._paint(part, framed)
        if not isinstance(part, Version):
            return painted
        values = [value for row in self.values(part) for value in row]
        if part.version == APART:
            judged = [
                math.nan if free else value for value, free in zip(values, self.excused(part), strict=True)
            ]
            colours = [alarm(value, TOLERANCE, self.look.theme) for value in judged]
            told = [NOT_COMPARED if math.isnan(v) else f"relative error {ERROR(v)}" for v in values]
            fills, inks = [fill for fill, _ in colours], [ink for _, ink in colours]
            return Painted(fills, inks, fills, told)
        which = self.versions.words[0 if part.version == FIRST else 1]
        return replace(painted, exact=[f"{told} ({which})" for told in painted.exact])

    def excused(self, part: Part) -> list[bool]:
        """Which of a matrix's errors are no failure, in reading order."""
        excused = self.versions.excused
        found = matrix_of(excused or self.versions.error, part).ravel().tolist()
        return [excused is not None and value == 1.0 for value in found]


def matrix_of(gradients: Gradients, part: Part) -> Array:
    """The matrix of a part (rows, columns)."""
    array = (gradients.dW if part.kind == "dW" else gradients.db)[part.layer - 1]
    return array.reshape(-1, array.shape[-1])


def versions_figure(versions: Versions, look: Look, *, width: float) -> Figure:
    """δ, ∂C/∂W and ∂C/∂b of each layer, the last layer first, as the error travels; wrong numbers have a red frame."""
    numbers = VersionNumbers(versions, look)
    sheet = versions_of(versions, look.sample)
    layout = lay_out(sheet, numbers, width)
    tops = tuple(accumulate((plan.height + BLOCK_GAP for plan in layout.plans), initial=2.0))
    place = geometry(sheet, layout, tops[:-1])
    drawn = traces(place, numbers, look.marked())
    drawn.insert(1, _wrong(place.placed, numbers))
    first, second = versions.words
    alt = f"The gradients of each layer, {first} and {second}, and the relative error between them."
    return {"data": drawn, "layout": blank_layout(width, tops[-1] - BLOCK_GAP + 4, look.theme, alt)}


def versions_of(versions: Versions, sample: int) -> Equations:
    """What there is to draw; the same object for the same structure."""
    e = versions.second
    return _sheet(Notation.of(e), e.network.sizes, e.loss, sample, versions.words, versions.delta)


@lru_cache(maxsize=32)
def _sheet(
    notation: Notation,
    sizes: tuple[int, ...],
    loss: str,
    sample: int,
    words: tuple[str, str],
    delta: bool,
) -> Equations:
    write = EquationWriter(notation, sizes, loss, sample, visible_samples(notation.samples, sample))
    return Equations(tuple(_layer(write, layer, words, delta) for layer in reversed(range(1, len(sizes)))))


def _layer(write: EquationWriter, layer: int, words: tuple[str, str], delta: bool) -> tuple[Equation, ...]:
    compared = [_compared(matrix, words) for matrix in (write.table("dW", layer), write.vector("db", layer))]
    if not delta:
        return tuple(compared)
    first, second = (_version(write.rows("delta", layer), version) for version in (FIRST, SECOND))
    named = (
        replace(first, symbol=f"{first.symbol} {words[0]}"),
        Operator("|"),
        replace(second, symbol=words[1]),
    )
    return *compared, (*named, *write.rest())


def _compared(matrix: Matrix, words: tuple[str, str]) -> Equation:
    """The matrix in both versions, and the errors."""
    first, second, apart = (_version(matrix, version) for version in (FIRST, SECOND, APART))
    return (
        replace(first, symbol=f"{matrix.symbol} {words[0]}"),
        Operator("|"),
        replace(second, symbol=words[1]),
        Operator("|"),
        replace(apart, symbol="relative error"),
    )


def _version(matrix: Matrix, version: str) -> Matrix:
    part = matrix.part
    return replace(matrix, part=Version(part.kind, part.layer, part.samples, part.transposed, version))


def _wrong(placed: Sequence[Placed], numbers: VersionNumbers) -> dict[str, Any]:
    """Red frames around the numbers of the first version whose error is too large, and not excused."""
    outlines = Outlines(numbers.look.theme)
    for one in placed:
        part = one.matrix.part
        if not isinstance(part, Version) or part.version != FIRST or part.kind == "delta" or one.plain:
            continue
        errors = matrix_of(numbers.versions.error, part).ravel().tolist()
        for place, (error, free) in enumerate(zip(errors, numbers.excused(part), strict=True)):
            if error > TOLERANCE and not free:
                outlines.add(one.cell(*divmod(place, one.matrix.columns)), numbers.look.theme.alarm[1], 2.5)
    return outlines.trace()
