"""Two classes of points in the plane: the corners of a square, or points drawn from two shapes that a seed repeats."""

from collections.abc import Callable, Sequence

import numpy as np

from backprop.experiment.experiment import Array, Samples

TRAINING, TEST = 40, 20  # samples of each class
DECIMALS = 2  # so that a link stays short

Parts = tuple[Samples, Samples | None]  # to learn from, and to be tried on
Draw = Callable[[np.random.Generator, int], tuple[Array, Array]]  # n points of each class, (n, 2): off, on


def corners(truth: Sequence[int]) -> Parts:
    """The corners (0, 0), (0, 1), (1, 0), (1, 1) of the square with these targets; nothing is left for a test."""
    return Samples(np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[float(t)] for t in truth])), None


def drawn(draw: Draw, seed: int) -> Parts:
    """Training and test samples of two shapes, no point twice, the classes (t = 0 and t = 1) in turn."""
    rng = np.random.default_rng(seed)
    while True:
        shapes = np.stack([rng.permutation(shape) for shape in draw(rng, TRAINING + TEST)], axis=1)
        points = np.round(shapes, DECIMALS).reshape(-1, 2) + 0.0  # which makes -0 a 0
        if len(np.unique(points, axis=0)) == len(points):
            break
    t = np.tile([[0.0], [1.0]], (TRAINING + TEST, 1))
    return Samples(points[: 2 * TRAINING], t[: 2 * TRAINING]), Samples(
        points[2 * TRAINING :], t[2 * TRAINING :]
    )


def blobs(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two round clouds, normal with deviation 0.28."""
    off, on = (centre + 0.28 * rng.normal(size=(n, 2)) for centre in (-0.55, 0.55))
    return off, on


def circle(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """A disc (on) of radius 0.6 inside a ring (off) from 1 to 1.45, both evenly filled."""
    off, on = (
        _polar(np.sqrt(rng.uniform(inner**2, outer**2, n)), 2 * np.pi * _spread(rng, n))
        for inner, outer in ((1.0, 1.45), (0.0, 0.6))
    )
    return off, on


def moons(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two half circles of radius 0.9, each with an end between the ends of the other, with noise."""
    upper = 0.9 * _polar(np.ones(n), np.pi * _spread(rng, n)) - [0.45, 0.33]
    noise = 0.08 * rng.normal(size=(2, n, 2))
    return upper + noise[0], noise[1] - upper


def spiral(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two arms that wind once around the middle, half a turn apart, with noise."""
    s = _spread(rng, n)
    arm = _polar(0.2 + 1.2 * s, 2 * np.pi * s)
    noise = 0.04 * rng.normal(size=(2, n, 2))
    return arm + noise[0], noise[1] - arm


def _spread(rng: np.random.Generator, n: int) -> Array:
    """n numbers from 0 to 1, one in each n-th of the way."""
    spread: Array = (np.arange(n) + rng.uniform(size=n)) / n
    return spread


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
