"""Slopes of the cost by nudging parameters up and down, and a bound on what round-off does to them.

All the nudged networks are one stack, and one forward pass computes the costs of all of them.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array
from backprop.core.losses import LOSSES
from backprop.core.network import Network
from backprop.core.parameters import length, with_theta
from backprop.core.passes import Backward, Forward, product, run_backward, run_cost, run_forward

SLICE_BYTES = 64 * 2**20
LEAST_STEP = 1e-300  # however large an input is
SMALLEST_STEP = 1e-11  # relative to the parameter: a smaller one would be lost in rounding
LEAST_SQUARED = 1e-150  # the square of a smaller number has fewer digits, or is 0
FINER = 1e-3  # times the step where it crosses a bend


class Problem(NamedTuple):
    """A network with all its parameters in one vector theta, its samples and its loss."""

    network: Network
    theta: Array
    x: Array
    t: Array
    loss: str


class Slopes(NamedTuple):
    """Slopes (n,) of the cost along n nudges, and what is known of how far each may be off.

    near and far (n,): the plain quotients (C(θ + ε) − C(θ − ε)) / 2ε with the step and with twice the step;
    slope (n,): what they tend to. crosses (n,): a nudge crosses a kink; bend (n,): what crossing a bend (ELU's,
    at 0) costs the slope at most; moved (samples, n_out): how far ŷ moves at most.
    """

    near: Array
    far: Array
    slope: Array
    crosses: NDArray[np.bool]
    bend: Array
    moved: Array


def central_differences(problem: Problem, forward: Forward, places: NDArray[np.intp], steps: Array) -> Slopes:
    """The slopes at these rising places of theta, each with its own step, in slices of at most 64 MB."""
    found = []
    for part, rows, own in _parts(problem, forward, places):
        nudges = np.zeros((own.size, part.theta.size))
        nudges[np.arange(own.size), own] = steps[rows]
        found.append(slopes_along(part, nudges))
    if len(found) == 1:
        return found[0]
    return Slopes(
        near=np.concatenate([one.near for one in found]),
        far=np.concatenate([one.far for one in found]),
        slope=np.concatenate([one.slope for one in found]),
        crosses=np.concatenate([one.crosses for one in found]),
        bend=np.concatenate([one.bend for one in found]),
        moved=np.maximum.reduce([one.moved for one in found]),
    )


def finer_across_bends(
    problem: Problem, forward: Forward, places: NDArray[np.intp], steps: Array, slopes: Slopes
) -> tuple[Slopes, Array]:
    """The slopes and steps again, those that crossed a bend with a step that crosses it only where z is 0."""
    bent = np.flatnonzero(slopes.bend)
    if bent.size == 0:
        return slopes, steps
    steps = steps.copy()
    steps[bent] *= FINER
    again = central_differences(problem, forward, places[bent], steps[bent])
    slope, bend = slopes.slope.copy(), slopes.bend.copy()
    slope[bent], bend[bent] = again.slope, again.bend
    return slopes._replace(slope=slope, bend=bend), steps


def slopes_along(problem: Problem, nudges: Array) -> Slopes:
    """The slopes along the rows of `nudges` (n, n_parameters), which are as long as the step.

    (4 D(ε) − D(2ε)) / 3, in which D(ε) = (C(θ + ε) − C(θ − ε)) / 2ε loses its error of order ε². Across a
    bend an error of order ε stays; it is smaller than |D(ε) − D(2ε)|.
    """
    network, n = problem.network, len(nudges)
    steps = np.array([1.0, 2.0, -1.0, -2.0])[:, None, None] * nudges  # near, far, and the same back
    thetas = problem.theta + steps
    forward = run_forward(with_theta(network, thetas.reshape(4 * n, -1)), problem.x)
    costs = run_cost(forward, problem.t, problem.loss).reshape(2, 2 * n)
    apart = (thetas[:2] - thetas[2:]).reshape(2 * n, -1)  # the steps as they were rounded
    across = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    if not (across.min() > LEAST_SQUARED and np.isfinite(across).all()):
        across = length(apart)  # slower, and its squares neither overflow nor vanish
    near, far = ((costs[0] - costs[1]) / across).reshape(2, n)
    crosses = {jump: np.zeros(n, bool) for jump in (1, 2)}
    for layer, z in zip(network.layers, forward.z, strict=True):
        if jump := ACTIVATIONS[layer.activation].jumps:
            above = (z > 0).reshape(2, 2, n, -1)
            crosses[jump] |= (above[0] != above[1]).any(axis=(0, -1))
    loss = LOSSES[problem.loss]
    if loss.side is not None:
        side = loss.side(forward.output, problem.t).reshape(2, 2, n, -1)
        crosses[loss.jumps] |= (side[0] != side[1]).any(axis=(0, -1))
    bend = np.where(crosses[2], np.abs(near - far), 0.0)
    moved = np.abs(forward.output[: 2 * n] - forward.output[2 * n :]).max(axis=0)
    return Slopes(near, far, (4.0 * near - far) / 3.0, crosses[1], bend, moved)


def steps_for(problem: Problem, forward: Forward, epsilon: float) -> Array:
    """A step for each parameter: `epsilon`, and less for a weight whose input is larger than 1."""
    reach = []  # how far a parameter moves its z
    for layer, a in zip(problem.network.layers, forward.a, strict=False):
        largest = np.maximum(np.abs(a).max(axis=0), 1.0)
        reach += [np.repeat(largest, layer.b.size), np.ones(layer.b.size)]
    steps = np.maximum(epsilon / np.concatenate(reach), SMALLEST_STEP * np.abs(problem.theta))
    return np.maximum(steps, LEAST_STEP)


def round_off(problem: Problem, forward: Forward, found: Backward, moved: Array) -> float:
    """A bound on the round-off in C, at its place and with ŷ `moved` by nudges, in units of eps.

    To first order: C is off by |C|, ŷ by |ŷ| where C comes from ŷ, and each z by |a| |W| + |b|.
    """
    passes, samples = [found], len(problem.x)
    if LOSSES[problem.loss].delta is None:
        # Close to the minimum of a squared error most of ŷ − t, and so of the round-off, comes from the nudges.
        passes.append(run_backward(problem.network, forward, forward.output - moved, problem.loss))
    bound = sum(abs(float(one.cost)) for one in passes)
    if LOSSES[problem.loss].delta is None:
        bound += sum(float(np.vdot(np.abs(one.da[-1]), np.abs(forward.output))) for one in passes) / samples
    for l, (layer, a) in enumerate(zip(problem.network.layers, forward.a, strict=False)):
        z = product(np.abs(a), np.abs(layer.W)) + np.abs(layer.b)
        bound += sum(float(np.vdot(np.abs(one.delta[l]), z)) for one in passes) / samples
    return bound


def by_layer(
    problem: Problem, forward: Forward, places: NDArray[np.intp]
) -> Iterator[tuple[Problem, slice, NDArray[np.intp]]]:
    """The rising places of each layer: the layers from it on, which of them these are, and where they are there.

    The layers before do not feel a nudge, so a problem of its own begins with the layer.
    """
    start = 0
    for l, layer in enumerate(problem.network.layers):
        end = start + layer.W.size + layer.b.size
        first, last = np.searchsorted(places, (start, end)).tolist()
        if first < last:
            rest = Network(problem.network.layers[l:])
            part = Problem(rest, problem.theta[start:], forward.a[l], problem.t, problem.loss)
            yield part, slice(first, last), places[first:last] - start
        start = end


def _parts(
    problem: Problem, forward: Forward, places: NDArray[np.intp]
) -> Iterator[tuple[Problem, slice, NDArray[np.intp]]]:
    """All places at once where they fit into 64 MB, else layer by layer, in slices."""
    if places.size <= _rows(problem):
        yield problem, slice(None), places
        return
    for part, which, own in by_layer(problem, forward, places):
        rows = _rows(part)
        for start in range(0, own.size, rows):
            some = own[start : start + rows]
            yield part, slice(which.start + start, which.start + start + some.size), some


def _rows(problem: Problem) -> int:
    """How many times four networks' nudges, parameters, z, a and intermediates stay within 64 MB."""
    numbers = 5 * problem.theta.size + 4 * len(problem.x) * sum(problem.network.sizes)
    return max(1, SLICE_BYTES // (4 * 8 * numbers))
