"""The edges as a few line traces grouped by sign and width, whatever the size of the network."""

import math
from functools import lru_cache
from typing import Any

from backprop.figures.edge_labels import Edge
from backprop.figures.palette import Family, Theme, colour
from backprop.figures.still import StillRecord, still

_WIDTHS = (1.25, 2.75, 4.5, 7.0)  # px, by magnitude in quarters of the scale's bound
_MANY = 60  # edges between two layers, of which thick ones would hide one another
_FEW = 36  # coordinates of lines
_DASH = "7px,4px"  # negative edges are dashed: the sign has a form beside its colour
_TARGET, _CROWDED_TARGET = 14, 6  # px, the place that takes a click on an edge without a label


class EdgeLines:
    """Collects edges: a trace for each sign and width, zero, two for marks, one for quiet edges, one for clicks."""

    def __init__(self, theme: Theme, family: Family, most: int) -> None:
        """`most` is the number of edges in the fullest layer: where there are many, all are thinner."""
        self.theme, self.family = theme, family
        self.thinner = 0.45 if most > _MANY else 1.0
        levels = range(1, len(_WIDTHS) + 1)
        self.groups: dict[int, tuple[list[float | None], list[float | None]]] = {
            level: ([], []) for level in (0, *levels, *(-level for level in levels))
        }
        self.quiet: tuple[list[float | None], list[float | None]] = [], []
        self.marks: dict[bool, tuple[list[float | None], list[float | None]]] = {
            True: ([], []),
            False: ([], []),
        }
        self.targets: list[tuple[float, float, str, str, float]] = []

    def add(self, edge: Edge, value: float, bound: float, mark: bool | None, *, lit: bool = True) -> None:
        """An edge with its number; `mark` is True for the selection, False for a number it is made from."""
        _extend(self.groups[_level(value, bound)] if lit else self.quiet, edge)
        if mark is not None:
            _extend(self.marks[mark], edge)

    def add_target(self, place: tuple[float, float], name: str, exact: str, *, crowded: bool) -> None:
        """A place on an edge that takes clicks, which lines do not send; smaller where it is `crowded`."""
        size = _CROWDED_TARGET if crowded else _TARGET
        self.targets.append((round(place[0], 1), round(place[1], 1), name, exact, size))

    def traces(self) -> list[dict[str, Any]]:
        """Always the same traces in the same order."""
        below = [
            _line(*self.marks[False], self.theme.selection, 10, opacity=0.16),
            _line(*self.marks[True], self.theme.selection, 12, opacity=0.42),
        ]
        # None is empty: an edge changes its trace as its number grows, and an empty one has no place in the page.
        look = self.theme, self.family, self.thinner
        lines = [
            _line(x, y, *_pen(*look, level)) if x else _empty(*look, level)
            for level, (x, y) in self.groups.items()
        ]
        quiet = _line(*self.quiet, self.theme.line, _WIDTHS[0])
        return [*below, quiet, *lines, self._click_targets()]

    def _click_targets(self) -> dict[str, Any]:
        columns = list(zip(*self.targets, strict=True)) or [(), (), (), (), ()]
        x, y, names, exact, sizes = (list(column) for column in columns)
        return {
            "type": "scatter",
            "mode": "markers",
            "visible": bool(x),
            "x": still(x),
            "y": still(y),
            "marker": {"size": still(sizes), "opacity": 0, "color": self.theme.muted},
            "customdata": still(names),
            "hovertext": exact,
            "hovertemplate": "%{customdata} = %{hovertext}<extra></extra>",
        }


@lru_cache(maxsize=128)
def _pen(theme: Theme, family: Family, thinner: float, level: int) -> tuple[str, float, str]:
    """Ink, width and dashes of the edges of a level."""
    if level == 0:
        return theme.line, _WIDTHS[0] * thinner, "2px,4px"
    strength = math.copysign(0.4 + 0.6 * abs(level) / len(_WIDTHS), level)
    width = _WIDTHS[abs(level) - 1] * thinner
    return colour(strength, 1.0, family, theme), width, "solid" if level > 0 else _DASH


@lru_cache(maxsize=128)
def _empty(theme: Theme, family: Family, thinner: float, level: int) -> StillRecord:
    """The trace of a level that no edge has: a line of no length, the same each time."""
    nowhere: list[float | None] = [0.0, 0.0, None]
    return StillRecord(_line(nowhere, nowhere, *_pen(theme, family, thinner, level)))


def _extend(points: tuple[list[float | None], list[float | None]], edge: Edge) -> None:
    points[0].extend((edge.x0, edge.x1, None))
    points[1].extend((edge.y0, edge.y1, None))


def _level(value: float, bound: float) -> int:
    """0 for zero (and what is not a number), else ±1 to ±4 by magnitude."""
    if value == 0 or math.isnan(value):
        return 0
    share = min(abs(value) / bound, 1.0)
    return int(math.copysign(max(math.ceil(share * len(_WIDTHS)), 1), value))


def _steady(points: list[float | None]) -> list[float | None]:
    """Few points are sooner sent again than recognised: an edge changes its trace as its number grows."""
    return still(points) if len(points) > _FEW else points


def _line(
    x: list[float | None],
    y: list[float | None],
    ink: str,
    width: float,
    dash: str = "solid",
    *,
    opacity: float = 1.0,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "visible": bool(x),
        "x": _steady(x),
        "y": _steady(y),
        "line": {"color": ink, "width": width, "dash": dash},
        "opacity": opacity,
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
