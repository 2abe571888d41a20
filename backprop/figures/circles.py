"""The units of a network as circles in two Plotly traces, with rings around marked ones."""

from typing import Any

from backprop.figures.canvas import CLEAR, HOVER
from backprop.figures.diagram_layout import Unit
from backprop.figures.diagram_words import Written
from backprop.figures.palette import Theme
from backprop.figures.still import still


class Circles:
    """Circles in two scatter traces: the units, and the rings around marked ones."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.x: list[float] = []
        self.y: list[float] = []
        self.sizes: list[float] = []
        self.fills: list[str] = []
        self.lines: list[str] = []
        self.line_widths: list[float] = []
        self.names: list[str] = []
        self.exact: list[str] = []
        self.rings: list[tuple[float, float, float, float]] = []

    def add(self, unit: Unit, radius: float, *, fill: str, frame: str, one: Written) -> None:
        """A circle that stands for a number; backward ones have a `frame` of the colour of their sign."""
        self.x.append(unit.x)
        self.y.append(unit.y)
        self.sizes.append(2 * radius)
        self.fills.append(fill)
        self.lines.append(frame or self.theme.muted)
        self.line_widths.append(3.0 if frame else 1.0)
        self.names.append(one.name)
        self.exact.append(one.exact)

    def mark(self, x: float, y: float, radius: float, *, strong: bool) -> None:
        """A ring around a circle: the selection (strong), or a number it is made from."""
        self.rings.append((x, y, 2 * radius + 6, 3.5 if strong else 1.75))

    def traces(self, zorder: int) -> list[dict[str, Any]]:
        """The rings, which take no clicks, and the circles, which do."""
        line = {"color": self.theme.selection, "width": [ring[3] for ring in self.rings]}
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "visible": bool(self.rings),
                "x": [ring[0] for ring in self.rings],
                "y": [ring[1] for ring in self.rings],
                "marker": {"size": [ring[2] for ring in self.rings], "color": CLEAR, "line": line},
                "hoverinfo": "skip",
                "cliponaxis": False,
                "zorder": zorder,
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": still(self.x),
                "y": still(self.y),
                "marker": {
                    "size": still(self.sizes),
                    "color": self.fills,
                    "opacity": 1,
                    "line": {"color": still(self.lines), "width": still(self.line_widths)},
                },
                "customdata": still(self.names),
                "hovertext": self.exact,
                "hovertemplate": HOVER,
                "cliponaxis": False,
                "zorder": zorder,
            },
        ]
