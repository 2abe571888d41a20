"""Arrays that know how far round-off may have taken them from what they would be without it: a running error analysis.

Each operation adds half a unit in the last place of what it gives to what its operands bring along (N. J. Higham,
Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002, §3.3).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from backprop.core.arrays import Array

EPS = 2.0**-53  # the relative error of one rounding
TINY = 5e-324  # the absolute one of what is too small for a float


@dataclass(frozen=True, slots=True)
class Bounded:
    """An array, and of each of its numbers a bound of its error."""

    value: Array
    error: Array

    @classmethod
    def read(cls, value: Array, precision: float = EPS) -> Self:
        """An array as it was read, each number rounded once, by a relative error of at most `precision`."""
        return cls(value, precision * np.abs(value) + TINY)

    def _rounded(self, value: Array, error: Array, roundings: int = 1) -> "Bounded":
        return Bounded(value, error + roundings * EPS * np.abs(value) + TINY)

    def __add__(self, other: Any) -> "Bounded":
        other = _bounded(other)
        return self._rounded(self.value + other.value, self.error + other.error)

    __radd__ = __add__

    def __neg__(self) -> "Bounded":
        return Bounded(-self.value, self.error)

    def __mul__(self, other: Any) -> "Bounded":
        other = _bounded(other)
        error = np.abs(self.value) * other.error + self.error * np.abs(other.value) + self.error * other.error
        return self._rounded(self.value * other.value, error)

    __rmul__ = __mul__

    def __matmul__(self, other: "Bounded") -> "Bounded":
        n = self.value.shape[-1]
        both = np.abs(self.value) @ np.abs(other.value)
        error = np.abs(self.value) @ other.error + self.error @ (np.abs(other.value) + other.error)
        return Bounded(self.value @ other.value, error + n * EPS * both + TINY)

    def __truediv__(self, other: Any) -> "Bounded":
        other = _bounded(other)
        value = self.value / other.value
        nearest = np.abs(other.value) - other.error
        error = np.where(nearest > 0, (self.error + np.abs(value) * other.error) / nearest, np.inf)
        return self._rounded(value, error)

    def __getitem__(self, index: Any) -> "Bounded":
        return Bounded(self.value[index], self.error[index])

    def sum(self, axis: int | None = None, *, keepdims: bool = False) -> "Bounded":
        """The sum along an axis."""
        size = np.abs(self.value).sum(axis=axis, keepdims=keepdims)
        n = self.value.size if axis is None else self.value.shape[axis]
        error = self.error.sum(axis=axis, keepdims=keepdims) + n * EPS * size
        return Bounded(self.value.sum(axis=axis, keepdims=keepdims), error)

    def mapped(self, function: Callable[..., Array], *arguments: Any) -> "Bounded":
        """A function of bounded arrays: how far it moves when each argument moves by its error, and 4 roundings."""
        given = [_bounded(argument) for argument in arguments]
        value = function(*(one.value for one in given))
        error = np.zeros(np.shape(value))
        for place, one in enumerate(given):
            for side in (one.value - one.error, one.value + one.error):
                moved = [side if i == place else other.value for i, other in enumerate(given)]
                error = np.maximum(error, np.abs(function(*moved) - value))
        return self._rounded(value, len(given) * error, 4)


def _bounded(value: Any) -> Bounded:
    if isinstance(value, Bounded):
        return value
    return Bounded(np.asarray(float(value)), np.asarray(EPS * abs(float(value))))
