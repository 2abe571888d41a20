"""A gradient check compares backpropagation's gradients with how the cost changes under small nudges."""

from collections.abc import Callable
from dataclasses import dataclass
from sys import float_info

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.core.arrays import Array
from backprop.core.central_differences import (
    Problem,
    Slopes,
    central_differences,
    finer_across_bends,
    round_off,
    slopes_along,
    steps_for,
)
from backprop.core.evaluation import Evaluation
from backprop.core.losses import DEFAULT_LOSS
from backprop.core.network import Network
from backprop.core.parameters import Gradients, flat, structured, theta_of
from backprop.core.passes import Backward, Forward, backward, check_single, check_t, check_x, run_forward

EPSILON = 1e-5  # the usual step
TOLERANCE = 1e-6  # a larger relative error is a mistake
SUBSET, LEAST = 100, 3  # parameters that stand for all those of a large network, and for the largest
WORK = 200_000_000  # multiplications that a check in part may cost, some hundredths of a second


@dataclass(frozen=True, slots=True, eq=False)
class GradientCheck:
    """What a gradient check found.

    `error` is |a − n| / max(|a|, |n|, floor) with a from backpropagation and n from central differences; it
    is nan where a parameter was not checked, and where its nudge crosses a kink: then its gradient's name
    stands in `not_differentiable`. `worst` is the largest error and `worst_name` its place, such as dW1[2,1].
    `checked` of `total` parameters were nudged. `direction_error` belongs to the slope along one random
    direction: nan where that crosses a kink, None where all parameters were nudged.
    """

    network: Network
    vectors: Array  # a, n and the error of every parameter, as rows
    worst: float
    worst_name: str
    not_differentiable: tuple[str, ...]
    checked: int
    total: int
    direction_error: float | None

    @property
    def analytic(self) -> Gradients:
        """Each gradient by backpropagation, shaped as its parameter."""
        return structured(self.network, self.vectors[0])

    @property
    def numeric(self) -> Gradients:
        """Each gradient by central differences."""
        return structured(self.network, self.vectors[1])

    @property
    def error(self) -> Gradients:
        """The relative error of each."""
        return structured(self.network, self.vectors[2])

    @property
    def ok(self) -> bool:
        """Whether no error is above 1e-6."""
        return self.worst <= TOLERANCE

    @property
    def overflows(self) -> bool:
        """Whether the cost is not finite, here or at a nudge, so that not everything could be compared."""
        return self.worst_name == "C"

    @property
    def compared(self) -> str:
        """What was compared, in words: all 14 gradients, or 100 of 16,640."""
        number = self.checked - len(self.not_differentiable)
        text = (
            f"all {number:,} gradients" if number == self.total else f"{number:,} of {self.total:,} gradients"
        )
        along = self.direction_error is not None and not np.isnan(self.direction_error)
        return text + (" and a random direction" if along else "")

    @property
    def summary(self) -> str:
        """The finding in a few sentences."""
        if self.overflows:
            return "The cost overflows here or close by, so its differences say nothing."
        if not self.ok:
            text = f"{self.worst_name} is not what central differences give: relative error {self.worst:.1e}."
        elif self.worst_name:
            text = f"Compared with central differences: {self.compared}. They agree; the largest relative "
            text += f"error is {self.worst:.1e}, at {self.worst_name}."
        else:
            text = f"Nothing could be compared: {self.compared}."
        if kinks := self.not_differentiable:
            names = ", ".join(kinks[:3]) + (", …" if len(kinks) > 3 else "")
            text += f" At {len(kinks)} of them the cost has a kink, where no derivative exists: {names}."
        if self.direction_error is not None and np.isnan(self.direction_error):
            text += " The random direction crosses a kink, so it was left out."
        return text


@np.errstate(over="ignore", invalid="ignore")
def check_gradients(
    network: Network,
    x: ArrayLike,
    t: ArrayLike,
    loss: str = DEFAULT_LOSS,
    *,
    backward: Callable[..., Backward] = backward,
    epsilon: float = EPSILON,
    at_most: int | None = None,
    seed: int = 0,
) -> GradientCheck:
    """Compare `backward`'s dW and db with central differences of the cost.

    A network of more than `at_most` parameters (or too many samples for WORK) has at most 100 of them
    checked, chosen by `seed`, and one random direction. A parameter's step is `epsilon`, and less where a
    weight's input is larger than 1. Raises ValueError as the two passes do, for a stack of networks, and when
    `backward` returns another number of gradients.

    >>> from backprop import Layer
    >>> network = Network([Layer([[0.5], [-0.25]], [1.0], "identity")])
    >>> check = check_gradients(network, [2.0, 4.0], [0.0])
    >>> check.ok, check.checked, check.numeric.dW[0].round(4).tolist()
    (True, 3, [[2.0], [4.0]])
    """
    check_single(network)
    if not epsilon > 0:
        raise ValueError(f"epsilon: {epsilon} given, a step above 0 is expected")
    x = check_x(network, x)
    t = check_t(network, t, x.shape[-2], loss)
    forward = run_forward(network, x)
    found = backward(network, forward, t, loss=loss)
    return _check(network, x, t, loss, forward, found, epsilon, at_most, seed)


@np.errstate(over="ignore", invalid="ignore")
def check_evaluation(evaluation: Evaluation, *, at_most: int | None = None) -> GradientCheck:
    """The check of a network that has been evaluated, whose two passes are not done again."""
    e = evaluation
    return _check(e.network, e.x, e.t, e.loss, e.forward, e.backward, EPSILON, at_most, 0)


def _check(
    network: Network,
    x: Array,
    t: Array,
    loss: str,
    forward: Forward,
    found: Backward,
    epsilon: float,
    at_most: int | None,
    seed: int,
) -> GradientCheck:
    theta = theta_of(network)
    analytic = flat(zip(found.dW, found.db, strict=True))
    if analytic.size != theta.size:
        raise ValueError(f"backward: {analytic.size} gradients given, {theta.size} expected, one a parameter")
    problem = Problem(network, theta, x, t, loss)

    chosen, rng = chosen_places(problem, at_most, seed)
    steps = steps_for(problem, forward, epsilon)[chosen]
    slopes = central_differences(problem, forward, chosen, steps)
    slopes, steps = finer_across_bends(problem, forward, chosen, steps, slopes)
    noise = round_off(problem, forward, found, slopes.moved)
    kinks = chosen[slopes.crosses]

    vectors = np.full((3, theta.size), np.nan)
    vectors[0] = analytic
    _, numeric, error = vectors
    numeric[chosen] = slopes.slope
    error[chosen] = _relative_error(analytic[chosen], slopes, noise, steps)
    error[kinks] = np.nan
    along = None if rng is None else _direction_error(problem, analytic, noise, epsilon, rng)
    worst, worst_name = _worst(network, error, along)
    finite = np.isfinite(noise) and np.isfinite(found.cost)
    if not (finite and (np.isfinite(slopes.slope) | slopes.crosses).all()):
        worst, worst_name = float("inf"), "C"
    return GradientCheck(
        network=network,
        vectors=vectors,
        worst=worst,
        worst_name=worst_name,
        not_differentiable=tuple(gradient_name(network, int(place)) for place in kinks),
        checked=chosen.size,
        total=theta.size,
        direction_error=along,
    )


def chosen_places(
    problem: Problem, at_most: int | None, seed: int
) -> tuple[NDArray[np.intp], np.random.Generator | None]:
    """The places of theta that are checked: all of them, or those that `seed` draws, with what drew them."""
    number = problem.theta.size if at_most is None else _affordable(problem, at_most)
    if number == problem.theta.size:
        return np.arange(number), None
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(problem.theta.size, number, replace=False)), rng


def _affordable(problem: Problem, at_most: int) -> int:
    """How many parameters are checked: all of a small problem, else as many as WORK allows."""
    size = problem.theta.size
    passes = max(WORK // (4 * size * len(problem.x)), LEAST)  # four forward passes for each parameter
    return size if size <= min(max(at_most, SUBSET), passes) else min(size, SUBSET, passes)


def _relative_error(analytic: Array, slopes: Slopes, noise: float, step: Array) -> Array:
    """|a − n| / max(|a|, |n|, floor), less what a bend costs n.

    The floor keeps ten times the round-off within the tolerance.
    """
    numeric = slopes.slope
    floor = 10.0 * noise * float_info.epsilon / (step * TOLERANCE) + float_info.min
    apart = np.maximum(np.abs(analytic - numeric) - slopes.bend, 0.0)
    error = apart / np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), floor)
    return np.where(np.isnan(error), np.inf, error)


def _direction_error(
    problem: Problem, analytic: Array, noise: float, epsilon: float, rng: np.random.Generator
) -> float:
    """The error of the slope along one random direction of theta; nan where a kink is crossed."""
    direction = rng.normal(size=(1, problem.theta.size))
    nudge = direction * (epsilon / np.linalg.norm(direction))
    nudge = (problem.theta + nudge) - problem.theta  # as it will be rounded
    step = np.linalg.norm(nudge, axis=-1)
    slopes = slopes_along(problem, nudge)
    error = _relative_error(nudge @ analytic / step, slopes, noise, step)
    return float("nan") if slopes.crosses[0] else float(error[0])


def _worst(network: Network, error: Array, along: float | None) -> tuple[float, str]:
    worst, name = 0.0, ""
    place = int(np.where(np.isnan(error), -1.0, error).argmax())
    if error[place] >= 0:
        worst, name = float(error[place]), gradient_name(network, place)
    if along is not None and along > worst:
        return along, "the slope along a random direction"
    return worst, name


def gradient_name(network: Network, place: int) -> str:
    """The name of the gradient at this place of the vector of all parameters: dW1[2,1]."""
    for kind, number, array in network.parameters():
        if place < array.size:
            row, column = divmod(place, array.shape[-1])
            index = f"{row + 1},{column + 1}" if kind == "W" else f"{column + 1}"
            return f"d{kind}{number}[{index}]"
        place -= array.size
    raise IndexError("no such parameter")
