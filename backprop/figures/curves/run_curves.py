"""A run as curves over its steps: the cost, and the length of each layer's gradient, with a cursor at one step."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from backprop.core.arrays import Array
from backprop.core.descent import Run
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import CLEAR, blank_layout
from backprop.figures.surface.interned import interned
from backprop.lessons.training.gradient_norms import Norms

MOST_POINTS = 500  # of a curve: more than a screen has columns for
LEFT, RIGHT, TOP, BOTTOM = 64, 14, 26, 40  # px beside the plot
WIDE = 480  # px that a title needs beside a legend
_FEW = 6  # steps, each of which has its number on the axis
LEAST, LARGEST = 1e-300, 1.7e308  # what a logarithmic axis shows of 0, and where any axis ends
HIGHEST_POWER = 308.2  # of ten: its logarithm
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "5px,2px", "2px,2px")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How the curves of a run are drawn: each figure `width` × `height` px."""

    logarithmic: bool
    fmt: NumberFormat
    theme: Theme
    width: float
    height: float


def cost_figure(run: Run, cursor: int, look: RunLook) -> dict[str, Any]:
    """C after each step."""
    steps, fmt = spread(run.steps), look.fmt
    cost, there = run.cost[steps], run.cost[cursor : cursor + 1]
    line = curve(tuple(steps.tolist()), shown(cost, look), "C", look.theme.forward_ink, "solid", fmt)
    mark = {
        "type": "scatter",
        "mode": "markers",
        "x": [cursor],
        "y": list(shown(there, look)),
        "marker": {
            "size": 11,
            "color": look.theme.forward_ink,
            "line": {"color": look.theme.background, "width": 2},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    alt = f"The cost over {run.steps} steps, from {fmt(float(run.cost[0]))}; {fmt(float(there[0]))} after step {cursor}"
    return {"data": [line, mark], "layout": run_layout("Cost C", run.steps, cost, cursor, look, alt)}


def norms_figure(run: Run, norms: Norms, cursor: int, look: RunLook) -> dict[str, Any]:
    """The norm of each layer's gradient, a dash for each layer."""
    layers, steps = range(norms.norms.shape[1]), tuple(norms.steps.tolist())
    ink = look.theme.backward_ink
    curves = [
        curve(steps, shown(norms.norms[:, l], look), f"layer {l + 1}", ink, DASHES[l % 8], look.fmt)
        for l in layers
    ]
    alt = f"The norm of the gradient of each of {len(layers)} layers over {run.steps} steps"
    title = "‖∇C‖ of each layer" if look.width >= WIDE else "‖∇C‖"
    layout = run_layout(title, run.steps, norms.norms.ravel(), cursor, look, alt)
    legend = {"x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom", "orientation": "h", "bgcolor": CLEAR}
    return {"data": curves, "layout": layout | {"showlegend": len(layers) > 1, "legend": legend}}


@lru_cache(maxsize=64)
def spread(last: int) -> np.ndarray:
    """The steps up to the `last` that a curve is drawn through."""
    points = min(MOST_POINTS, last + 1)
    steps = np.unique(np.linspace(0, last, points).round().astype(int))
    steps.flags.writeable = False
    return steps


def shown(values: Array, look: RunLook) -> tuple[float | None, ...]:
    """Numbers as they are drawn: a logarithmic axis has no 0, and what is not finite leaves a gap."""
    drawn = np.maximum(values, LEAST) if look.logarithmic else values
    return tuple([value if math.isfinite(value) else None for value in drawn.tolist()])


@lru_cache(maxsize=64)
def curve(
    steps: tuple[int, ...],
    values: tuple[float | None, ...],
    name: str,
    ink: str,
    dash: str,
    fmt: NumberFormat,
) -> dict[str, Any]:
    """A line through the values after these steps; the same one while only the cursor moves."""
    return {
        "type": "scatter",
        "mode": "lines" if len(steps) > 1 else "markers",
        "name": name,
        "x": interned(steps),
        "y": interned(values),
        "line": {"color": ink, "width": 2.5, "dash": dash},
        "hovertext": interned(
            [
                f"step {k}: {name} {fmt(v) if v is not None else ''}"
                for k, v in zip(steps, values, strict=True)
            ]
        ),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def run_layout(title: str, last: int, values: Array, cursor: int, look: RunLook, alt: str) -> dict[str, Any]:
    """Axes for curves over the steps of a run, with a line at the `cursor`."""
    theme = look.theme
    axis = {"visible": True, "fixedrange": True, "zeroline": False, "gridcolor": theme.line, "nticks": 6}
    steps = {
        "range": [0, max(last, 1)],
        "title": {"text": "step", "standoff": 4, "font": {"size": SIZE}},
        "tickformat": "d",
    } | ({"dtick": 1} if last < _FEW else {})
    span = _span(values[np.isfinite(values)], look.logarithmic)
    y = {"type": "log" if look.logarithmic else "linear", "exponentformat": "power", "minexponent": 4}
    if look.logarithmic:  # whole powers of ten alone
        y["dtick"] = max(1, math.ceil((span[1] - span[0]) / 5))
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": cursor, "x1": cursor, "y0": 0, "y1": 1}
    return blank_layout(look.width, look.height, theme, alt) | {
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM, "autoexpand": False},
        "xaxis": axis | steps,
        "yaxis": axis | y | {"range": span},
        "annotations": [
            corner | {"text": title, "showarrow": False, "font": {"color": theme.text, "size": SIZE}}
        ],
        "shapes": [line | {"line": {"color": theme.selection, "width": 1.5}}],
        "hoverdistance": 20,
    }


def _span(numbers: Array, logarithmic: bool) -> list[float]:
    """From 0, or over the powers of ten there are; a little room above."""
    most = float(numbers.max(initial=0.0))
    if not logarithmic:
        return [-0.02 * (most or 1.0), min(1.06 * (most or 1.0), LARGEST)]
    if not numbers.size:
        return [0.0, 1.0]
    shown = np.log10(np.maximum(numbers, LEAST))
    low, high = float(shown.min()), float(shown.max())
    low = max(low, high - 40)  # what is 0 to all practical purposes does not squeeze the rest
    room = 0.05 * max(high - low, 1.0)
    return [low - room, min(high + room, HIGHEST_POWER)]
