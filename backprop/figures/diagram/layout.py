"""Where the units stand in the diagram: as much detail as there is room for, long layers elided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

LINE = 18  # px, the height of a line of text
SMALLEST_CIRCLE = 24.0  # px, the radius of a circle with a number in it, where there is room
_SPREAD = 0.41  # of the height: neighbours in a layer stand no further apart


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; layer 0 is the input, the index counts from 1."""

    layer: int
    index: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Elision:
    """A place where `count` units of a layer are not drawn."""

    layer: int
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is written: numbers in the circles, names above them, lines of text below them."""

    radius: float
    inside: bool
    names: bool
    lines: int
    aside: bool = False  # small circles with their numbers to the right

    def above(self) -> float:
        """The room a unit needs above its middle, px."""
        if self.aside:
            return LINE / 2 + 3
        return self.radius + (LINE + 3 if self.names else 0)

    def below(self, lines: int) -> float:
        """The room a unit needs below its middle, px, where its layer has so many lines to write."""
        if self.aside:
            return LINE / 2 + 3
        return self.radius + 2 + LINE * (self.written(lines) + (self.names and not self.inside))

    def written(self, lines: int) -> int:
        """How many of a layer's lines are written: the target's two come with the first."""
        return min(lines, self.lines + max(lines - 2, 0) if self.lines else 0)


@dataclass(frozen=True, slots=True)
class DiagramLayout:
    """Everything's place, px, y downwards."""

    detail: Detail
    units: tuple[Unit, ...]
    elisions: tuple[Elision, ...]
    columns: tuple[float, ...]

    def of_layer(self, layer: int) -> list[Unit]:
        """The units of a layer that are drawn, from the top."""
        return [unit for unit in self.units if unit.layer == layer]


@lru_cache(maxsize=64)
def place_units(
    sizes: tuple[int, ...],
    *,
    width: float,
    height: float,
    left: float,
    right: float,
    number: float,
    label: float,
    lines: tuple[int, ...],
    keep: frozenset[tuple[int, int]],
) -> DiagramLayout:
    """Place the units of layers of these sizes.

    `left` and `right` are the px that text beside the outer columns needs, `number` the width of the widest
    number in a circle, `label` the room an edge's number needs between circles, `lines` how many lines each
    layer has to write below its circles; the (layer, index) in `keep` are drawn even in an elided layer.
    """
    pitch = (width - left - right) / max(len(sizes) - 1, 1)
    detail = _detail(sizes, pitch, height - 2, number=number, label=label, lines=lines)
    if detail.aside:
        height -= 6  # the outputs have two lines beside them
        pitch -= (number / 2 + 8) / (len(sizes) - 1)
    columns = tuple(left + pitch * layer for layer in range(len(sizes)))
    top = 2.0 if detail.names else LINE + 2.0
    units: list[Unit] = []
    elisions: list[Elision] = []
    height -= 2
    for layer, size in enumerate(sizes):
        above, below = detail.above(), detail.below(lines[layer])
        slots = max(int((height - top + _gap(detail)) / (above + below + _gap(detail))), 1)
        chosen = _chosen(size, slots, {index for where, index in keep if where == layer})
        step = min(
            max(_SPREAD * height, above + below + _gap(detail)),
            (height - top - above - below) / max(len(chosen) - 1, 1),
        )
        reach = step * (len(chosen) - 1) / 2
        middle = max(top + above + reach, min((top + height) / 2, height - below - reach))
        for slot, entry in enumerate(chosen):
            y = round(middle - reach + step * slot, 2)
            if entry > 0:
                units.append(Unit(layer, entry, columns[layer], y))
            else:
                elisions.append(Elision(layer, -entry, columns[layer], y))
    return DiagramLayout(detail, tuple(units), tuple(elisions), columns)


def _gap(detail: Detail) -> float:
    return 8 if detail.names else 0 if detail.aside else 5


def _detail(
    sizes: Sequence[int], pitch: float, height: float, *, number: float, label: float, lines: Sequence[int]
) -> Detail:
    """The most detailed look that shows every unit; else small circles with numbers beside them, or dots."""
    full, small = max(SMALLEST_CIRCLE, number / 2 + 6), max(17.0, number / 2 + 3)
    dot = max(5.0, min(12.0, pitch * 0.28))
    circles = [
        *(Detail(radius, True, True, written) for written in (2, 1) for radius in (full, small)),
        Detail(small, True, True, 0),
        Detail(small, True, False, 0),
    ]
    widths = [2 * look.radius + max(label, 0.6 * look.radius) for look in circles]
    looks = [look for look, wide in zip(circles, widths, strict=True) if wide <= pitch]
    if not looks and pitch > 90:
        looks = [Detail(dot, False, True, written) for written in (2, 1)]
    for look in looks:
        if all(_fits(size, look, height, written) for size, written in zip(sizes, lines, strict=True)):
            return look
    if number + 60 <= pitch:
        return Detail(9.0, False, False, 0, aside=True)
    return Detail(dot, False, False, 0)


def _fits(size: int, look: Detail, height: float, lines: int) -> bool:
    pitch = look.above() + look.below(lines) + _gap(look)
    return size * pitch - _gap(look) <= height - (2.0 if look.names else LINE + 2.0)


def _chosen(size: int, slots: int, keep: Collection[int]) -> list[int]:
    """The indices drawn in reading order; a negative number stands for that many units left out."""
    if size <= slots:
        return list(range(1, size + 1))
    wanted = list(dict.fromkeys([1, size, *sorted(keep), *range(2, size)]))
    best = [1, -(size - 1)] if size > 1 else [1]
    for count in range(1, slots + 1):
        entries = _with_gaps(sorted(wanted[:count]), size)
        if len(entries) > slots:
            break
        best = entries
    return best


def _with_gaps(indices: Sequence[int], size: int) -> list[int]:
    entries: list[int] = []
    previous = 0
    for index in [*indices, size + 1]:
        if index > previous + 1:
            entries.append(-(index - previous - 1))
        if index <= size:
            entries.append(index)
        previous = index
    return entries
