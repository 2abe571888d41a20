"""First-order honesty: what the gradient promised of a step, ∇C·Δθ, beside the change that happened."""

from typing import NamedTuple

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation
from backprop.core.parameters import flat
from backprop.experiment.numerals import NumberFormat


class Promise(NamedTuple):
    """The change of the cost in one step, as the gradient predicts it and as it came; Δθ is the step itself."""

    predicted: float
    happened: float


def promise(run: Run, step: int, evaluation: Evaluation) -> Promise | None:
    """What the step after this one promised and did; None at the end of the run, and where steps are not kept.

    `evaluation` is that of the network after `step` steps, over all samples.
    """
    if step >= run.steps or run.every > 1:
        return None
    gradient = flat(zip(evaluation.backward.dW, evaluation.backward.db, strict=True))
    moved = run.theta[step + 1] - run.theta[step]
    return Promise(float(gradient @ moved), float(run.cost[step + 1] - run.cost[step]))


def words(found: Promise, fmt: NumberFormat) -> str:
    """Both in one sentence."""
    predicted, happened = (f"+{fmt(v)}" if v > 0 else fmt(v) for v in found)
    return f"The next step: ∇C·Δθ promises {predicted}, C changes by {happened}."
