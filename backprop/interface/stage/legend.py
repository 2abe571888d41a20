"""The legend as a part of the stage: the same for a theme, whatever is on show."""

from dataclasses import asdict
from functools import cache

from backprop.figures.ink.legend import legend
from backprop.figures.ink.palette import Theme
from backprop.interface.parts import LEGEND, LegendPart


@cache
def legend_part(theme: Theme, *, checked: bool = False) -> LegendPart:
    """What the colours mean."""
    entries = [asdict(entry) for entry in legend(theme, checked=checked)]
    return {"kind": "legend", "module": LEGEND.module, "entries": entries}
