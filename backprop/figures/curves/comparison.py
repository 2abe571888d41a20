"""Several runs in one chart, and the cost after some steps over the learning rate."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop.core.descent import Run
from backprop.figures.curves.run_curves import (
    HIGHEST_POWER,
    LEAST,
    WIDE,
    RunLook,
    curve,
    run_layout,
    shown,
    spread,
)
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import blank_layout
from backprop.figures.surface.interned import interned
from backprop.lessons.training.sweep import Sweep

LEFT, RIGHT, TOP, BOTTOM = 64, 20, 26, 46  # px beside the plot
HIGHEST = 3.0  # times the cost at the start that a chart of several runs goes up to
FAR = 1e6  # times the lowest cost of a sweep that its axis shows


def stroke(number: int, theme: Theme) -> tuple[str, str]:
    """The colour and the dash of a run, by its place; no two of the first ten look the same."""
    inks = (
        theme.text,
        theme.forward_ink,
        theme.forward[0],
        theme.backward_ink,
        theme.lowering_ink,
    )
    return inks[number % len(inks)], ("solid", "dash")[number // len(inks) % 2]


def comparison_figure(runs: Sequence[tuple[str, Run]], cursor: int, look: RunLook) -> dict[str, Any]:
    """C after each step of each run, by its name; a run that diverged ends where it did."""
    last = max(run.steps for _, run in runs)
    curves, costs = [], []
    for number, (name, run) in enumerate(runs):
        steps = spread(run.steps)
        ink, dash = stroke(number, look.theme)
        cost = run.cost[steps]
        costs.append(cost)
        curves.append(curve(tuple(steps.tolist()), shown(cost, look), name, ink, dash, look.fmt))
    alt = f"The cost of {len(runs)} runs over {last} steps"
    # A run that diverges leaves the chart, and does not squeeze the others.
    most = HIGHEST * max(float(run.cost[0]) for _, run in runs)
    drawn = np.minimum(np.concatenate(costs), most)
    title = "Cost C of each run" if look.width >= WIDE else "C"
    layout = run_layout(title, last, drawn, cursor, look, alt)
    return {"data": [line | {"cliponaxis": True} for line in curves], "layout": layout}


def sweep_figure(found: Sweep, rate: float, look: RunLook) -> dict[str, Any]:
    """C over η, both logarithmic: the stable range shaded, what diverged as crosses on the upper rim.

    The sweep has a start that is finite.
    """
    theme, fmt, start = look.theme, look.fmt, max(found.start, LEAST)
    finite = np.isfinite(found.cost) & (found.cost <= start * FAR)
    known = np.maximum(found.cost[finite], LEAST)
    low = max(float(known.min(initial=start)), start / FAR**3, LEAST)
    high = max(float(known.max(initial=start)), low * 10)
    span = [float(np.log10(low)) - 0.3, min(float(np.log10(high)) + 0.5, HIGHEST_POWER)]
    rim = 10 ** (span[1] - 0.15)
    heights = [
        float(v) if good else None for v, good in zip(np.clip(found.cost, low, high), finite, strict=True)
    ]
    names = [f"{rate:g}" for rate in found.rates]
    words = [
        f"η = {name}: C = {fmt(cost)} after {found.steps} steps"
        if np.isfinite(cost)
        else f"η = {name}: diverged"
        for name, cost in zip(names, found.cost.tolist(), strict=True)
    ]
    common = {
        "type": "scatter",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "x": interned(found.rates.tolist()),
    }
    line = common | {
        "mode": "lines+markers",
        "y": heights,
        "line": {"color": theme.forward_ink, "width": 2.5},
        "marker": {"size": 8, "color": theme.forward_ink, "opacity": 1},
        "hovertext": words,
        "customdata": names,
    }
    crosses = common | {
        "mode": "markers",
        "y": [None if good else rim for good in finite],
        "marker": {"size": 11, "symbol": "x", "color": theme.forward[0], "opacity": 1},
        "hovertext": words,
        "customdata": names,
    }
    alt = f"The cost after {found.steps} steps for {len(found.rates)} learning rates. {found.words(fmt)}"
    layout = blank_layout(look.width, look.height, theme, alt) | _axes(found, rate, span, theme)
    return {"data": [line, crosses], "layout": layout}


def _axes(found: Sweep, rate: float, span: list[float], theme: Theme) -> dict[str, Any]:
    axis = {"visible": True, "fixedrange": True, "zeroline": False, "gridcolor": theme.line, "type": "log"}
    decades = [float(f"1e{power}") for power in range(-6, 7)]
    first, last = np.log10(found.rates[[0, -1]])
    across = {
        "range": [first - 0.1, last + 0.1],
        "tickvals": decades,
        "ticktext": [f"{d:g}" for d in decades],
    }
    shapes: list[dict[str, Any]] = [_line("x", rate, theme.selection, "solid")]
    start = max(found.start, LEAST)
    shapes.append(_line("y", start, theme.muted, "dot"))
    notes = [
        _note(0, 1, f"C after {found.steps} steps", theme.text, "left", "bottom", "paper", "paper"),
        _note(0.4, np.log10(start), "C at the start", theme.muted, "left", "top", "paper", "y"),
    ]
    if found.stable.any():
        end = float(found.rates[found.stable][-1])
        shapes.append(
            {
                "type": "rect", "xref": "x", "yref": "paper", "x0": float(found.rates[0]) / 1.2, "x1": end,
                "y0": 0, "y1": 1, "fillcolor": theme.lowering_ink, "opacity": 0.12, "line": {"width": 0},
                "layer": "below",
            }
        )  # fmt: skip
        notes.append(_note(0, 0, " stable", theme.lowering_ink, "left", "bottom", "paper", "paper"))
    if (found.cost > start * FAR).any() or not np.isfinite(found.cost).all():
        notes.append(_note(1, 1, "✖ diverged, or far above", theme.text, "right", "bottom", "paper", "paper"))
    return {
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": axis | across | {"title": {"text": "learning rate η", "standoff": 4}},
        "yaxis": axis | {"range": span, "nticks": 7, "exponentformat": "power", "minexponent": 4},
        "shapes": shapes,
        "annotations": notes,
        "hoverdistance": 20,
    }


def _line(axis: str, value: float, ink: str, dash: str) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    ends = {f"{axis}0": value, f"{axis}1": value, f"{other}0": 0, f"{other}1": 1}
    line = {"color": ink, "width": 1.5, "dash": dash}
    return {"type": "line", f"{axis}ref": axis, f"{other}ref": "paper", "line": line} | ends


def _note(
    x: float, y: float, text: str, ink: str, xanchor: str, yanchor: str, xref: str, yref: str
) -> dict[str, Any]:
    place = {"x": x, "y": y, "xanchor": xanchor, "yanchor": yanchor, "xref": xref, "yref": yref}
    return place | {"text": text, "showarrow": False, "font": {"color": ink, "size": SIZE}}
