"""The units of a network as circles in two Plotly traces, with rings around marked ones."""

from typing import Any

from backprop.figures.diagram.layout import Unit
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import CLEAR, HOVER
from backprop.figures.surface.interned import Still


class Circles:
    """Circles in two scatter traces: the units, and the rings around marked ones."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.x: list[float] = []
        self.y: list[float] = []
        self.sizes: list[float] = []
        self.names: list[str] = []
        self.rings: list[tuple[float, float, float, float]] = []

    def add(self, unit: Unit, radius: float, name: str) -> None:
        """A circle that stands for a number."""
        self.x.append(unit.x)
        self.y.append(unit.y)
        self.sizes.append(2 * radius)
        self.names.append(name)

    def mark(self, x: float, y: float, radius: float, *, strong: bool) -> None:
        """A ring around a circle: the selection (strong), or a number it is made from."""
        self.rings.append((x, y, 2 * radius + 6, 3.5 if strong else 1.75))

    def ring_trace(self, zorder: int) -> dict[str, Any]:
        """The rings, which take no clicks."""
        line = {"color": self.theme.selection, "width": [ring[3] for ring in self.rings]}
        return {
            "type": "scatter",
            "mode": "markers",
            "visible": bool(self.rings),
            "x": [ring[0] for ring in self.rings],
            "y": [ring[1] for ring in self.rings],
            "marker": {"size": [ring[2] for ring in self.rings], "color": CLEAR, "line": line},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "zorder": zorder,
        }

    def trace(self, zorder: int) -> dict[str, Any]:
        """The circles, which take clicks; their colours and what they tell is not known yet."""
        return {
            "type": "scatter",
            "mode": "markers",
            "x": Still(self.x),
            "y": Still(self.y),
            "marker": {"size": Still(self.sizes), "opacity": 1},
            "customdata": Still(self.names),
            "hovertemplate": HOVER,
            "cliponaxis": False,
            "zorder": zorder,
        }
