"""One output over the plane of two inputs, the line where the network decides, and the samples it has to part."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from backprop.core.arrays import Array
from backprop.core.network import Network
from backprop.core.passes import run_forward
from backprop.experiment.experiment import Samples
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme, colorscale
from backprop.figures.surface.canvas import CLEAR, blank_layout
from backprop.figures.surface.interned import interned
from backprop.figures.surface.legend_room import ROW, legend_rows
from backprop.lessons.training.accuracy import accuracy, decision_level

POINTS = 61  # of the grid along each side
LINE_POINTS = 31  # of the grid for a line that is no level of the output itself
LEFT, RIGHT, BOTTOM = 56, 14, 50  # px beside the plot
LEGEND_RIM = 24  # px around all rows of the legend
ROOM = 1.16  # the plane is that much wider than the samples
FARTHEST = 1e150  # inputs and outputs beyond it are drawn there: Plotly's own sums would overflow
DIGITS = 4  # of an output on the grid
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Output:
    """What all traces share: the output on show, where it is decided, and how it is written."""

    number: int
    sign: str  # "" or the subscript of the output, where there are several
    level: float
    fmt: NumberFormat
    theme: Theme


def decision_surface(
    network: Network,
    x: Array,
    t: Array,
    *,
    output: int,
    test: Samples | None,
    fmt: NumberFormat,
    theme: Theme,
    width: float,
    height: float,
) -> dict[str, Any]:
    """The output of that number, from 1, over the inputs x₁ and x₂, with the samples x (samples, 2) on it.

    The colours are neutral at the decision level: 0.5 for sigmoid and softmax; for any other output 0.5 too,
    or 0 where targets are negative (−1 and 1). What a target is away from the level has half the colour, so
    that the samples, fully coloured, stand out. The line is where the output is at that level; of three
    softmax outputs or more it is where this one is as large as the largest other. Circles are samples whose
    target is on the upper side, diamonds those on the lower; filled ones are learnt from, open ones are `test`.

    The plane has the same scale both ways. Along a training run only z, the outputs on hover and `alt`
    change. Raises ValueError when the network has not two inputs, or no such output.
    """
    if network.sizes[0] != 2:
        raise ValueError(f"x: a network with 2 inputs is expected, this one has {network.sizes[0]}")
    if not 1 <= output <= network.sizes[-1]:
        raise ValueError(f"output: {output} was given, 1 to {network.sizes[-1]} expected")
    sign = str(output).translate(_SUBSCRIPT) if network.sizes[-1] > 1 else ""
    shown = _Output(output, sign, decision_level(network, t), fmt, theme)
    groups = [Samples(x, t)] if test is None else [Samples(x, t), test]
    marks = [trace for group in groups[1:] for trace in _sample_traces(network, group, True, shown)]
    marks += _sample_traces(network, groups[0], False, shown)  # what is learnt from lies on top
    top = LEGEND_RIM + ROW * legend_rows([trace["name"] for trace in marks], width - LEFT - RIGHT)
    points = np.concatenate([group.x for group in groups])
    plane = _plane(points, width - LEFT - RIGHT, height - top - BOTTOM)
    softmax = network.layers[-1].activation == "softmax" and network.sizes[-1] > 2
    data = [_surface(network, t, plane, shown, with_line=not softmax)]
    data += [_lead_line(network, plane, shown)] if softmax else []
    layout = blank_layout(width, height, theme, _alt(network, groups, shown)) | _layout(plane, top, shown)
    return {"data": data + marks, "layout": layout}


def _plane(points: Array, across: float, down: float) -> tuple[Span, Span]:
    """What of the inputs is in view: all points and some room, a unit being equally long both ways."""
    points = _bounded(points)
    low, high = points.min(axis=0), points.max(axis=0)
    centre = (low + high) / 2
    finest = 1e-6 * np.abs(centre).max()  # below which the grid's points would fall together
    reach = ROOM * np.maximum(high - low, finest) / (across, down) / 2  # of one px
    half = np.array([across, down]) * (reach.max() or 1 / min(across, down))
    (left, bottom), (right, top) = (centre - half).tolist(), (centre + half).tolist()
    return (left, right), (bottom, top)


def _bounded(values: Array) -> Array:
    return np.clip(values, -FARTHEST, FARTHEST)


def _grid(network: Network, plane: tuple[Span, Span], n: int) -> Array:
    """All outputs at n × n points, (n, n, n_out): a row for each x₂, from below, all in one forward pass."""
    across, up = np.meshgrid(*(np.linspace(low, high, n) for low, high in plane))
    outputs = run_forward(network, np.stack([across.ravel(), up.ravel()], axis=1)).output
    return _bounded(outputs).reshape(n, n, -1)


def _places(plane: tuple[Span, Span], n: int) -> dict[str, float]:
    (left, right), (bottom, top) = plane
    return {"x0": left, "dx": (right - left) / (n - 1), "y0": bottom, "dy": (top - bottom) / (n - 1)}


def _short(rows: Array) -> list[list[float | None]]:
    """The rows with few digits; what is not a number leaves a gap."""
    return [[float(f"{v:.{DIGITS}g}") if math.isfinite(v) else None for v in row] for row in rows.tolist()]


def _line(level: float, theme: Theme) -> dict[str, Any]:
    return {
        "type": "contour",
        "autocontour": False,
        "contours": {"start": level, "end": level, "size": 1, "coloring": "none"},
        "line": {"color": theme.text, "width": 2},
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _surface(
    network: Network, t: Array, plane: tuple[Span, Span], shown: _Output, *, with_line: bool
) -> dict[str, Any]:
    """The output as colours from level − bound to level + bound, and the line at the level."""
    k, level, digits = shown.number - 1, shown.level, min(shown.fmt.digits, DIGITS)
    bound = min(2 * float(np.abs(_bounded(t[:, k]) - level).max()), FARTHEST) or 1.0
    if network.layers[-1].activation in ("sigmoid", "softmax"):
        bound = 1.0
    line = _line(level, shown.theme)
    return line | {
        **_places(plane, POINTS),
        "z": _short(_grid(network, plane, POINTS)[..., k]),
        "zmin": level - bound,
        "zmax": level + bound,
        "zauto": False,
        "colorscale": colorscale("forward", shown.theme),
        "contours": line["contours"] | {"coloring": "heatmap"},
        "line": line["line"] if with_line else {"width": 0},
        "hoverinfo": "all",
        "xhoverformat": ".3~g",
        "yhoverformat": ".3~g",
        "zhoverformat": f".{digits}~g",
        "hovertemplate": f"x₁ = %{{x}}, x₂ = %{{y}}: ŷ{shown.sign} ≈ %{{z}}<extra></extra>",
    }


def _lead_line(network: Network, plane: tuple[Span, Span], shown: _Output) -> dict[str, Any]:
    """Where this output of a softmax is as large as the largest other."""
    outputs, k = _grid(network, plane, LINE_POINTS), shown.number - 1
    lead = outputs[..., k] - np.delete(outputs, k, axis=-1).max(axis=-1)
    return _line(0.0, shown.theme) | _places(plane, LINE_POINTS) | {"z": _short(np.round(lead, 3))}


def _sample_traces(network: Network, samples: Samples, is_test: bool, shown: _Output) -> list[dict[str, Any]]:
    """The samples of the upper side, and those of the lower; each a trace, if there are any."""
    k, theme = shown.number - 1, shown.theme
    targets = samples.t[:, k]
    outputs = run_forward(network, samples.x).output[:, k]
    places = _bounded(samples.x)
    low, *_, high = theme.arms("forward")
    traces = []
    for on, ink, symbol in ((True, high, "circle"), (False, low, "diamond")):
        rows = np.flatnonzero((targets >= shown.level) == on)
        if not rows.size:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"t{shown.sign} {_side(targets[rows], shown, on)}{', test' if is_test else ''}",
                "x": interned(places[rows, 0].tolist()),
                "y": interned(places[rows, 1].tolist()),
                "marker": {
                    "symbol": symbol,
                    "size": 10 if on else 11,
                    "opacity": 1,
                    "color": theme.background if is_test else ink,
                    "line": {"color": ink if is_test else theme.background, "width": 2 if is_test else 1.5},
                },
                "text": interned([_sample_name(i, targets[i], is_test, shown) for i in rows.tolist()]),
                "hovertext": [shown.fmt(value) for value in outputs[rows].tolist()],
                "hovertemplate": f"%{{text}}, ŷ{shown.sign} = %{{hovertext}}<extra></extra>",
            }
        )
    return traces


def _side(targets: Array, shown: _Output, on: bool) -> str:
    """What the targets of one side have in common, for the legend: = 1, or ≥ 0.5."""
    if (targets == targets[0]).all():
        return f"= {shown.fmt(float(targets[0]))}"
    return f"{'≥' if on else '<'} {shown.fmt(shown.level)}"


def _sample_name(row: int, target: float, is_test: bool, shown: _Output) -> str:
    name = f"test sample {row + 1}" if is_test else f"x@{row + 1}"
    return f"{name}: t{shown.sign} = {shown.fmt(float(target))}"


def _layout(plane: tuple[Span, Span], top: float, shown: _Output) -> dict[str, Any]:
    axis = {
        "visible": True,
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "outside",
        "tickcolor": shown.theme.line,
        "nticks": 6,
        "exponentformat": "power",
    }
    titles = ({"text": name, "standoff": 4, "font": {"size": SIZE}} for name in ("x₁", "x₂"))
    x, y = (axis | {"range": list(span), "title": title} for span, title in zip(plane, titles, strict=True))
    legend = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "orientation": "h", "bgcolor": CLEAR}
    return {
        "margin": {"l": LEFT, "r": RIGHT, "t": top, "b": BOTTOM, "autoexpand": False},
        "xaxis": x,
        "yaxis": y,
        "showlegend": True,
        "legend": legend | {"itemclick": False, "itemdoubleclick": False, "traceorder": "reversed"},
        "hoverdistance": 12,
    }


def _alt(network: Network, groups: list[Samples], shown: _Output) -> str:
    counted = [
        f"{round(len(group.x) * accuracy(network, group.x, group.t))} of {len(group.x)} {kind} samples"
        for kind, group in zip(("training", "test"), groups, strict=False)
    ]
    surface = f"The output ŷ{shown.sign} over the plane of x₁ and x₂"
    return f"{surface}, with the line where the network decides; right are {' and '.join(counted)}"
