"""Rectangles as few Plotly traces: boxes that can be clicked, and outlines above them."""

from collections.abc import Sequence
from typing import Any

from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import CLEAR, HOVER
from backprop.figures.surface.interned import interned

Rectangle = tuple[float, float, float, float]  # left, top, width, height, px


class _Rectangles:
    """Rectangles as they are collected: places, fills, and the colours and widths of their lines."""

    def __init__(self) -> None:
        self.x: list[float] = []
        self.widths: list[float] = []
        self.tops: list[float] = []
        self.heights: list[float] = []
        self.fills: list[str] = []
        self.lines: list[str] = []
        self.line_widths: list[float] = []

    def put(self, rectangle: Rectangle, fill: str, line: str, line_width: float) -> None:
        """One more."""
        left, top, width, height = rectangle
        self.x.append(left + width / 2)
        self.widths.append(width)
        self.tops.append(top)
        self.heights.append(height)
        self.fills.append(fill)
        self.lines.append(line)
        self.line_widths.append(line_width)

    def bars(self, zorder: int) -> dict[str, Any]:
        """All of them as a Plotly bar trace."""
        marker = {
            "color": interned(self.fills),
            "line": {"color": interned(self.lines), "width": interned(self.line_widths)},
        }
        return box_trace(
            interned(self.x),
            interned(self.heights),
            interned(self.tops),
            interned(self.widths),
            marker,
            zorder,
        )


class Boxes(_Rectangles):
    """Rectangles in one bar trace; each is a number that can be hovered and clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def add(self, rectangle: Rectangle, fill: str, line: tuple[str, float], *, name: str) -> None:
        """A box with its fill, the colour and width of its border, and the number it stands for."""
        self.put(rectangle, fill, *line)
        self.names.append(name)

    def trace(self, zorder: int = 0) -> dict[str, Any]:
        """The boxes as a Plotly bar trace; what they tell on hover is not known yet."""
        return self.bars(zorder) | {"customdata": interned(self.names)}


class Outlines(_Rectangles):
    """Empty rectangles in one bar trace above the boxes: frames, and the marks of a selection."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def add(self, rectangle: Rectangle, line: str, line_width: float, fill: str = CLEAR) -> None:
        """A frame with the colour and the width of its line."""
        self.put(rectangle, fill, line, line_width)

    def mark(self, rectangle: Rectangle, *, strong: bool) -> None:
        """The mark of the selection (strong), or of a number it is made from."""
        self.add(rectangle, self.theme.selection, 3.5 if strong else 1.75)

    def trace(self, zorder: int = 0) -> dict[str, Any]:
        """The outlines as a Plotly bar trace that does not stand in the way of clicks."""
        return self.bars(zorder) | {"hoverinfo": "skip", "hovertemplate": ""}


def box_trace(
    x: Sequence[float],
    heights: Sequence[float],
    tops: Sequence[float],
    widths: Sequence[float],
    marker: dict[str, Any],
    zorder: int = 0,
) -> dict[str, Any]:
    """Rectangles around the given x as a Plotly bar trace, whose bars start at their `base`; px, y downwards."""
    return {
        "type": "bar",
        "visible": bool(x),  # an empty trace costs the browser less when it is off
        "x": x,
        "y": heights,
        "base": tops,
        "width": widths,
        "marker": marker,
        "hovertemplate": HOVER,
        "textposition": "none",
        "zorder": zorder,
    }
