"""A window on a plane in parameter space: where networks lie on it, and the cost over it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop.core.arrays import Array
from backprop.core.directions import axes, orthonormal
from backprop.core.evaluation import Evaluation
from backprop.core.landscape import parameter_value
from backprop.core.network import Network
from backprop.core.parameters import flat, frozen_mask, length, theta_of
from backprop.core.quantities import Quantity
from backprop.core.surface import along_directions, of_parameters

# Points of the grid along each side: at the largest networks, at large ones, at most.
LEAST, USUAL, MOST = 5, 9, 41
_WORK = 60_000_000  # parameters times samples times points, about a tenth of a second ...
_MOST_WORK = 400_000_000  # ... and for the usual grid of a large network
_ROOM = 0.75  # of the window is for what has to be in it: its middle moves in steps of half its reach
LEAST_REACH, MOST_REACH = 1e-3, 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The networks θ = origin + u·directions[0] + v·directions[1], which are orthonormal.

    The window goes from centre − reach to centre + reach both ways, so a step is as long on both axes. Of two
    `parameters`, u and v are their values; else they are measured from the origin.
    """

    origin: Array
    directions: Array
    parameters: tuple[Quantity, Quantity] | None
    centre: tuple[float, float] = (0.0, 0.0)
    reach: float = 2.0

    def place(self, theta: Array) -> Array:
        """(u, v) of networks theta (…, n): of what is off the plane, its projection."""
        places: Array = (theta - self.origin) @ self.directions.T
        return places

    def off(self, theta: Array) -> Array:
        """How far networks theta (…, n) are from the plane."""
        aside = theta - self.origin
        beside: Array = (aside @ self.directions.T) @ self.directions
        return length(aside - beside)

    def theta(self, u: float, v: float) -> Array:
        """The parameters at a point of the plane."""
        point: Array = self.origin + u * self.directions[0] + v * self.directions[1]
        return point

    def in_plane(self, evaluation: Evaluation) -> Array:
        """The part of ∇C that lies in the plane, as (∂C/∂u, ∂C/∂v)."""
        gradient = flat(zip(evaluation.backward.dW, evaluation.backward.db, strict=True))
        with np.errstate(invalid="ignore"):  # 0 times an overflowed gradient is no number, and says so
            part: Array = self.directions @ gradient
        return part

    def around(self, points: Array, reach: float = 0.0) -> "Plane":
        """The plane with a window that holds these `points` (k, 2), the first of them at least.

        Without a `reach` it is the first of 1, 2, 5, 10 … that holds them all. The middle moves in steps of
        half the reach, so that it stands still while a point is moved a little.
        """
        points = points[np.isfinite(points).all(axis=1)]
        low, high = points.min(axis=0) / 2, points.max(axis=0) / 2
        if reach <= 0:
            reach = _round_up(max(float((high - low).max()), 0.7) / _ROOM)
            middle = low + high
        else:
            middle = points[0]
        u, v = (float(m) - math.remainder(float(m), reach / 2) for m in middle)
        return self.within((u, v), reach)

    def within(self, centre: tuple[float, float], reach: float) -> "Plane":
        """The plane with this window."""
        return replace(self, centre=centre, reach=reach)

    @property
    def blurred(self) -> tuple[bool, bool]:
        """Along which axes a computer cannot tell the window's numbers apart: around 1e308 the next is 1e292 away."""
        least = self.reach / (10 * MOST)
        across, upward = (bool(np.finfo(float).eps * abs(middle) >= least) for middle in self.centre)
        return across, upward

    def grid(self, evaluation: Evaluation) -> tuple[Array, Array]:
        """The u and v at which the cost is worked out; fewer of them for large networks."""
        work = evaluation.network.n_parameters * evaluation.n_samples
        usual = min(USUAL, int(math.sqrt(_MOST_WORK / work)) | 1)
        n = max(LEAST, usual, min(MOST, int(math.sqrt(_WORK / work)) | 1))
        u, v = (np.linspace(middle - self.reach, middle + self.reach, n) for middle in self.centre)
        return u, v

    def cost(self, evaluation: Evaluation, u: Array, v: Array) -> Array:
        """The cost (len(v), len(u)) over a grid of points."""
        if self.parameters:
            return of_parameters(evaluation, self.parameters, u, v)
        here = self.place(theta_of(evaluation.network))
        return along_directions(
            evaluation, (self.directions[0], self.directions[1]), u - here[0], v - here[1]
        )


def plane_of_parameters(evaluation: Evaluation, parameters: tuple[Quantity, Quantity]) -> Plane:
    """The plane of two weights or biases. Raises QuantityError for other names, ValueError for one twice."""
    for parameter in parameters:
        parameter_value(evaluation, parameter)
    if parameters[0] == parameters[1]:
        raise ValueError(f"axes: {parameters[0]} twice; two different parameters are expected")
    network = evaluation.network
    places = [place_of(network, parameter) for parameter in parameters]
    origin = theta_of(network).copy()
    origin[places] = 0.0
    return Plane(origin, np.stack(list(axes(origin.size, places))), parameters)


def plane_of_directions(evaluation: Evaluation, directions: Sequence[Array]) -> Plane:
    """The plane through a network along two directions, which are made orthonormal."""
    return Plane(theta_of(evaluation.network), orthonormal(directions), None)


def place_of(network: Network, parameter: Quantity) -> int:
    """Where a parameter stands in theta."""
    return int(np.argmax(frozen_mask(network, [str(parameter)])))


def _round_up(number: float) -> float:
    """The first of 1, 2, 5, 10, 20 … that is not below a number, within bounds."""
    number = max(LEAST_REACH, min(MOST_REACH, number))
    power = math.floor(math.log10(number))
    return next(
        float(f"{m}e{p}") for p in (power, power + 1) for m in (1, 2, 5) if float(f"{m}e{p}") >= number
    )
