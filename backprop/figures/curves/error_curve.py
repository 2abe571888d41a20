"""The error of a central difference over its step, both logarithmic: a truncation side, a round-off side."""

import math
from typing import Any

import numpy as np

from backprop.core.gradient_check import TOLERANCE
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import blank_layout
from backprop.figures.surface.interned import interned
from backprop.lessons.checks.error_curve import ErrorCurve

LEFT, RIGHT, TOP, BOTTOM = 64, 16, 26, 46  # px beside the plot
LOWEST, HIGHEST = -17.0, 1.0  # powers of ten of the error
ROUNDED = NumberFormat(2)


def error_figure(
    found: ErrorCurve, epsilon: float, *, symbol: str, theme: Theme, width: float, height: float
) -> dict[str, Any]:
    """The curve, the two lines it follows, the tolerance, and the step that is chosen."""
    data = [_curve(found, theme)]
    data += [_side(found, power, theme) for power in (2, -1)]
    return {"data": data, "layout": _layout(found, epsilon, symbol, theme, width, height)}


def _curve(found: ErrorCurve, theme: Theme) -> dict[str, Any]:
    drawn = [float(error) if math.isfinite(error) else None for error in found.error]
    told = [
        f"ε = {ROUNDED(step)}: relative error {ROUNDED(error)}"
        for step, error in zip(found.steps.tolist(), found.error.tolist(), strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "error",
        "x": interned(found.steps.tolist()),
        "y": drawn,
        "line": {"color": theme.forward_ink, "width": 2.5},
        "marker": {"size": 5, "color": theme.forward_ink},
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _side(found: ErrorCurve, power: int, theme: Theme) -> dict[str, Any]:
    """The line c·ε² or c/ε, as far as it is on its side of the best step."""
    factor = found.truncation if power == 2 else found.rounding
    steps = found.steps[found.steps >= found.best] if power == 2 else found.steps[found.steps <= found.best]
    line = np.empty(0) if factor is None else factor * steps ** float(power)
    keep = [(step, value) for step, value in zip(steps, line, strict=False) if value > 10**LOWEST]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "truncation" if power == 2 else "round-off",
        "x": [float(step) for step, _ in keep],
        "y": [float(value) for _, value in keep],
        "line": {"color": theme.muted, "width": 2, "dash": "dash" if power == 2 else "dot"},
        "hoverinfo": "skip",
    }


def _layout(
    found: ErrorCurve, epsilon: float, symbol: str, theme: Theme, width: float, height: float
) -> dict[str, Any]:
    axis = {"visible": True, "fixedrange": True, "zeroline": False, "gridcolor": theme.line, "type": "log"}
    powers = {"exponentformat": "power", "minexponent": 0, "dtick": 2}
    shapes: list[dict[str, Any]] = [
        {"type": "line", "xref": "x", "yref": "paper", "x0": epsilon, "x1": epsilon, "y0": 0, "y1": 1}
        | {"line": {"color": theme.selection, "width": 1.5}},
        {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": TOLERANCE, "y1": TOLERANCE}
        | {"line": {"color": theme.alarm[1], "width": 1.5, "dash": "dash"}},
    ]
    notes = [
        _note(0, 1, f"relative error of ∂C/∂{symbol}", theme.text, "left", "bottom", "paper"),
        _note(1, math.log10(TOLERANCE), "tolerance", theme.text, "right", "bottom", "y"),
    ]
    if found.rounding is not None:
        notes.append(_note(0.02, 0.02, "← round-off ∝ 1/ε", theme.text, "left", "bottom", "paper"))
    if found.truncation is not None:
        notes.append(_note(0.98, 0.02, "truncation ∝ ε² →", theme.text, "right", "bottom", "paper"))
    alt = f"The relative error of the central difference of {symbol} over its step. {found.words(epsilon)}"
    return blank_layout(width, height, theme, alt) | {
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": axis | powers | {"range": [-13.3, 0.3], "title": {"text": "step ε", "standoff": 4}},
        "yaxis": axis | powers | {"range": [LOWEST, HIGHEST], "dtick": 4},
        "shapes": shapes,
        "annotations": notes,
        "hoverdistance": 20,
    }


def _note(x: float, y: float, text: str, ink: str, xanchor: str, yanchor: str, yref: str) -> dict[str, Any]:
    place = {"x": x, "y": y, "xanchor": xanchor, "yanchor": yanchor, "xref": "paper", "yref": yref}
    return place | {"text": text, "showarrow": False, "font": {"color": ink, "size": SIZE}}
