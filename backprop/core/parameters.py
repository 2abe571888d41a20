"""All parameters of a network as one vector theta: W1, b1, W2, b2 … row by row, and back."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.network import Network


class Gradients(NamedTuple):
    """One number for each parameter: dW[0] has the shape of W⁽¹⁾, db[0] that of b⁽¹⁾."""

    dW: tuple[Array, ...]
    db: tuple[Array, ...]


def flat(layers: Iterable[tuple[Array, Array]]) -> Array:
    """(W, b) or (dW, db) of each layer as one vector; of stacks, with the same leading axes, as vectors."""
    rows = [part for W, b in layers for part in (W.reshape(*b.shape[:-1], -1), b)]
    return np.concatenate(rows, axis=-1)


def structured(network: Network, theta: Array) -> Gradients:
    """Vectors of all parameters, of shape (…, n_parameters), cut into arrays of the shapes of W and b."""
    W, b, start = [], [], 0
    for n_in, n_out in pairwise(network.sizes):
        middle, end = start + n_in * n_out, start + n_in * n_out + n_out
        W.append(theta[..., start:middle].reshape(*theta.shape[:-1], n_in, n_out))
        b.append(theta[..., middle:end])
        start = end
    return Gradients(tuple(W), tuple(b))


def theta_of(network: Network) -> Array:
    """All parameters of a network as one vector, of a stack as one for each network."""
    stack = network.stack
    if not stack:
        return flat((layer.W, layer.b) for layer in network.layers)
    return flat(
        (
            np.broadcast_to(layer.W, (*stack, *layer.W.shape[-2:])),
            np.broadcast_to(layer.b, (*stack, layer.b.shape[-1])),
        )
        for layer in network.layers
    )


def with_theta(network: Network, theta: Array) -> Network:
    """A network of this structure with the parameters theta, or a stack of them, one for each vector."""
    return network.with_parameters(*structured(network, theta))


def length(vectors: Array) -> Array:
    """The length of a vector, or of each of several; no square overflows where the length does not."""
    with np.errstate(over="ignore", invalid="ignore"):
        largest = np.abs(vectors).max(axis=-1, keepdims=True)
        scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
        long: Array = scale[..., 0] * np.sqrt(((vectors / scale) ** 2).sum(axis=-1))
    return long


def weight_mask(network: Network) -> Array:
    """1.0 for each weight, 0.0 for each bias, as a vector like theta."""
    mask = np.zeros(network.n_parameters)
    for W in structured(network, mask).dW:
        W[...] = 1.0
    return mask


def frozen_mask(network: Network, names: Iterable[str]) -> NDArray[np.bool]:
    """True for each parameter of these names: "W1" and "b2" are whole arrays, "W1[2,1]" is one number.

    >>> from backprop import Layer
    >>> network = Network([Layer([[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0], "tanh")])
    >>> theta_of(network)[frozen_mask(network, ["W1[2,1]", "b1"])]
    array([3., 5., 6.])

    Raises ValueError for a name that is no parameter of this network.
    """
    mask = np.zeros(network.n_parameters, bool)
    parts = structured(network, mask)
    arrays = {
        f"{kind}{l}": array
        for kind, all_l in zip("Wb", parts, strict=True)
        for l, array in enumerate(all_l, 1)
    }
    for name in names:
        array, _, place = str(name).partition("[")
        try:
            index = tuple(int(i) - 1 for i in place.removesuffix("]").split(",")) if place else ...
            if index is not ... and (min(index) < 0 or len(index) != arrays[array].ndim):
                raise IndexError
            arrays[array][index] = True
        except (KeyError, IndexError, ValueError):
            raise ValueError(
                f"frozen: {name} is no parameter of this network; W1 and b1 are, or W1[2,1]"
            ) from None
    return mask
