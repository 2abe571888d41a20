"""The cost as heights: what both pictures of a surface share, their colours, their scale and its words."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from backprop.core.arrays import Array
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.interned import Still, interned
from backprop.lessons.landscape.survey import LARGEST, Survey

LEAST = 1e-300  # what a logarithm shows of 0
_FINE = 4  # digits of the range of heights that are sent
HERE, PATH, CURSOR = "the network", "the run's path", "step on show"


@dataclass(frozen=True, slots=True)
class PlaneLook:
    """How a plane is drawn: the names of its axes, on a logarithmic scale of C or not, `width` × `height` px."""

    names: tuple[str, str]
    logarithmic: bool
    fmt: NumberFormat
    theme: Theme
    width: float
    height: float

    def heights(self, costs: Array) -> Array:
        """Costs as heights: themselves or their logarithms; nan where there is none to draw."""
        shown = np.where(np.abs(costs) <= LARGEST, costs, np.nan)
        return np.log10(np.maximum(shown, LEAST)) if self.logarithmic else shown


def rows(found: Survey, look: PlaneLook) -> Still:
    """The heights over the grid, with as many digits as can be seen; None where a cost is too large."""
    heights = look.heights(found.cost)
    low, high = span(heights)
    digits = _FINE - math.floor(math.log10(high - low)) if high > low else _FINE
    rounded = np.round(heights, max(-300, min(300, digits)))
    return interned(tuple(v if math.isfinite(v) else None for v in row) for row in rounded.tolist())


def span(heights: Array) -> tuple[float, float]:
    """The lowest and the highest; 0 and 1 where there is none. Less than a billionth, or 1e-300, apart they are one."""
    known = heights[np.isfinite(heights)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    return (low, high) if high - low > max(1e-9 * max(abs(low), abs(high)), LEAST) else (low, low)


def axis(heights: Array) -> tuple[float, float]:
    """From where to where an axis or a scale of colours goes: of one height alone, from there to well above it."""
    low, high = span(heights)
    return (low, high) if high > low else (low, low + max(1.0, abs(low)))


def colours(found: Survey, look: PlaneLook) -> dict[str, Any]:
    """From pale where the cost is low to full where it is high, with a bar beside it that says how much."""
    theme = look.theme
    low, high = axis(look.heights(found.cost))
    _, _, half, full = theme.forward
    bar = {
        "title": {"text": "C", "font": {"size": SIZE}},
        "thickness": 12,
        "outlinewidth": 0,
        "tickfont": {"size": SIZE},
    }
    if look.logarithmic:
        powers = range(math.ceil(low), math.floor(high) + 1)
        few = list(powers)[:: max(1, len(powers) // 6)]
        bar |= {"tickvals": few, "ticktext": [f"10<sup>{k}</sup>".replace("-", "−") for k in few]}
    else:
        bar |= {"nticks": 6, "exponentformat": "power"}
    return {
        "colorscale": [[0, theme.neutral], [0.5, half], [1, full]],
        "zmin": low,
        "zmax": high,
        "colorbar": bar,
    }
