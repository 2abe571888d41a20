"""The network at one step of the walk: the units and edges of its operation lit, what is not yet known absent."""

from collections.abc import Collection
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.diagram_words import View
from backprop.figures.marks import names_of
from backprop.figures.network_diagram import draw_diagram
from backprop.figures.palette import Theme
from backprop.figures.scales import Scales
from backprop.figures.step_words import StepDiction
from backprop.lessons.steps import Step
from backprop.lessons.symbols import Notation


def step_diagram(
    evaluation: Evaluation,
    step: Step,
    *,
    whole: Evaluation,
    sample: int,
    selection: Quantity | None,
    related: Collection[Quantity],
    fmt: NumberFormat,
    scales: Scales,
    theme: Theme,
    width: float,
    height: float,
) -> dict[str, Any]:
    """The diagram at a step; `whole` is the evaluation before a veil, `selection` the number in detail, if any."""
    view: View = "gradients" if step.backward else "values"
    notation = Notation.of(evaluation)
    detail = (selection, *related) if selection else ()
    words = StepDiction(evaluation, notation, view, sample, fmt, step=step, whole=whole, detail=detail)
    marked = names_of(selection, related, sample)
    return draw_diagram(
        words, marked, scales, theme, width, height, f"The network at this step: {step.title}."
    )
