"""Where the weights start: five schemes, each one row, and a seed that brings the same numbers back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array
from backprop.core.network import Layer, Network


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: how to draw a W of shape (n_in, n_out), and its description. All biases start at 0."""

    label: str
    words: str
    draw: Callable[[np.random.Generator, int, int], Array]


def zeros(_rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    return np.zeros((n_in, n_out))


def uniform(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    return rng.uniform(-1.0, 1.0, (n_in, n_out))


def normal(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    return rng.normal(0.0, 1.0, (n_in, n_out))


def xavier(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Glorot and Bengio (2010), equation 16."""
    bound = np.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-bound, bound, (n_in, n_out))


def he(rng: np.random.Generator, n_in: int, n_out: int) -> Array:
    """He, Zhang, Ren and Sun (2015), equation 10."""
    return rng.normal(0.0, np.sqrt(2.0 / n_in), (n_in, n_out))


# fmt: off
SCHEMES: dict[str, Scheme] = {
    "zeros":   Scheme("Zeros",   "every weight 0",                              zeros),
    "uniform": Scheme("Uniform", "between −1 and 1",                            uniform),
    "normal":  Scheme("Normal",  "normal with deviation 1",                     normal),
    "xavier":  Scheme("Xavier",  "between ±√(6 / (n_in + n_out))",              xavier),
    "he":      Scheme("He",      "normal with deviation √(2 / n_in)",           he),
}
# fmt: on


def initialise(
    sizes: Sequence[int], activations: Sequence[str], scheme: str = "xavier", seed: int = 0
) -> Network:
    """A network of these sizes, the inputs first; each layer draws from its own stream of seed and layer.

    Raises ValueError with one sentence when the scheme, the seed or the sizes make no network.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"initialisation: {scheme!r} is not known; choose one of {', '.join(SCHEMES)}")
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**63:
        raise ValueError(f"seed: {seed!r} given, a whole number from 0 to 2^63 - 1 expected")
    if len(sizes) != len(activations) + 1:
        raise ValueError(
            f"sizes: {len(sizes)} given, {len(activations) + 1} expected, one more than activations"
        )
    if min(sizes) < 1:
        raise ValueError(f"sizes: {min(sizes)} units given, at least 1 expected")
    draw = SCHEMES[scheme].draw
    return Network(
        [
            Layer(draw(np.random.default_rng([int(seed), number]), n_in, n_out), np.zeros(n_out), activation)
            for number, (n_in, n_out, activation) in enumerate(
                zip(sizes, sizes[1:], activations, strict=False), start=1
            )
        ]
    )
