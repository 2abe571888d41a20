"""What a person does with the explanation: turn its pages, choose its notation, light one of the paths."""

from collections.abc import Mapping
from typing import Any

from backprop.core.quantities import Quantity
from backprop.interface.explanation.routes import Lit
from backprop.interface.session import Session
from backprop.interface.view import NOTATIONS, PANELS

Event = Mapping[str, Any]


def panel(state: Session, event: Event) -> None:
    """Turn the explanation to another of its pages."""
    state.show(panel=PANELS[PANELS.index(event["panel"])])
    state.own(Lit).path = None


def notation(state: Session, event: Event) -> None:
    """Write the explanation's formulas by element or by matrix."""
    state.show(notation=NOTATIONS[NOTATIONS.index(event["notation"])])


def light(state: Session, event: Event) -> None:
    """Light one of the selected number's paths in the diagram, or none."""
    path = event.get("path")
    state.own(Lit).path = None if path is None else max(0, int(path))


def more(state: Session, _: Event) -> None:
    """List all paths."""
    state.own(Lit).all_paths = True


def selected(state: Session, _: Quantity | None, *, here: bool) -> None:
    """Another number has other paths, wherever it was selected."""
    state.scraps.pop(Lit, None)
