"""The losses of one sample, each beside its derivative, and which last activation each may follow.

All of them take z and a of the last layer and the targets t, of shape (…, samples, n). The cross-entropies
are computed from z and stay finite where the prediction has rounded to 0 or 1; their delta comes without the
detour over ∂E/∂ŷ, which may be infinite there. A loss has the shape (…, samples), its slope and delta that of a.

>>> a, t = np.array([[0.75, 0.5]]), np.array([[0.5, 0.0]])
>>> LOSSES["half_squared_error"].value(a, a, t), LOSSES["half_squared_error"].slope(a, a, t)
(array([0.15625]), array([[0.25, 0.5 ]]))
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backprop.core.activations import ACTIVATIONS, ONE, ZERO, sigmoid, softplus
from backprop.core.arrays import Array

DEFAULT_LOSS = "half_squared_error"
Sides = NDArray[np.bool]
HALF = np.array(0.5)  # NumPy meets its own numbers faster than Python's


def half_squared(z: Array, a: Array, t: Array) -> Array:
    """E = ½ Σₖ (aₖ − tₖ)², of shape (…, samples) for a and t of shape (…, samples, n) (Rumelhart et al., 1986)."""
    return HALF * squared(z, a, t)


def half_squared_slope(z: Array, a: Array, t: Array) -> Array:
    """∂E/∂aₖ = aₖ − tₖ, of the shape of a: the ½ is there for this."""
    return a - t


def squared(z: Array, a: Array, t: Array) -> Array:
    """E = Σₖ (aₖ − tₖ)², of shape (…, samples): least squares (Legendre, 1805)."""
    difference = a - t
    total: Array = np.vecdot(difference.conj(), difference)  # vecdot conjugates its first factor once more
    return total


def squared_slope(z: Array, a: Array, t: Array) -> Array:
    """∂E/∂aₖ = 2 (aₖ − tₖ), of the shape of a."""
    return 2.0 * (a - t)


def mean_squared(z: Array, a: Array, t: Array) -> Array:
    """E = Σₖ (aₖ − tₖ)² / n, of shape (…, samples): the mean over the n outputs, as Keras and PyTorch have it."""
    n: int = a.shape[-1]
    return squared(z, a, t) / n


def mean_squared_slope(z: Array, a: Array, t: Array) -> Array:
    """∂E/∂aₖ = 2 (aₖ − tₖ) / n, of the shape of a."""
    n: int = a.shape[-1]
    return 2.0 / n * (a - t)


def binary(z: Array, a: Array, t: Array) -> Array:
    """E = −Σₖ (tₖ ln aₖ + (1 − tₖ) ln(1 − aₖ)) for a = σ(z), of shape (…, samples) (Bishop, 2006, equation 4.90).

    Computed from z: with ln(1 − a) it would be infinite where a has rounded to 1.

    >>> z, t = np.array([[40.0]]), np.array([[0.0]])
    >>> binary(z, sigmoid(z), t)
    array([40.])
    """
    terms = t * softplus(-z) + (1.0 - t) * softplus(z)  # softplus(-z) is -ln a, softplus(z) is -ln(1 - a)
    total: Array = terms.sum(axis=-1)
    return total


def binary_slope(z: Array, a: Array, t: Array) -> Array:
    """∂E/∂aₖ = (1 − tₖ) / (1 − aₖ) − tₖ / aₖ, of the shape of a; 0 / 0 counts as 0."""
    return _ratio(1.0 - t, sigmoid(-z)) - _ratio(t, a)


def binary_delta(z: Array, a: Array, t: Array) -> Array:
    """δₖ = ∂E/∂zₖ = aₖ − tₖ, of the shape of a (Bishop, 2006, equation 4.91)."""
    return a * (1.0 - t) - t * sigmoid(-z)  # a - t, without its cancellation where a is close to t = 1


def categorical(z: Array, a: Array, t: Array) -> Array:
    """E = −Σₖ tₖ ln aₖ for a = softmax(z), of shape (…, samples) (Bridle, 1990; Bishop, 2006, equation 4.108).

    Computed from z, −ln aₖ = ln Σⱼ e^(zⱼ) − zₖ, with the largest z taken out of every exponent.

    >>> z, t = np.array([[0.0, 1e4]]), np.array([[1.0, 0.0]])
    >>> categorical(z, z, t)
    array([10000.])
    """
    z = z - z.max(axis=-1, keepdims=True)
    rest = np.sort(np.exp(z), axis=-1)[..., :-1]  # all terms of Σ exp z but the largest, which is 1
    minus_log_a: Array = np.log1p(rest.sum(axis=-1, keepdims=True)) - z
    total: Array = (t * minus_log_a).sum(axis=-1)
    return total


def categorical_slope(z: Array, a: Array, t: Array) -> Array:
    """∂E/∂aₖ = −tₖ / aₖ, of the shape of a; 0 where tₖ is 0."""
    return -_ratio(t, a)


def categorical_delta(z: Array, a: Array, t: Array) -> Array:
    """δₖ = ∂E/∂zₖ = aₖ Σⱼ tⱼ − tₖ, of the shape of a: a − t where t sums to 1 (Bishop, 2006, equation 4.109).

    >>> categorical_delta(np.zeros((1, 2)), np.array([[0.25, 0.75]]), np.array([[0.0, 1.0]]))
    array([[ 0.25, -0.25]])
    """
    others = 1.0 - np.eye(a.shape[-1])
    return a * (t @ others) - t * (a @ others)  # a Σt - t, without its cancellation where a is close to t = 1


def huber(z: Array, a: Array, t: Array) -> Array:
    """Σ ½ r² where |r| ≤ 1, else |r| − ½, with r = a − t (P. J. Huber, 1964, δ = 1)."""
    r = a - t
    size: Array = np.where(r.real < 0, -r, r)
    c: Array = np.minimum(size, ONE)  # so that no square overflows
    total: Array = (c * (size - HALF * c)).sum(axis=-1)
    return total


def huber_slope(z: Array, a: Array, t: Array) -> Array:
    """r where |r| ≤ 1, else its sign: max(−1, min(1, r))."""
    slope: Array = np.maximum(-ONE, np.minimum(ONE, a - t))
    return slope


def in_the_square(a: Array, t: Array) -> Sides:
    """Where Huber's loss is a square and not a line."""
    inside: Sides = np.abs((a - t).real) <= 1.0
    return inside


def hinge(z: Array, a: Array, t: Array) -> Array:
    """Σ max(0, 1 − t a), with t of −1 or 1."""
    total: Array = np.maximum(ZERO, ONE - t * a).sum(axis=-1)
    return total


def hinge_slope(z: Array, a: Array, t: Array) -> Array:
    """−t where t a < 1, else 0; at the kink itself 0."""
    return np.where(within_margin(a, t), -t, 0.0)


def within_margin(a: Array, t: Array) -> Sides:
    """Where an output is not far enough on its target's side, t a < 1."""
    within: Sides = (t * a).real < 1.0
    return within


def _ratio(part: Array, whole: Array) -> Array:
    """part / whole, 0 where part is 0, and infinite where the quotient overflows."""
    with np.errstate(divide="ignore", over="ignore"):
        zero: Array = np.zeros(np.broadcast_shapes(part.shape, whole.shape), np.result_type(part, whole))
        return np.divide(part, whole, out=zero, where=part != 0)


def from_0_to_1(t: Array) -> Sides:
    """Which targets are shares."""
    allowed: Sides = (t >= 0) & (t <= 1)
    return allowed


def on_or_off(t: Array) -> Sides:
    """Which targets are −1 or 1."""
    allowed: Sides = np.abs(t) == 1.0
    return allowed


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: its value (…, samples), and its slope ∂E/∂ŷ (…, samples, n).

    `follows` names the only last activation the loss may follow, `because` says why, and `delta` is ∂E/∂z straight
    through both; None leaves the choice free, and delta comes from the slope. `allows` are the targets it takes, in
    words `needs`, of which `off` stands for an output that is off. `side` tells of each output on which side of a kink
    (`jumps` is 1: the slope jumps) or a bend (2: its slope) it is.
    """

    value: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    delta: Callable[[Array, Array, Array], Array] | None
    follows: str | None
    label: str
    because: str = ""
    allows: Callable[[Array], Sides] | None = None
    needs: str = ""
    off: float = 0.0
    side: Callable[[Array, Array], Sides] | None = None
    jumps: int = 0


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
                                      "Binary cross-entropy", "its predictions must lie between 0 and 1",
                                      from_0_to_1, "targets from 0 to 1"),
    "categorical_cross_entropy": Loss(categorical,  categorical_slope,  categorical_delta, "softmax",
                                      "Categorical cross-entropy", "its predictions must sum to 1",
                                      from_0_to_1, "targets from 0 to 1"),
    "huber":                     Loss(huber,        huber_slope,        None,              None,
                                      "Huber", side=in_the_square, jumps=2),
    "hinge":                     Loss(hinge,        hinge_slope,        None,              None,
                                      "Hinge", allows=on_or_off, needs="targets of −1 or 1", off=-1.0,
                                      side=within_margin, jumps=1),
}
# fmt: on


def pair_error(loss: str, last_activation: str) -> str | None:
    """Why this loss may not follow this last activation, in one sentence; None if it may.

    >>> pair_error("categorical_cross_entropy", "softmax") is None
    True
    >>> print(pair_error("hinge loss", "tanh"))  # doctest: +ELLIPSIS
    loss: 'hinge loss' is not known; choose one of half_squared_error, squared_error, ...
    """
    if loss not in LOSSES:
        return f"loss: {loss!r} is not known; choose one of {', '.join(LOSSES)}"
    if last_activation not in ACTIVATIONS:
        return f"activation: {last_activation!r} is not known; choose one of {', '.join(ACTIVATIONS)}"
    follows = LOSSES[loss].follows
    if follows is None or follows == last_activation:
        return None
    why = f"because {LOSSES[loss].because}; the last layer is {last_activation}"
    return f"loss: {loss} needs {follows} in the last layer, {why}"


def loss_of(activation: str) -> str:
    """The loss that belongs to this last activation alone. Raises StopIteration where none does."""
    return next(loss for loss, rule in LOSSES.items() if rule.follows == activation)


def losses_for(activation: str) -> list[str]:
    """The losses that may follow this last activation, in the table's order.

    >>> losses_for("tanh")[:2]
    ['half_squared_error', 'squared_error']
    """
    return [loss for loss in LOSSES if pair_error(loss, activation) is None]
