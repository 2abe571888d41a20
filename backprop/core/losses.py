"""The losses of one sample, each beside its derivative, and which last activation each may follow.

All of them take z and a of the last layer and the targets t, of shape (…, samples, n). The cross-entropies
are computed from z and stay finite where the prediction has rounded to 0 or 1; their delta comes without the
detour over ∂E/∂ŷ, which may be infinite there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.core.activations import ACTIVATIONS, sigmoid, softplus
from backprop.core.arrays import Array

HALF = np.array(0.5)  # NumPy meets its own numbers faster than Python's


def half_squared(z: Array, a: Array, t: Array) -> Array:
    return HALF * squared(z, a, t)


def half_squared_slope(z: Array, a: Array, t: Array) -> Array:
    return a - t


def squared(z: Array, a: Array, t: Array) -> Array:
    difference = a - t
    total: Array = np.vecdot(difference.conj(), difference)  # vecdot conjugates its first factor once more
    return total


def squared_slope(z: Array, a: Array, t: Array) -> Array:
    return 2.0 * (a - t)


def mean_squared(z: Array, a: Array, t: Array) -> Array:
    n: int = a.shape[-1]
    return squared(z, a, t) / n


def mean_squared_slope(z: Array, a: Array, t: Array) -> Array:
    n: int = a.shape[-1]
    return 2.0 / n * (a - t)


def binary(z: Array, a: Array, t: Array) -> Array:
    terms = t * softplus(-z) + (1.0 - t) * softplus(z)  # softplus(-z) is -ln a, softplus(z) is -ln(1 - a)
    total: Array = terms.sum(axis=-1)
    return total


def binary_slope(z: Array, a: Array, t: Array) -> Array:
    return _ratio(1.0 - t, sigmoid(-z)) - _ratio(t, a)


def binary_delta(z: Array, a: Array, t: Array) -> Array:
    return a * (1.0 - t) - t * sigmoid(-z)  # a - t, without its cancellation where a is close to t = 1


def categorical(z: Array, a: Array, t: Array) -> Array:
    z = z - z.max(axis=-1, keepdims=True)
    rest = np.sort(np.exp(z), axis=-1)[..., :-1]  # all terms of Σ exp z but the largest, which is 1
    minus_log_a: Array = np.log1p(rest.sum(axis=-1, keepdims=True)) - z
    total: Array = (t * minus_log_a).sum(axis=-1)
    return total


def categorical_slope(z: Array, a: Array, t: Array) -> Array:
    return -_ratio(t, a)


def categorical_delta(z: Array, a: Array, t: Array) -> Array:
    others = 1.0 - np.eye(a.shape[-1])
    return a * (t @ others) - t * (a @ others)  # a Σt - t, without its cancellation where a is close to t = 1


def _ratio(part: Array, whole: Array) -> Array:
    """part / whole, 0 where part is 0, and infinite where the quotient overflows."""
    with np.errstate(divide="ignore", over="ignore"):
        zero: Array = np.zeros(np.broadcast_shapes(part.shape, whole.shape), np.result_type(part, whole))
        return np.divide(part, whole, out=zero, where=part != 0)


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: its value (…, samples), and its slope ∂E/∂ŷ (…, samples, n).

    `follows` names the only last activation the loss may follow, and `delta` is ∂E/∂z straight through both;
    None leaves the choice free, and delta comes from the slope.
    """

    value: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    delta: Callable[[Array, Array, Array], Array] | None
    follows: str | None
    label: str


# fmt: off
LOSSES: dict[str, Loss] = {
    #                                 value         slope               delta              follows
    "half_squared_error":        Loss(half_squared, half_squared_slope, None,              None,
                                      "Half squared error"),
    "squared_error":             Loss(squared,      squared_slope,      None,              None,
                                      "Squared error"),
    "mean_squared_error":        Loss(mean_squared, mean_squared_slope, None,              None,
                                      "Mean squared error"),
    "binary_cross_entropy":      Loss(binary,       binary_slope,       binary_delta,      "sigmoid",
                                      "Binary cross-entropy"),
    "categorical_cross_entropy": Loss(categorical,  categorical_slope,  categorical_delta, "softmax",
                                      "Categorical cross-entropy"),
}
# fmt: on


def pair_error(loss: str, last_activation: str) -> str | None:
    """Why this loss may not follow this last activation, in one sentence; None if it may."""
    if loss not in LOSSES:
        return f"loss: {loss!r} is not known; choose one of {', '.join(LOSSES)}"
    if last_activation not in ACTIVATIONS:
        return f"activation: {last_activation!r} is not known; choose one of {', '.join(ACTIVATIONS)}"
    follows = LOSSES[loss].follows
    if follows is None or follows == last_activation:
        return None
    why = (
        "its predictions must lie between 0 and 1"
        if follows == "sigmoid"
        else "its predictions must sum to 1"
    )
    return (
        f"loss: {loss} needs {follows} in the last layer, because {why}; the last layer is {last_activation}"
    )


def losses_for(activation: str) -> list[str]:
    """The losses that may follow this last activation, in the table's order."""
    return [loss for loss in LOSSES if pair_error(loss, activation) is None]
