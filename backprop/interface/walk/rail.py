"""The rail: all steps of the walk, grouped by layer and direction."""

from collections.abc import Sequence
from itertools import groupby

from backprop.interface.walk.parts import RAIL, RailPart
from backprop.lessons.walk.steps import Step


def rail(steps: Sequence[Step], at: int) -> RailPart:
    """The groups with their steps, and the key of the one on show."""
    groups = [
        {"name": name, "steps": [{"key": s.key, "symbol": s.symbol, "title": s.title} for s in group]}
        for name, group in groupby(steps, lambda step: step.group)
    ]
    return {"kind": "rail", "module": RAIL.module, "groups": groups, "current": steps[at].key}
