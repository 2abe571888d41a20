"""How long the gradient of each layer is along a run: where it vanishes, or explodes, can be seen."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.descent import Run
from backprop.core.landscape import networks_in_a_slice
from backprop.core.parameters import flat, length, with_theta
from backprop.core.passes import run_backward, run_forward

MOST_POINTS = 200  # steps at which it is measured
_WORK = 20_000_000  # parameters times samples times steps, about a tenth of a second


class Norms(NamedTuple):
    """At each of `steps` (k,) the norm of ∂C/∂W and ∂C/∂b of each layer, (k, layers)."""

    steps: NDArray[np.intp]
    norms: Array


def gradient_norms(run: Run) -> Norms:
    """‖(∂C/∂W, ∂C/∂b)‖ of every layer, at steps spread evenly over the run; fewer of them for large networks."""
    task = run.task
    work = task.network.n_parameters * len(task.x)
    points = max(2, min(MOST_POINTS, _WORK // work, len(run.theta)))
    chosen = np.unique(np.linspace(0, len(run.theta) - 1, points).round().astype(np.intp))
    k = networks_in_a_slice(task.network, len(task.x))
    parts = [_norms(run, run.theta[chosen[i : i + k]]) for i in range(0, len(chosen), k)]
    return Norms(run.kept[chosen], np.concatenate(parts))


def _norms(run: Run, theta: Array) -> Array:
    task = run.task
    stack = with_theta(task.network, theta)
    found = run_backward(stack, run_forward(stack, task.x), task.t, task.loss)
    layers = [flat([pair]) for pair in zip(found.dW, found.db, strict=True)]
    return np.stack([length(layer) for layer in layers], axis=-1)
