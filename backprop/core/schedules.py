"""The learning rate from step to step: a number stays, and a schedule is a function of the step, counted from 0."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array

Rate = float | Array | Callable[[int], float | Array]


def rate_at(rate: Rate, step: int) -> float | Array:
    """The learning rate of a step; an array holds one for each network of a stack, and gets an axis for theta."""
    here = rate(step) if callable(rate) else rate
    return here[..., None] if isinstance(here, np.ndarray) else here


@dataclass(frozen=True, slots=True)
class ExponentialDecay:
    """η at the step k is start · factorᵏ (PyTorch's ExponentialLR).

    >>> [ExponentialDecay(0.5, factor=0.5)(step) for step in range(3)]
    [0.5, 0.25, 0.125]
    """

    start: float | Array
    factor: float = 0.999

    def __call__(self, step: int) -> float | Array:
        """The learning rate of this step."""
        return self.start * self.factor**step


@dataclass(frozen=True, slots=True)
class InverseTimeDecay:
    """η at the step k is start / (1 + decay · k): Robbins and Monro's (1951) steps, which may still go any distance.

    >>> [InverseTimeDecay(0.5, decay=1.0)(step) for step in range(2)]
    [0.5, 0.25]
    """

    start: float | Array
    decay: float = 0.01

    def __call__(self, step: int) -> float | Array:
        """The learning rate of this step."""
        return self.start / (1 + self.decay * step)
