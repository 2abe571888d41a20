"""The numbers that Mazur's article prints of a training run, and which order of updating each of them comes from."""

from typing import NamedTuple

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.quantities import Quantity
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import preset

RATE = 0.5  # the article's learning rate; its biases stay as they are


class Printed(NamedTuple):
    """A number after so many steps, digit for digit; `order` is a key of ORDERS in `experiment.training`.

    `article` tells whether the article prints it; what it does not print is what the other order gives instead.
    """

    name: str
    step: int
    text: str
    order: str
    article: bool


# The article works out W1 by hand, in the right order, and prints all else as a program gave it that overwrote W2
# first. Later copies of it have another cost at the end, said to be after 10,000 steps: it is the right order's
# after 9,999.
PRINTED = (
    Printed("W1[1,1]", 1, "0.149780716", "together", True),
    Printed("W1[1,1]", 1, "0.14981764", "early", False),
    Printed("C", 1, "0.291027924", "early", True),
    Printed("C", 1, "0.2910277737", "together", False),
    Printed("C", 9_999, "0.0000351085", "together", True),
    Printed("C", 10_000, "0.000035085", "early", True),
    Printed("C", 10_000, "0.0000351018778", "together", False),
    Printed("a2[1]", 10_000, "0.015912196", "early", True),
    Printed("a2[1]", 10_000, "0.01591362", "together", False),
    Printed("a2[2]", 10_000, "0.984065734", "early", True),
    Printed("a2[2]", 10_000, "0.98406427", "together", False),
)


class Attributed(NamedTuple):
    """A printed number beside this run's value; `own`: it comes from the order in which this run updates."""

    printed: Printed
    value: float
    agrees: bool  # to every printed digit
    own: bool


def attributed(run: Run, order: str) -> list[Attributed]:
    """Each row of PRINTED that the run has reached, in the table's order; a run of no steps has reached none.

    `run` trains one network that `belongs` here, and keeps every step; `order` is the one it updates in.
    """
    steps = sorted({row.step for row in PRINTED if row.step <= run.steps})
    reached = {step: _evaluated(run, step) for step in steps}
    return [_compared(row, reached[row.step], order) for row in PRINTED if row.step in reached]


def belongs(experiment: Experiment) -> bool:
    """Whether this is Mazur's example: the same bits in network, x and t, and his loss; words do not matter."""
    mazur = preset("mazur")
    return (
        experiment.network == mazur.network
        and experiment.x.tobytes() == mazur.x.tobytes()
        and experiment.t.tobytes() == mazur.t.tobytes()
        and experiment.loss == mazur.loss
    )


def _evaluated(run: Run, step: int) -> Evaluation:
    task = run.task
    return evaluate(run.at(step), task.x, task.t, task.loss)


def _compared(row: Printed, evaluation: Evaluation, order: str) -> Attributed:
    value = evaluation.value(Quantity.parse(row.name))
    places = len(row.text.partition(".")[2])
    return Attributed(row, value, f"{value:.{places}f}" == row.text, row.order == order)
