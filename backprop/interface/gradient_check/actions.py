"""What a person does on the gradient check page: choose the step, and the method."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backprop.interface.gradient_check.probe import STEPS, Probe
from backprop.interface.session import Session
from backprop.lessons.checks.numeric_check import METHODS

Event = Mapping[str, Any]


def probe(state: Session, event: Event) -> None:
    """Take a step ε by its place among STEPS, or a method."""
    now = state.view.of(Probe)
    if "method" in event:
        now = replace(now, method=METHODS[METHODS.index(event["method"])])
    if "place" in event:
        now = replace(now, epsilon=STEPS[max(0, min(len(STEPS) - 1, int(event["place"])))])
    state.show(now)
    state.screen.scrubbing = not event.get("final", True)
