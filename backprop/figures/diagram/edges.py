"""The edges as a few line traces grouped by sign and width, whatever the size of the network."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from backprop.figures.diagram.edge_labels import Edge
from backprop.figures.ink.palette import Family, Theme, colour
from backprop.figures.surface.interned import Still, StillRecord, interned

_WIDTHS = (1.25, 2.75, 4.5, 7.0)  # px, by magnitude in quarters of the scale's bound
_MANY = 60  # edges between two layers, of which thick ones would hide one another
_FEW = 36  # coordinates of lines
_DASH = "7px,4px"  # negative edges are dashed: the sign has a form beside its colour

Points = tuple[list[float | None], list[float | None]]


class EdgeLines:
    """Collects edges: a trace for each sign and width, for zero, and for quiet edges."""

    def __init__(self, theme: Theme, family: Family, most: int) -> None:
        """`most` is the number of edges in the fullest layer: where there are many, all are thinner."""
        self.theme, self.family = theme, family
        self.thinner = 0.45 if most > _MANY else 1.0
        levels = range(1, len(_WIDTHS) + 1)
        self.groups: dict[int, Points] = {
            level: ([], []) for level in (0, *levels, *(-level for level in levels))
        }
        self.quiet: Points = [], []

    def add(self, edge: Edge, value: float, bound: float, *, lit: bool) -> None:
        """An edge with its number; a quiet one where it is not lit."""
        _extend(self.groups[_level(value, bound)] if lit else self.quiet, edge)

    def traces(self) -> list[dict[str, Any]]:
        """Always the same traces in the same order."""
        # None is empty: an edge changes its trace as its number grows, and an empty one has no place in the page.
        look = self.theme, self.family, self.thinner
        lines = [
            _line(x, y, *_pen(*look, level)) if x else _empty(*look, level)
            for level, (x, y) in self.groups.items()
        ]
        return [_line(*self.quiet, self.theme.line, _WIDTHS[0]), *lines]


def mark_traces(marked: Iterable[tuple[Edge, bool]], theme: Theme) -> list[dict[str, Any]]:
    """Broad lines below the edges: those of the numbers that the selection is made from, and the selection's."""
    points: dict[bool, Points] = {False: ([], []), True: ([], [])}
    for edge, strong in marked:
        _extend(points[strong], edge)
    return [
        _line(*points[False], theme.selection, 10, opacity=0.16),
        _line(*points[True], theme.selection, 12, opacity=0.42),
    ]


def target_trace(targets: Sequence[tuple[float, float, str, float]], theme: Theme) -> dict[str, Any]:
    """Places (x, y, name, size) on edges that take clicks, which lines do not send."""
    x, y, names, sizes = ([target[k] for target in targets] for k in range(4))
    return {
        "type": "scatter",
        "mode": "markers",
        "visible": bool(targets),
        "x": Still(x),
        "y": Still(y),
        "marker": {"size": Still(sizes), "opacity": 0, "color": theme.muted},
        "customdata": Still(names),
        "hovertemplate": "%{customdata} = %{hovertext}<extra></extra>",
    }


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


def _extend(points: Points, edge: Edge) -> None:
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
    return interned(points) if len(points) > _FEW else points


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
