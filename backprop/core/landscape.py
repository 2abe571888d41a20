"""The cost as a landscape: how it rises and falls along one parameter while all the others stay.

The networks that differ in that parameter are one stack, and both passes take all of them at once.
"""

from collections.abc import Iterator
from types import EllipsisType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.arrays import Array, real_list
from backprop.core.central_differences import SLICE_BYTES
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.network import Network
from backprop.core.passes import Forward, run_backward, run_cost, run_forward
from backprop.core.quantities import Quantity, QuantityError

CURVE_WORK = 150_000_000  # multiplications that the curve of a parameter may cost


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
    parts = [
        _slice(evaluation, parameter, stack, forward)
        for stack, forward in _stacks(evaluation, parameter, values)
    ]
    return LossSlice(*map(np.concatenate, zip(*parts, strict=True)))


def costs_along(evaluation: Evaluation, parameter: Quantity, values: Array) -> Array:
    """The cost alone (k,) of the same networks, which takes a third of the time."""
    stacks = _stacks(evaluation, parameter, values)
    return np.concatenate([run_cost(forward, evaluation.t, evaluation.loss) for _, forward in stacks])


def points_of_a_curve(evaluation: Evaluation, parameter: Quantity, least: int, most: int) -> int:
    """How many costs along a parameter an edit can pay for: `most` of all but the largest networks."""
    network = _from_layer(evaluation, parameter)
    return max(least, min(most, CURVE_WORK // (network.n_parameters * evaluation.n_samples)))


def parameter_value(evaluation: Evaluation, parameter: Quantity) -> float:
    """The weight or the bias of that name; raises QuantityError for any other name."""
    if parameter.kind not in ("W", "b"):
        raise QuantityError(f"{parameter} is no parameter of the network; a weight or a bias is expected")
    return evaluation.value(parameter)


def _from_layer(evaluation: Evaluation, parameter: Quantity) -> Network:
    """The layers from the parameter's own on: those before it do not feel it."""
    return Network(evaluation.network.layers[parameter.layer - 1 :])


def _stacks(evaluation: Evaluation, parameter: Quantity, values: Array) -> Iterator[tuple[Network, Forward]]:
    """Stacks of networks whose first layer holds the parameter and takes these values, passed forward."""
    parameter_value(evaluation, parameter)  # refuses what is no parameter
    network = _from_layer(evaluation, parameter)
    k, place = networks_in_a_slice(network, evaluation.n_samples), _place(parameter)
    for start in range(0, len(values), k):
        part = values[start : start + k]
        W, b = [layer.W for layer in network.layers], [layer.b for layer in network.layers]
        arrays = W if parameter.kind == "W" else b
        arrays[0] = np.repeat(arrays[0][None], len(part), axis=0)
        arrays[0][place] = part
        stack = network.with_parameters(W, b)
        yield stack, run_forward(stack, evaluation.forward.a[parameter.layer - 1])


def _slice(evaluation: Evaluation, parameter: Quantity, stack: Network, forward: Forward) -> LossSlice:
    """The costs of a stack and its slopes by the parameter."""
    found = run_backward(stack, forward, evaluation.t, evaluation.loss)
    gradients = found.dW if parameter.kind == "W" else found.db
    return LossSlice(found.cost, gradients[0][_place(parameter)])


def _place(parameter: Quantity) -> tuple[EllipsisType | int, ...]:
    """Where the parameter stands in the arrays of a stack."""
    return (..., *(i - 1 for i in parameter.index))


def networks_in_a_slice(network: Network, samples: int) -> int:
    """How many networks' parameters, gradients, z, a, ∂a, δ and intermediates stay within 64 MB."""
    numbers = 2 * network.n_parameters + 10 * samples * sum(network.sizes)
    return max(1, SLICE_BYTES // (8 * numbers))
