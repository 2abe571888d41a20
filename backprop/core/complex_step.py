"""Slopes of the cost by the complex step: nudge a parameter by iε, and the slope is the imaginary part over ε.

C(θ + iε) = C(θ) + iε C′(θ) − ε² C″(θ)/2 − …: nothing is subtracted, so nothing cancels, and ε can be so small that
only the first two terms are left (Squire and Trapp, 1998). Every activation and every loss here takes complex
numbers; where a function has branches the real part chooses one, so at a kink the slope is that of one side.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.core.arrays import Array
from backprop.core.central_differences import SLICE_BYTES, Problem, by_layer
from backprop.core.losses import DEFAULT_LOSS
from backprop.core.network import Network
from backprop.core.parameters import Gradients, structured, theta_of, with_theta
from backprop.core.passes import Forward, check_single, check_t, check_x, run_cost, run_forward

STEP = 1e-30  # ε² is lost beside any cost


def complex_step_gradients(
    network: Network, x: ArrayLike, t: ArrayLike, loss: str = DEFAULT_LOSS
) -> Gradients:
    """The slope of the cost by each parameter of one network, exact up to rounding.

    Raises ValueError as the two passes do, and for a stack of networks.

    >>> from backprop import Layer
    >>> gradients = complex_step_gradients(Network([Layer([[0.5], [-0.25]], [1.0], "identity")]), [2.0, 4.0], [0.0])
    >>> gradients.dW[0].tolist(), gradients.db[0].tolist()
    ([[2.0], [4.0]], [1.0])
    """
    check_single(network)
    x = check_x(network, x)
    t = check_t(network, t, x.shape[-2], loss)
    problem = Problem(network, theta_of(network), x, t, loss)
    return structured(
        network, complex_slopes(problem, run_forward(network, x), np.arange(problem.theta.size))
    )


@np.errstate(over="ignore", invalid="ignore")
def complex_slopes(problem: Problem, forward: Forward, places: NDArray[np.intp]) -> Array:
    """The slopes at these rising places of theta (n,), one nudged network each, in slices of at most 64 MB."""
    found = [_slopes(part, own) for part, _, own in by_layer(problem, forward, places)]
    return np.concatenate(found)


def _slopes(problem: Problem, places: NDArray[np.intp]) -> Array:
    slopes = np.empty(places.size)
    numbers = 2 * problem.theta.size + 4 * len(problem.x) * sum(problem.network.sizes)
    rows = max(1, SLICE_BYTES // (16 * numbers))
    for start in range(0, places.size, rows):
        part = places[start : start + rows]
        thetas = np.tile(problem.theta.astype(complex), (part.size, 1))
        thetas[np.arange(part.size), part] += 1j * STEP
        stack = with_theta(problem.network, thetas)
        cost = run_cost(run_forward(stack, problem.x), problem.t, problem.loss)
        slopes[start : start + rows] = cost.imag / STEP
    return slopes
