"""The cost over a plane as contours: where the network stands, which way is down, and the path of a run."""

import math
from typing import Any

import numpy as np

from backprop.figures.ink.lettering import SIZE
from backprop.figures.ink.palette import Theme
from backprop.figures.planes.heights import CURSOR, HERE, PATH, PlaneLook, colours, rows
from backprop.figures.surface.canvas import CLEAR, blank_layout
from backprop.figures.surface.interned import interned
from backprop.figures.surface.legend_room import ROW, legend_rows
from backprop.lessons.landscape.survey import Path, Survey

LEFT, RIGHT, TOP, BOTTOM = 62, 66, 30, 46  # px beside the plot
_ARROW = 0.3  # of the window's reach: the arrow shows a direction, its length says nothing


def contour_figure(found: Survey, look: PlaneLook) -> dict[str, Any]:
    """Contours, the run's path, and the network with −∇C; both axes have one scale."""
    theme = look.theme
    data = [_contours(found, look)]
    if found.path is not None and len(found.path.steps) > 1:
        data += _path(found, found.path, look)
    if found.cursor is not None:
        data.append(_mark(found.cursor[0].tolist(), found.cursor[1], CURSOR, "diamond", look))
    data.append(_mark(found.here.tolist(), found.here_cost, HERE, "circle", look))
    names = [trace["name"] for trace in data if trace.get("showlegend", True)]
    return {"data": data, "layout": _layout(found, look, theme, names)}


def _contours(found: Survey, look: PlaneLook) -> dict[str, Any]:
    """Below the costs are drawn as colours, on which contour lines lie."""
    first, second = look.names
    cost = "C = 10^%{z:.4~g}" if look.logarithmic else "C = %{z:.4~g}"
    scale = colours(found, look)
    return scale | {
        "type": "contour",
        "showlegend": False,
        "x": interned(found.u.tolist()),
        "y": interned(found.v.tolist()),
        "z": rows(found, look),
        "contours": {"coloring": "heatmap"} | levels(scale["zmin"], scale["zmax"]),
        "line": {"width": 0.8, "color": look.theme.muted},
        "hovertemplate": f"{first} %{{x:.4~g}}, {second} %{{y:.4~g}}<br>{cost}<extra></extra>",
    }


def levels(low: float, high: float) -> dict[str, float]:
    """About 16 levels, multiples of a round number; none at the bottom, where round-off would draw it."""
    power = math.floor(math.log10((high - low) / 16))
    sizes = [float(f"{m}e{p}") for p in (power, power + 1) for m in (1, 2, 5)]
    size = next(one for one in sizes if (high - low) / one <= 16)
    return {"start": (math.floor(low / size + 0.25) + 1) * size, "end": high, "size": size}


def _path(found: Survey, path: Path, look: PlaneLook) -> list[dict[str, Any]]:
    """The run as a line, and its steps: filled on the plane, open where they are projections."""
    theme, fmt = look.theme, look.fmt
    x, y = (interned(path.places[:, axis].tolist()) for axis in (0, 1))
    on = found.on(path.off)
    words = [
        f"step {step}: C = {fmt(cost)}" + ("" if here else f", {fmt(off)} off this plane")
        for step, cost, off, here in zip(path.steps, path.costs.tolist(), path.off.tolist(), on, strict=True)
    ]
    line = {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "showlegend": False}
    fills = [theme.selection if here else theme.background for here in on]
    return [
        line | {"line": {"color": theme.selection, "width": 2}},
        {
            "type": "scatter",
            "mode": "markers",
            "name": PATH if on.all() else f"{PATH}, projected",
            "x": x,
            "y": y,
            "marker": {
                "size": 6,
                "opacity": 1,
                "color": interned(fills),
                "line": {"color": theme.selection, "width": 1},
            },
            "hovertext": interned(words),
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]


def _mark(place: list[float], cost: float, name: str, symbol: str, look: PlaneLook) -> dict[str, Any]:
    theme = look.theme
    ink = theme.selection if symbol == "circle" else theme.forward[0]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": place[:1],
        "y": place[1:],
        "marker": {
            "symbol": symbol,
            "size": 15,
            "color": ink,
            "opacity": 1,
            "line": {"color": theme.background, "width": 2.5},
        },
        "hovertext": [f"{name}: C = {look.fmt(cost)}"],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": True,
    }


def _layout(found: Survey, look: PlaneLook, theme: Theme, names: list[str]) -> dict[str, Any]:
    """Above the plot there is room for the legend of what is named."""
    plane = found.plane
    top = TOP + ROW * (legend_rows(names, look.width - LEFT - RIGHT) - 1)
    axis = {"visible": True, "fixedrange": True, "zeroline": False, "showgrid": False, "nticks": 6}
    room = look.width - LEFT - RIGHT, look.height - top - BOTTOM
    across, upward = (
        axis
        | {
            "range": [middle - plane.reach, middle + plane.reach],
            "domain": _middle(min(room) / along),
            "title": {"text": name, "standoff": 6, "font": {"size": SIZE + 1}},
        }
        for middle, name, along in zip(plane.centre, look.names, room, strict=True)
    )
    words = f"The cost over {look.names[0]} and {look.names[1]}; {HERE} has C = {look.fmt(found.here_cost)}"
    legend = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "orientation": "h", "bgcolor": CLEAR}
    return blank_layout(look.width, look.height, theme, words) | {
        "margin": {"l": LEFT, "r": RIGHT, "t": top, "b": BOTTOM, "autoexpand": False},
        "xaxis": across,
        "yaxis": upward,
        "annotations": _arrow(found, theme),
        "showlegend": True,
        "legend": legend,
        "hoverdistance": 12,
    }


def _middle(part: float) -> list[float]:
    """The middle of an axis' room, that much of it: a square. Plotly's own way depends on what was drawn before."""
    return [0.5 - part / 2, 0.5 + part / 2]


def _arrow(found: Survey, theme: Theme) -> list[dict[str, Any]]:
    """−∇C as an arrow from the network, as far as it lies in the plane."""
    size = float(np.hypot(*found.downhill))
    if not np.isfinite(size) or size == 0:
        return []
    x, y = found.here.tolist()
    dx, dy = (found.downhill / size * _ARROW * found.plane.reach).tolist()
    common = {"xref": "x", "yref": "y", "font": {"color": theme.lowering_ink, "size": SIZE + 2}}
    arrow = {"x": x + dx, "y": y + dy, "ax": x, "ay": y, "axref": "x", "ayref": "y", "text": ""}
    look = {"showarrow": True, "arrowhead": 2, "arrowwidth": 3.5, "arrowcolor": theme.lowering_ink}
    across, up = (found.downhill / size).tolist()
    end = {"x": x + dx, "y": y + dy, "xshift": 30 * across, "yshift": 16 * up, "text": "−∇C"}
    return [common | arrow | look, common | end | {"showarrow": False, "bgcolor": theme.background}]
