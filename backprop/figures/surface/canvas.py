"""The surface that figures are drawn on, in px, and what all its traces share."""

from functools import lru_cache
from typing import Any

from backprop.figures.ink.lettering import FONT, SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.interned import StillRecord

HOVER = "%{customdata} = %{hovertext}<extra></extra>"
CLEAR = "rgba(0,0,0,0)"


@lru_cache(maxsize=256)
def blank_layout(width: float, height: float, theme: Theme, alt: str) -> dict[str, Any]:
    """A surface of that many px in the page's colour, y downwards, without axes, margins or gestures."""
    hidden = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    layout = {
        "width": width,
        "height": round(height),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {**hidden, "range": [0, width]},
        "yaxis": {**hidden, "range": [round(height), 0]},
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 1,  # px: a click belongs to the box it falls in, not to a neighbour
        "paper_bgcolor": theme.background,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": SIZE, "color": theme.text},
        "hoverlabel": {
            "bgcolor": theme.background,
            "bordercolor": theme.muted,
            "font": {"family": FONT, "size": SIZE + 1, "color": theme.text},
            "align": "left",
        },
        "meta": {"alt": alt, "height": round(height)},
    }
    return StillRecord(layout)
