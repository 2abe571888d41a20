"""First-order honesty: what the gradient promised of a step, ∇C·Δθ, beside the change that happened."""

from typing import NamedTuple

import numpy as np

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation
from backprop.core.optimizers import GradientDescent
from backprop.core.parameters import flat
from backprop.core.passes import backward
from backprop.experiment.numerals import NumberFormat


class Promise(NamedTuple):
    """The change of the cost in one step, as the gradient predicts it and as it came; Δθ is the step itself."""

    predicted: float
    happened: float


@np.errstate(over="ignore", invalid="ignore")  # what overflows is ∞, and shown so
def promise(run: Run, step: int, evaluation: Evaluation) -> Promise | None:
    """What the step after this one promised and did; None at the end of the run, and where steps are not kept.

    `evaluation` is that of the network after `step` steps, over all samples.
    """
    if step >= run.steps or run.every > 1:
        return None
    gradient = flat(zip(evaluation.backward.dW, evaluation.backward.db, strict=True))
    moved = run.theta[step + 1] - run.theta[step]
    return Promise(float(gradient @ moved), float(run.cost[step + 1] - run.cost[step]))


def is_straight(run: Run) -> bool:
    """Whether each step is −η∇C of the cost itself, so that it promises −η‖∇C‖²."""
    task = run.task
    whole = task.batch_size is None or task.batch_size >= len(task.x)
    plain = isinstance(task.optimizer, GradientDescent) and task.backward is backward
    return plain and whole and task.l2 == 0 and not task.frozen


def words(found: Promise, fmt: NumberFormat, *, straight: bool = False) -> str:
    """Both in one sentence; of a `straight` step it says what ∇C·Δθ comes to."""
    predicted, happened = (f"+{fmt(v)}" if v > 0 else fmt(v) for v in found)
    promised = "∇C·Δθ = −η‖∇C‖²" if straight else "∇C·Δθ"
    return f"The next step: {promised} promises {predicted}, C changes by {happened}."
