"""Draws laid out equations: every cell in one trace, every text in another, long matrices as pictures.

Where everything stands is worked out once for a layout; an edit brings only new colours and texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from backprop.figures.equations.layout import FONT_SIZES, Layout, Spot, matrices_of
from backprop.figures.equations.numbers import Numbers, family_of
from backprop.figures.equations.rows import Equations, Matrix
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.boxes import Outlines, Rectangle, box_trace
from backprop.figures.surface.interned import Still, interned
from backprop.figures.surface.texts import TEXT_POSITIONS, text_trace

_SMALLEST_MARK = 9.0  # px, so that the mark around a tiny cell shows what it marks
_SMALLEST_BORDERED = 8.0  # px, narrower cells have no border
_HEATMAP_CELLS = 256  # a matrix with more cells is drawn as a picture, which a browser paints faster ...
_PLAIN_CELLS, _FEW = 2000, 16  # ... and so is each with more than a few, where so many cells have no text
_EXACT_CELLS = 4000  # more cells than these in pictures are told with three digits, not with all


@dataclass(frozen=True, slots=True)
class Placed:
    """A matrix with its top left corner on the figure and its cell size; `plain` without numbers in the cells."""

    matrix: Matrix
    left: float
    top: float
    cell_width: float
    cell_height: float
    plain: bool
    picture: bool  # it has too many cells for boxes

    @property
    def framed(self) -> bool:
        """Whether its cells have a frame: the backward ones have."""
        return family_of(self.matrix.part) == "backward" and not self.plain

    def cell(self, i: int, j: int) -> Rectangle:
        """The cell in row i and column j."""
        width, height = self.cell_width, self.cell_height
        return self.left + j * width, self.top + i * height, width, height

    def whole(self) -> Rectangle:
        """The whole matrix."""
        rows, columns = self.matrix.rows, self.matrix.columns
        return self.left, self.top, columns * self.cell_width, rows * self.cell_height


@dataclass(slots=True, eq=False)
class Geometry:
    """All of a figure that no number changes: the places of cells, numbers and words, in drawing order."""

    placed: list[Placed] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    line_widths: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    text_x: list[float] = field(default_factory=list)
    text_y: list[float] = field(default_factory=list)
    text_names: list[str | None] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)  # text and role
    word_x: list[float] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    def finished(self) -> "Geometry":
        """The same with lists that are written as JSON only once."""
        cells = ("x", "widths", "tops", "heights", "line_widths", "names")
        for name in (*cells, "text_y", "text_names", "anchors", "sizes"):
            setattr(self, name, Still(getattr(self, name)))
        return self


@lru_cache(maxsize=64)
def geometry(equations: Equations, layout: Layout, tops: tuple[float, ...]) -> Geometry:
    """Where everything stands when the layers begin at these `tops`, px."""
    found, matrices = Geometry(), iter(matrices_of(equations))
    most = _most_boxes(equations, layout)
    for plan, top in zip(layout.plans, tops, strict=True):
        for spot in plan.spots:
            placed = _placed(next(matrices), spot, top, most)
            found.placed.append(placed)
            if not placed.picture:
                _add_cells(found, placed)
    for plan, top in zip(layout.plans, tops, strict=True):
        for word in plan.words:
            found.words.append((word.text, word.role))
            found.word_x.append(round(word.x, 2))
            found.text_y.append(round(top + word.y, 2))
            found.text_names.append(None)
            found.anchors.append(TEXT_POSITIONS["middle"])
            found.sizes.append(FONT_SIZES[word.role])
    return found.finished()


def _most_boxes(equations: Equations, layout: Layout) -> int:
    """A matrix with more cells than these is a picture."""
    spots = [spot for plan in layout.plans for spot in plan.spots]
    sizes = [m.naming.cells for m, s in zip(matrices_of(equations), spots, strict=True) if s.plain]
    boxes = sum(size for size in sizes if size <= _HEATMAP_CELLS)
    return _FEW if boxes > _PLAIN_CELLS else _HEATMAP_CELLS


def _placed(matrix: Matrix, spot: Spot, top: float, most: int) -> Placed:
    picture = matrix.naming.cells > most
    return Placed(matrix, spot.left, top + spot.top, spot.cell_width, spot.cell_height, spot.plain, picture)


def _add_cells(found: Geometry, placed: Placed) -> None:
    line_width, inset = _border(placed)
    for i, names in enumerate(placed.matrix.names):
        for j, name in enumerate(names):
            left, top, width, height = placed.cell(i, j)
            found.x.append(round(left + width / 2, 2))
            found.widths.append(round(width - 2 * inset, 2))
            found.tops.append(round(top + inset, 2))
            found.heights.append(round(height - 2 * inset, 2))
            found.line_widths.append(line_width)
            found.names.append(name)
            if not placed.plain:
                found.text_x.append(left + width / 2)
                found.text_y.append(round(top + height / 2, 2))
                found.text_names.append(name)
                found.anchors.append(TEXT_POSITIONS["end"])
                found.sizes.append(SIZE)


def _border(placed: Placed) -> tuple[float, float]:
    """Width of a cell's border and how far inside it lies."""
    if placed.framed:
        return 1.5, 1.25
    return (0.75, 0.5) if placed.cell_width > _SMALLEST_BORDERED else (0, 0)


def traces(place: Geometry, numbers: Numbers, marked: Mapping[str, bool]) -> list[dict[str, Any]]:
    """Cells, outlines and texts, and a picture of each matrix that is too long for cells.

    `marked` holds the selection (True) and what it is made from.
    """
    theme = numbers.look.theme
    outlines, pictures = Outlines(theme), []
    exact_pictures = (
        sum(placed.matrix.naming.cells for placed in place.placed if placed.picture) <= _EXACT_CELLS
    )
    fills: list[str] = []
    lines: list[str] = []
    exact: list[str] = []
    texts: list[str] = []
    inks: list[str] = []
    shifts: list[float] = []
    for placed in place.placed:
        part = placed.matrix.part
        if placed.plain and family_of(part) == "backward":
            outlines.add(placed.whole(), theme.muted, 1.5)
        if placed.picture:
            pictures.append(_picture(placed, numbers, exact=exact_pictures))
        else:
            painted = numbers.painted(part, placed.framed)
            fills += painted.fills
            lines += painted.lines
            exact += painted.exact
            if not placed.plain:
                written = numbers.written(part)
                texts += written.texts
                shifts += written.shifts
                inks += painted.inks
        if marked:
            _mark(outlines, placed, marked)
    border = {"color": interned(lines), "width": place.line_widths}
    cells = box_trace(place.x, place.heights, place.tops, place.widths, {"color": fills, "line": border})
    cells |= {"customdata": place.names, "hovertext": exact}
    words = text_trace(
        _ends(place, tuple(shifts)),
        place.text_y,
        texts=[*texts, *(text for text, _ in place.words)],
        anchors=place.anchors,
        sizes=place.sizes,
        colours=interned([*inks, *(_ink(role, theme) for _, role in place.words)]),
        names=place.text_names,
    )
    return [cells, outlines.trace(), words, *pictures]


@lru_cache(maxsize=256)
def _ends(place: Geometry, shifts: tuple[float, ...]) -> Still:
    """Where texts end when numbers are shifted so far, px; most edits leave numbers as long as they were."""
    x = [round(middle + shift, 2) for middle, shift in zip(place.text_x, shifts, strict=True)]
    return Still([*x, *place.word_x])


def _ink(role: str, theme: Theme) -> str:
    return theme.text if role in ("symbol", "sign", "pointer") else theme.muted


def _mark(outlines: Outlines, placed: Placed, marked: Mapping[str, bool]) -> None:
    """Outlines around the selection and the numbers it is made from."""
    grow_x = max(0.0, (_SMALLEST_MARK - placed.cell_width) / 2)
    grow_y = max(0.0, (_SMALLEST_MARK - placed.cell_height) / 2)
    places = placed.matrix.naming.places
    for (i, j), strong in sorted((places[name], strong) for name, strong in marked.items() if name in places):
        left, top, width, height = placed.cell(i, j)
        grown = left - grow_x, top - grow_y, width + 2 * grow_x, height + 2 * grow_y
        outlines.mark(grown, strong=strong)


def _picture(placed: Placed, numbers: Numbers, *, exact: bool) -> dict[str, Any]:
    left, y, width, height = placed.cell(0, 0)
    return {
        "type": "heatmap",
        "x0": left + width / 2,
        "dx": width,
        "y0": y + height / 2,
        "dy": height,
        "showscale": False,
        "customdata": placed.matrix.names if exact else placed.matrix.naming.rule(),
    } | numbers.picture(placed.matrix.part, exact=exact)
