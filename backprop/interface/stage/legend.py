"""The legend as a part of the stage: the same for a theme, whatever is on show."""

from dataclasses import asdict
from functools import cache

from backprop.figures.legend import legend
from backprop.figures.palette import Theme
from backprop.interface.stage.stage import Part


@cache
def legend_part(theme: Theme, *, checked: bool = False) -> Part:
    """What the colours mean."""
    return {"kind": "legend", "entries": [asdict(entry) for entry in legend(theme, checked=checked)]}
