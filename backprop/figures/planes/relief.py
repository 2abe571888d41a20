"""The cost over a plane as a surface in space, with the network on it and the path of a run."""

from typing import Any

import numpy as np

from backprop.core.arrays import Array
from backprop.figures.ink.lettering import SIZE
from backprop.figures.planes.heights import CURSOR, HERE, PATH, PlaneLook, axis, colours, rows, span
from backprop.figures.surface.canvas import blank_layout
from backprop.figures.surface.interned import interned
from backprop.lessons.landscape.survey import Survey

_LIFT = 0.015  # of the heights: a mark stands on the surface, not in it
_EYE = {"x": -1.2, "y": -1.3, "z": 1.35}


def relief_figure(found: Survey, look: PlaneLook) -> dict[str, Any]:
    """The surface; the path has its own cost as height, so that off the plane it runs above or below it."""
    scale = colours(found, look)
    surface = {
        "type": "surface",
        "x": interned(found.u.tolist()),
        "y": interned(found.v.tolist()),
        "z": rows(found, look),
        "colorscale": scale["colorscale"],
        "cmin": scale["zmin"],
        "cmax": scale["zmax"],
        "showscale": False,
        "contours": {"z": {"show": True, "width": 1, "color": look.theme.muted}},
        "hoverinfo": "skip",
        "opacity": 0.85,  # a path below it can be seen
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
    }
    data = [surface]
    if found.path is not None and len(found.path.steps) > 1:
        data.append(_line(found.path.places, found.path.costs, found, look))
    if found.cursor is not None:
        place, cost = found.cursor
        data.append(_mark(place, cost, CURSOR, look.theme.forward[0], "diamond", found, look))
    data.append(_mark(found.here, found.here_cost, HERE, look.theme.selection, "circle", found, look))
    return {"data": data, "layout": _layout(found, look)}


def _line(places: Array, costs: Array, found: Survey, look: PlaneLook) -> dict[str, Any]:
    """The part of the path above the window."""
    inside = (np.abs(places - np.array(found.plane.centre)) <= found.plane.reach).all(axis=1)
    heights = np.where(inside, look.heights(costs), np.nan)
    points = [
        (x, y, z) if np.isfinite(z) else (None, None, None)
        for (x, y), z in zip(places.tolist(), heights.tolist(), strict=True)
    ]
    x, y, z = (interned(column) for column in zip(*points, strict=True))
    line = {"color": look.theme.selection, "width": 5}
    return {
        "type": "scatter3d",
        "mode": "lines",
        "name": PATH,
        "x": x,
        "y": y,
        "z": z,
        "line": line,
        "hoverinfo": "skip",
    }


def _mark(
    place: Array, cost: float, name: str, ink: str, symbol: str, found: Survey, look: PlaneLook
) -> dict[str, Any]:
    low, high = span(look.heights(found.cost))
    height = float(look.heights(np.array([cost]))[0]) + _LIFT * (high - low)
    known = np.isfinite(height)
    x, y = place.tolist()
    return {
        "type": "scatter3d",
        "mode": "markers",
        "name": name,
        "x": [x] if known else [],
        "y": [y] if known else [],
        "z": [height] if known else [],
        "marker": {
            "size": 6,
            "symbol": symbol,
            "color": ink,
            "line": {"color": look.theme.background, "width": 2},
        },
        "hovertemplate": f"{name}: C = {look.fmt(cost)}<extra></extra>",
    }


def _layout(found: Survey, look: PlaneLook) -> dict[str, Any]:
    theme, plane = look.theme, found.plane
    side = {
        "showbackground": False,
        "gridcolor": theme.line,
        "zeroline": False,
        "showspikes": False,
        "nticks": 4,
        "tickfont": {"size": SIZE},
    }
    sides = [
        side | {"range": [middle - plane.reach, middle + plane.reach], "title": {"text": name}}
        for middle, name in zip(plane.centre, look.names, strict=True)
    ]
    height = "log₁₀ C" if look.logarithmic else "C"
    up = side | {"range": list(axis(look.heights(found.cost))), "title": {"text": height}}
    words = f"The cost as a surface over {look.names[0]} and {look.names[1]}"
    return blank_layout(look.width, look.height, theme, words) | {
        "scene": {
            "xaxis": sides[0],
            "yaxis": sides[1],
            "zaxis": up,
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.7},
            "camera": {"eye": _EYE, "center": {"x": 0, "y": 0, "z": -0.12}},
            "dragmode": "turntable",
            "bgcolor": "rgba(0,0,0,0)",
        },
        "uirevision": "kept",  # the view that a person has turned it to stays
    }
