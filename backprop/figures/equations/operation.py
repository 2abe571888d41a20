"""One step's matrix equation as a figure of its own, large enough for a lecture."""

from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.figures.equations.drawing import geometry, traces
from backprop.figures.equations.layout import BLOCK_GAP, lay_out
from backprop.figures.equations.numbers import Numbers
from backprop.figures.equations.operation_rows import operation_of
from backprop.figures.ink.look import Look
from backprop.figures.surface.canvas import blank_layout
from backprop.lessons.walk.steps import Step


def operation(evaluation: Evaluation, look: Look, step: Step, *, width: float) -> dict[str, Any]:
    """The operation of a step as the product it is, at most `width` px wide; marks as in `equation_pair`."""
    numbers = Numbers(evaluation, look)
    equations = operation_of(evaluation, step, look.sample)
    layout = lay_out(equations, numbers, width)
    width = min(width, layout.plans[0].width + 4)
    height = layout.plans[0].height + BLOCK_GAP
    drawn = traces(geometry(equations, layout, (2.0,)), numbers, look.marked())
    alt = f"{step.title}, as a matrix equation."
    return {"data": drawn, "layout": blank_layout(width, height, look.theme, alt)}
