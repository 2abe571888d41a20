"""The cost over a plane in parameter space: of two parameters, or along two directions.

As in the landscape, all the networks of a plane are one stack; an array that feels one of the two axes alone
is stacked along that axis alone.
"""

from collections.abc import Iterator
from types import EllipsisType

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.arrays import Array, real_list
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.landscape import networks_in_a_slice, parameter_value
from backprop.core.network import Network
from backprop.core.parameters import theta_of, with_theta
from backprop.core.passes import run_cost, run_forward
from backprop.core.quantities import Quantity

Axis = str | Quantity | ArrayLike


def loss_surface(
    network: Network,
    x: ArrayLike,
    t: ArrayLike,
    loss: str,
    axes: tuple[Axis, Axis],
    u: ArrayLike,
    v: ArrayLike,
) -> Array:
    """The cost (len(v), len(u)) over a plane: a row for each of `v`, a column for each of `u`.

    `axes` are the names of two parameters, which take the values u and v, or two directions (n_parameters,),
    in the order W1, b1, W2, b2 … row by row, of which u and v times as much is added to the parameters.

    Beyond 1e308 the cost is ∞, and may be nan. Raises ValueError with one sentence as the two passes do, for a
    stack of networks, and for axes and values that do not fit.
    """
    evaluation = evaluate(network, x, t, loss)
    across, down = _list("u", u), _list("v", v)
    if all(isinstance(axis, (str, Quantity)) for axis in axes):
        first, second = (Quantity.parse(str(axis)) for axis in axes)
        return of_parameters(evaluation, (first, second), across, down)
    along, upward = (_list(f"axes[{i}]", axis) for i, axis in enumerate(axes))
    for number, direction in enumerate((along, upward)):
        if len(direction) != network.n_parameters:
            raise ValueError(
                f"axes[{number}]: {len(direction)} numbers given, {network.n_parameters} expected, one a parameter"
            )
    return along_directions(evaluation, (along, upward), across, down)


def of_parameters(evaluation: Evaluation, axes: tuple[Quantity, Quantity], u: Array, v: Array) -> Array:
    """`loss_surface` of two parameters, for a network that has been evaluated."""
    for axis in axes:
        parameter_value(evaluation, axis)  # refuses what is no parameter
    if axes[0] == axes[1]:
        raise ValueError(f"axes: {axes[0]} twice; two different parameters are expected")
    # What the earlier layer's parameter changes lies side by side, as rows of one product (see `product`).
    if axes[0].layer > axes[1].layer:
        return of_parameters(evaluation, axes[::-1], v, u).T
    # The layers before the first of the two do not feel them.
    before = min(axis.layer for axis in axes) - 1
    network = Network(evaluation.network.layers[before:])
    cost = np.empty((len(v), len(u)))
    for rows, columns in _blocks(evaluation, len(v), len(u)):
        W, b = [layer.W for layer in network.layers], [layer.b for layer in network.layers]
        for axis, values in zip(axes, (u[None, columns], v[rows, None]), strict=True):
            _put(W if axis.kind == "W" else b, axis, before, values)
        cost[rows, columns] = _cost(evaluation, network.with_parameters(W, b), before)
    return cost


def along_directions(evaluation: Evaluation, axes: tuple[Array, Array], u: Array, v: Array) -> Array:
    """`loss_surface` along two directions, for a network that has been evaluated."""
    network, (along, upward) = evaluation.network, axes
    theta = theta_of(network)
    cost = np.empty((len(v), len(u)))
    for rows, columns in _blocks(evaluation, len(v), len(u)):
        thetas = theta + u[None, columns, None] * along + v[rows, None, None] * upward
        cost[rows, columns] = _cost(evaluation, with_theta(network, thetas), 0)
    return cost


def _put(arrays: list[Array], axis: Quantity, before: int, values: Array) -> None:
    """Give a parameter these values, along new leading axes of its array or along those that it has."""
    l = axis.layer - 1 - before
    own = len(axis.index)  # axes of the array itself
    lead = np.broadcast_shapes(values.shape, arrays[l].shape[:-own])
    arrays[l] = np.broadcast_to(arrays[l], (*lead, *arrays[l].shape[-own:])).copy()
    place: tuple[EllipsisType | int, ...] = (..., *(i - 1 for i in axis.index))
    arrays[l][place] = values


def _cost(evaluation: Evaluation, stack: Network, before: int) -> Array:
    forward = run_forward(stack, evaluation.forward.a[before])
    return run_cost(forward, evaluation.t, evaluation.loss)


def _blocks(evaluation: Evaluation, rows: int, columns: int) -> Iterator[tuple[slice, slice]]:
    """Cut the plane so that a block's parameters, activations and intermediates stay within 64 MB."""
    most = networks_in_a_slice(evaluation.network, evaluation.n_samples)
    across = min(columns, most)
    down = max(1, most // across)
    for top in range(0, rows, down):
        for left in range(0, columns, across):
            yield slice(top, top + down), slice(left, left + across)


def _list(name: str, values: Axis) -> Array:
    if isinstance(values, Quantity):
        raise ValueError(f"{name}: {values} given, a direction expected: both are names, or both directions")
    return real_list(name, values)
