"""Directions in parameter space along which the cost is looked at: what a run spans most, or chance.

A direction is a vector (n_parameters,) in the order of `parameters.theta_of`. Two of them are orthonormal, so that
the plane they span has no distortion: there −∇C stands on the contours of the cost.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.network import Network
from backprop.core.parameters import flat, length

_NOTHING = 1e-9  # of a direction's length: what is left of it beside the others is round-off


class Principal(NamedTuple):
    """Two directions (2, n_parameters) and the share of the run's spread that lies along each of them (2,)."""

    directions: Array
    shares: Array


def orthonormal(candidates: Iterable[Array], number: int = 2) -> Array:
    """The first `number` candidates that are independent, made orthonormal (Gram–Schmidt, twice for its round-off).

    Raises ValueError when there are fewer.
    """
    found: list[Array] = []
    for candidate in candidates:
        size = length(candidate)
        if len(found) == number or not np.isfinite(size) or size == 0:
            continue
        direction = candidate / size
        for other in (*found, *found):
            direction = direction - (direction @ other) * other
        if length(direction) > _NOTHING:
            found.append(direction / length(direction))
    if len(found) < number:
        raise ValueError(f"directions: {len(found)} independent ones given, {number} expected")
    return np.stack(found)


def random_directions(network: Network, seed: int) -> Array:
    """Two random directions (2, n_parameters), filter-normalised (Li et al., 2018), then made orthonormal.

    The numbers of a direction that belong to one unit, its weights and its bias, are together as long as the
    unit's own weights and bias: so a small unit is not drowned by a large one.
    """
    rng = np.random.default_rng(seed)
    drawn = [[_like(layer.W, layer.b, rng) for layer in network.layers] for _ in range(2)]
    return orthonormal([*map(flat, drawn), *axes(network.n_parameters)])


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def _like(W: Array, b: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Random numbers in place of a layer's own: each column, with its bias, as long as the layer's; ∞ if that is."""
    own = np.vstack([W, b])
    drawn = rng.normal(size=own.shape)
    drawn *= 1 / length(drawn.T)
    drawn *= length(own.T)
    return drawn[:-1], drawn[-1]


def principal_directions(theta: Array, spare: Iterable[Array] = ()) -> Principal:
    """The two directions that a path theta (points, n_parameters) spans most: the first principal components.

    Each points the way the path goes in the end. A path on a line, or of one point, has fewer than two: then
    the first of `spare` that is independent is taken, and after them the axes.
    """
    theta = np.ldexp(
        theta, -np.frexp(np.abs(theta).max())[1]
    )  # within ±1, so that no sum or square overflows
    centred = theta - theta.mean(axis=0)
    _, sizes, components = np.linalg.svd(centred, full_matrices=False)
    clear = sizes > _NOTHING * max(sizes[0], 1e-300) if sizes[0] > 0 else np.zeros(len(sizes), bool)
    last = theta[-1] - theta[0]
    own = [c if c @ last >= 0 else -c for c in components[clear][:2]]
    directions = orthonormal([*own, *spare, *axes(theta.shape[1])])
    spread = np.sum(sizes**2)
    along = np.sum((centred @ directions.T) ** 2, axis=0)
    return Principal(directions, along / spread if spread > 0 else np.zeros(2))


def axes(n: int, places: Iterable[int] = range(3)) -> Iterator[Array]:
    """The directions (n,) of single parameters, by their places in theta: the first three, as far as there are."""
    for place in places:
        if place < n:
            axis = np.zeros(n)
            axis[place] = 1.0
            yield axis
