"""Any numbers along a run, by their names: how a weight, an activation or a gradient changes from step to step."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.quantities import Quantity, QuantityError

MOST, MOST_POINTS = 6, 200  # curves in a chart, and steps at which they are worked out
_WORK = 10_000_000  # parameters times samples times steps
_NAME = re.compile(r"[^\s,;[\]]+(?:\[[^\]]*\]?)?(?:@[^\s,;]*)?")


class Curves(NamedTuple):
    """After each of `steps` (k,) the numbers (k, n) of n names; not finite where one overflows."""

    names: tuple[Quantity, ...]
    steps: NDArray[np.intp]
    values: Array


def names_in(text: str, evaluation: Evaluation) -> tuple[Quantity, ...]:
    """The names somebody wrote, between spaces, commas or semicolons; at most MOST of them.

    Raises QuantityError with one sentence for a name that this network has no number of, and for too many.
    """
    found = list(dict.fromkeys(Quantity.parse(name) for name in _NAME.findall(text)))
    for name in found:
        evaluation.value(name)
    if len(found) > MOST:
        raise QuantityError(f"{len(found)} names given, at most {MOST} curves fit into the chart")
    return tuple(found)


def quantity_curves(run: Run, names: Sequence[Quantity], sample: int) -> Curves:
    """The numbers of these names, of `sample` where they name none, at steps spread evenly over the run."""
    task = run.task
    points = max(2, min(MOST_POINTS, _WORK // (task.network.n_parameters * len(task.x))))
    chosen = np.unique(
        np.linspace(0, len(run.theta) - 1, min(points, len(run.theta))).round().astype(np.intp)
    )
    steps = run.kept[chosen]
    values = []
    for step in steps.tolist():
        one = evaluate(run.at(step), task.x, task.t, task.loss)
        values.append([one.value(name, sample) for name in names])
    return Curves(tuple(names), steps, np.array(values))
