"""What a person does on the landscape page: put the network somewhere on the plane, choose an axis on the board."""

from collections.abc import Mapping
from typing import Any

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_values
from backprop.interface.landscape.landscape_view import LandscapeView
from backprop.interface.session import Session

Event = Mapping[str, Any]


def place(state: Session, event: Event) -> None:
    """Give the two parameters of the plane the values of a point; a drag is one undoable step."""
    first, second = state.view.of(LandscapeView).parameters(state.evaluate())
    moved = set_values(state.experiment, {first: float(event["u"]), second: float(event["v"])})
    state.do(moved, "place")
    state.screen.scrubbing = not event.get("final", True)


def selected(state: Session, chosen: Quantity | None, *, here: bool) -> None:
    """Look along the parameter that was clicked."""
    if here and chosen is not None and chosen.kind in ("W", "b"):
        state.show(state.view.of(LandscapeView).with_axis(str(chosen), state.evaluate()))
