"""Chosen numbers as curves over the steps of a run, each by its name."""

from typing import Any

import numpy as np

from backprop.core.quantities import KINDS
from backprop.figures.curves.run_curves import DASHES, RunLook, curve, run_layout
from backprop.figures.surface.canvas import CLEAR
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.training.quantity_curves import Curves

_ROOM = 0.06  # of the span of the numbers, above and below


def quantity_figure(
    found: Curves, last: int, cursor: int, notation: Notation, look: RunLook
) -> dict[str, Any]:
    """A curve for each name, forward numbers in one colour and backward ones in the other, told apart by dashes."""
    steps, lines = tuple(found.steps.tolist()), []
    used = {True: 0, False: 0}
    for column, name in enumerate(found.names):
        backward = KINDS[name.kind].backward
        ink = look.theme.backward_ink if backward else look.theme.forward_ink
        dash, used[backward] = DASHES[used[backward]], used[backward] + 1
        values = tuple(v if np.isfinite(v) else None for v in found.values[:, column].tolist())
        lines.append(curve(steps, values, notation.element(name), ink, dash, look.fmt))
    numbers = found.values[np.isfinite(found.values)]
    names = ", ".join(line["name"] for line in lines)
    alt = f"{names} over {last} steps"
    layout = run_layout("", last, np.zeros(1), cursor, look, alt)
    legend = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "orientation": "h", "bgcolor": CLEAR}
    layout["yaxis"] |= {"type": "linear", "range": _span(numbers)}
    return {"data": lines, "layout": layout | {"showlegend": True, "legend": legend}}


def _span(numbers: np.ndarray) -> list[float]:
    """From the lowest to the highest with a little room; a line that stays level stands in the middle."""
    if not numbers.size:
        return [0.0, 1.0]
    low, high = float(numbers.min()), float(numbers.max())
    room = _ROOM * (high / 2 - low / 2) * 2 or max(abs(high), 1.0) * 0.1
    return [max(low - room, -1.7e308), min(high + room, 1.7e308)]
