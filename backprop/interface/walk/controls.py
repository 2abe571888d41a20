"""What can be pressed at a step: back, next, play, element by element, predict first, present; and the update."""

from collections.abc import Sequence
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity
from backprop.interface.parts import CONTROLS, ControlsPart
from backprop.interface.session import Session
from backprop.interface.walk import actions
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.walk.steps import UPDATE, Step
from backprop.lessons.walk.veil import Veil


def controls(
    steps: Sequence[Step],
    at: int,
    detail: Quantity | None,
    veil: Veil,
    state: Session,
    evaluation: Evaluation,
) -> ControlsPart:
    """The state of every control of the walk."""
    step = steps[at]
    walk = {
        "first": at == 0,
        "last": at == len(steps) - 1 and state.view.veil != "down",
        "inside": detail is not None,
        "rate": state.view.numbers.exact(state.view.rate) if step.kind == UPDATE and not veil else None,
    }
    hidden = actions.hidden(state, evaluation, step) if veil else []
    return _controls(walk, state, evaluation, hidden)


def lecture(state: Session, evaluation: Evaluation, hidden: Quantity | None) -> ControlsPart:
    """What a page without steps has of them: the veil over a number, and presenting."""
    return _controls(None, state, evaluation, [hidden] if hidden else [])


def _controls(
    walk: dict[str, Any] | None, state: Session, evaluation: Evaluation, hidden: Sequence[Quantity]
) -> ControlsPart:
    return {
        "kind": "controls",
        "module": CONTROLS.module,
        "walk": walk,
        "veil": state.view.veil,
        "present": state.view.present,
        "verdict": state.verdict,
        "guess": _guess(evaluation, hidden) if hidden else None,
    }


def _guess(evaluation: Evaluation, numbers: Sequence[Quantity]) -> dict[str, Any]:
    """The hidden numbers by name, and whether they are gradients, whose sign means something."""
    notation = Notation.of(evaluation)
    names = [(str(number), notation.element(number)) for number in numbers]
    return {"names": names, "backward": KINDS[numbers[0].kind].backward}
