"""The network at one step of the walk: the units and edges of its operation lit, what is not yet known absent."""

from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.figures.diagram.network_diagram import draw_diagram
from backprop.figures.diagram.step_words import StepDiction
from backprop.figures.diagram.words import View
from backprop.figures.ink.look import Look
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.walk.steps import Step


def step_diagram(
    evaluation: Evaluation, look: Look, step: Step, *, whole: Evaluation, width: float, height: float
) -> dict[str, Any]:
    """The diagram at a step; `whole` is the evaluation before a veil, the selection the number in detail, if any."""
    view: View = "gradients" if step.backward else "values"
    notation = Notation.of(evaluation)
    detail = (look.selection, *look.related) if look.selection else ()
    words = StepDiction(
        evaluation, notation, view, look.sample, look.fmt, step=step, whole=whole, detail=detail
    )
    alt = f"The network at this step: {step.title}."
    return draw_diagram(words, look, look.marked(), width, height, alt)
