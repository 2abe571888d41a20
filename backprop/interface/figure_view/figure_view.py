"""The figure view in Python: plain figure dicts become a part of the stage, drawn by Plotly.react in the browser."""

from collections.abc import Collection, Sequence
from typing import Any

from backprop.figures.still import Still
from backprop.interface.stage.stage import Part

Figure = dict[str, Any]


def figures(
    drawn: Sequence[Figure],
    names: Sequence[str],
    width: int,
    held: Collection[str] = (),
    *,
    zoom: float = 1.0,
) -> Part:
    """Figures beside one another, made for a part `width` pixels wide; `names` are their files when saved.

    They are drawn `zoom` times as large as they say.

    Lists that stand still go apart, in `still`, as their key and their JSON, and without the JSON where the
    browser says it has them (`held`). Where such a list belongs stands {"still": key}.
    """
    still: dict[str, str | None] = {}
    named = [
        {"name": name, "data": _seen(figure["data"], still, held), "layout": figure["layout"]}
        for name, figure in zip(names, drawn, strict=True)
    ]
    return {"kind": "figures", "width": width, "figures": named, "still": still, "zoom": zoom}


def _seen(traces: list[Any], still: dict[str, str | None], held: Collection[str]) -> list[Any]:
    """The traces that can be seen: an empty one costs the browser time all the same."""
    return [_apart(trace, still, held) for trace in traces if trace.get("visible", True)]


def _apart(trace: dict[str, Any], still: dict[str, str | None], held: Collection[str]) -> dict[str, Any]:
    """The trace with its lists that stand still as keys."""
    apart = {}
    for key, value in trace.items():
        if type(value) is Still:
            still[value.key] = None if value.key in held else value.json
            apart[key] = {"still": value.key}
        else:
            apart[key] = _apart(value, still, held) if type(value) is dict else value
    return apart
