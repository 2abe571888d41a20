"""The cost as a landscape: how it rises and falls along one parameter while all the others stay.

The networks that differ in that parameter are one stack, and both passes take all of them at once.
"""

from types import EllipsisType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.arrays import Array, real_list
from backprop.core.central_differences import SLICE_BYTES
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.network import Network
from backprop.core.passes import run_backward, run_forward
from backprop.core.quantities import Quantity, QuantityError


class LossSlice(NamedTuple):
    """Along one parameter: cost (k,) and slope (k,), the cost's derivative by it, at each of its k values."""

    cost: Array
    slope: Array


def loss_slice(
    network: Network, x: ArrayLike, t: ArrayLike, loss: str, name: str | Quantity, values: ArrayLike
) -> LossSlice:
    """The cost and its slope where the parameter of that name, such as W1[2,1], takes each of `values` (k,).

    Beyond 1e308 the cost is ∞ and the slope may be nan. Raises ValueError with one sentence as the two passes
    do, for a stack of networks, for a name that is no parameter of this network, and for values that are
    not finite real numbers.
    """
    parameter = Quantity.parse(str(name))
    numbers = real_list("values", values)
    return run_slice(evaluate(network, x, t, loss), parameter, numbers)


def run_slice(evaluation: Evaluation, parameter: Quantity, values: Array) -> LossSlice:
    """`loss_slice` for a network that has been evaluated and values that have been checked."""
    parameter_value(evaluation, parameter)  # refuses what is no parameter
    # The layers before the parameter's own do not feel it, so the stack begins with that one.
    network = Network(evaluation.network.layers[parameter.layer - 1 :])
    k = networks_in_a_slice(network, evaluation.n_samples)
    parts = [_slice(network, evaluation, parameter, values[i : i + k]) for i in range(0, len(values), k)]
    return LossSlice(*map(np.concatenate, zip(*parts, strict=True)))


def parameter_value(evaluation: Evaluation, parameter: Quantity) -> float:
    """The weight or the bias of that name; raises QuantityError for any other name."""
    if parameter.kind not in ("W", "b"):
        raise QuantityError(f"{parameter} is no parameter of the network; a weight or a bias is expected")
    return evaluation.value(parameter)


def _slice(network: Network, evaluation: Evaluation, parameter: Quantity, values: Array) -> LossSlice:
    """Both passes of a stack of `network`, whose first layer holds the parameter and takes these values."""
    W, b = [layer.W for layer in network.layers], [layer.b for layer in network.layers]
    arrays = W if parameter.kind == "W" else b
    place: tuple[EllipsisType | int, ...] = (..., *(i - 1 for i in parameter.index))
    arrays[0] = np.repeat(arrays[0][None], len(values), axis=0)
    arrays[0][place] = values
    stack = network.with_parameters(W, b)
    forward = run_forward(stack, evaluation.forward.a[parameter.layer - 1])
    found = run_backward(stack, forward, evaluation.t, evaluation.loss)
    gradients = found.dW if parameter.kind == "W" else found.db
    return LossSlice(found.cost, gradients[0][place])


def networks_in_a_slice(network: Network, samples: int) -> int:
    """How many networks' parameters, gradients, z, a, ∂a, δ and intermediates stay within 64 MB."""
    numbers = 2 * network.n_parameters + 10 * samples * sum(network.sizes)
    return max(1, SLICE_BYTES // (8 * numbers))
