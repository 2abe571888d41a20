"""The decision surface on the page: each output over the plane of two inputs, at the step on show."""

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.passes import run_cost, run_forward
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.palette import Theme
from backprop.figures.planes.decision_surface import decision_surface
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import FiguresPart, SaidPart, sentence
from backprop.interface.session import Session
from backprop.lessons.training.accuracy import accuracy

WIDTH, HEIGHT, GAP = 656, 450, 12  # px; the width until the browser has reported its own
MOST = 4  # outputs that are drawn


def part(state: Session, evaluation: Evaluation, theme: Theme) -> FiguresPart | SaidPart:
    """A picture of each output, or a sentence where there is no plane to draw it over."""
    network, experiment = evaluation.network, state.experiment
    if network.sizes[0] != 2:
        return sentence(
            f"A decision surface lies over the plane of two inputs, and this network has {network.sizes[0]}. "
            "The networks under Data have two."
        )
    width = state.screen.widths.get("surface", WIDTH)
    outputs = range(1, min(network.sizes[-1], MOST) + 1)
    across = width if len(outputs) == 1 else (width - GAP) // 2
    rows = 1 if len(outputs) <= 2 else 2
    height = min((HEIGHT + state.screen.height - USUAL_HEIGHT) // rows, across)
    drawn = [
        decision_surface(
            network,
            evaluation.x,
            evaluation.t,
            output=output,
            test=experiment.test,
            fmt=state.view.numbers,
            theme=theme,
            width=across,
            height=height,
        )
        for output in outputs
    ]
    return figures(drawn, [f"output {output}" for output in outputs], width, state.wire.client_has)


def said(experiment: Experiment, evaluation: Evaluation, fmt: NumberFormat) -> str:
    """How many samples the network has right, and what it costs on those it does not learn from.

    Nothing is said where the targets are no classes.
    """
    if not any(np.isin(evaluation.t, classes).all() for classes in ((0, 1), (-1, 1))):
        return ""
    right = accuracy(evaluation.network, evaluation.x, evaluation.t)
    sentence = f"Right: {100 * right:.4g} % of {_samples(len(evaluation.x), '')}"
    if experiment.test is None:
        return f"{sentence}."
    x, t = experiment.test.x, experiment.test.t
    tested = accuracy(evaluation.network, x, t)
    cost = float(run_cost(run_forward(evaluation.network, x), t, evaluation.loss))
    return f"{sentence}, {100 * tested:.4g} % of {_samples(len(x), 'test ')}, whose C is {fmt(cost)}."


def _samples(number: int, kind: str) -> str:
    return f"{number} {kind}{'sample' if number == 1 else 'samples'}"
