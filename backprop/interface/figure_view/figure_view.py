"""The figure view in Python: plain figure dicts become a part of the stage, drawn by Plotly.react in the browser."""

from collections.abc import Collection, Sequence
from typing import Any

from backprop.figures.surface.interned import Still, StillRecord
from backprop.interface.parts import FIGURES, FiguresPart

Figure = dict[str, Any]


def figures(
    drawn: Sequence[Figure],
    names: Sequence[str],
    width: int,
    client_has: Collection[str] = (),
    *,
    zoom: float = 1.0,
) -> FiguresPart:
    """Figures beside one another, made for a part `width` pixels wide; `names` are their files when saved.

    Traces that cannot be seen stay away: an empty one costs the browser time all the same.

    They are drawn `zoom` times as large as they say.

    What stands still goes apart, in `still`, as its key and its JSON, unless the browser says it has it (`client_has`).
    Where it belongs stands {"still": key}.
    """
    still: dict[str, str] = {}
    named = [
        {
            "name": name,
            "data": [
                apart(trace, still, client_has) for trace in figure["data"] if trace.get("visible", True)
            ],
            "layout": apart(figure["layout"], still, client_has),
        }
        for name, figure in zip(names, drawn, strict=True)
    ]
    return {
        "kind": "figures",
        "module": FIGURES.module,
        "width": width,
        "figures": named,
        "still": still,
        "zoom": zoom,
    }


def apart(part: dict[str, Any], still: dict[str, str], client_has: Collection[str]) -> dict[str, Any]:
    """A record with keys in the place of what stands still."""
    if type(part) is StillRecord:
        return _key(part, still, client_has)
    found = part.copy()
    for name, value in part.items():
        kind = type(value)
        if kind is Still or kind is StillRecord:
            found[name] = _key(value, still, client_has)
        elif kind is dict:
            found[name] = apart(value, still, client_has)
    return found


def _key(part: Still | StillRecord, still: dict[str, str], client_has: Collection[str]) -> dict[str, str]:
    if part.key not in client_has:
        still[part.key] = part.json
    return {"still": part.key}
