"""Networks the figures are tried on, from 1-1 to the limits, and what it takes to draw them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backprop.core import evaluation as core
from backprop.core.network import Layer, Network


def random_evaluation(
    sizes: tuple[int, ...],
    activation: str = "sigmoid",
    samples: int = 1,
    last: str | None = None,
    **options: Any,
) -> core.Evaluation:
    """A network of these sizes with normal parameters, at work on normal inputs."""
    draw = np.random.default_rng(7)
    names = [activation] * (len(sizes) - 2) + [last or activation]
    layers = [
        Layer(draw.normal(size=(n, m)), draw.normal(size=m), name)
        for n, m, name in zip(sizes, sizes[1:], names, strict=False)
    ]
    t = draw.uniform(size=(samples, sizes[-1]))
    return core.evaluate(Network(layers), draw.normal(size=(samples, sizes[0])), t, **options)


@pytest.fixture
def evaluation_of() -> Callable[..., core.Evaluation]:
    return random_evaluation


@pytest.fixture
def worked() -> core.Evaluation:
    """The 3-2-2 network the project began with."""
    layers = [
        Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "sigmoid"),
        Layer([[0.7, 0.8], [0.9, 0.1]], [0.3, 0.3], "sigmoid"),
    ]
    return core.evaluate(Network(layers), [[1, 2, 3]], [[0.5, 0.1]])
