"""One colour scale for each kind of number: round bounds, and a vanishing gradient looks vanishing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS

_LAYERED = ("W", "b", "z", "a", "da", "delta", "dW", "db")
_ONCE = ("x", "t", "diff")


@dataclass(frozen=True, slots=True)
class Scales:
    """The number at which each scale reaches full colour; `matrices` may hold a bound for each matrix."""

    bounds: Mapping[str, float]
    matrices: Mapping[tuple[str, int], float] = field(default_factory=dict)

    def bound(self, kind: str, layer: int = 0) -> float:
        """The bound of a matrix: its own if it has one, else that of its kind."""
        own = self.matrices.get((kind, layer))
        return self.bounds.get(KINDS[kind].scale, 1.0) if own is None else own


def scales(evaluation: Evaluation, *, per_matrix: bool = False) -> Scales:
    """The scales that fit an evaluation; with `per_matrix` each matrix is scaled by itself."""
    layers = range(1, evaluation.n_layers + 1)
    places = [(kind, 0) for kind in _ONCE] + [(kind, layer) for layer in layers for kind in _LAYERED]
    arrays = [evaluation.array(kind, layer) for kind, layer in places]
    for layer in layers:
        kind, array = _slopes(evaluation, layer)
        places.append((kind, layer))
        arrays.append(array)
    largest = _largest(arrays)
    bounds: dict[str, float] = {}
    for (kind, _), size in zip(places, largest, strict=True):
        scale = KINDS[kind].scale
        bounds[scale] = max(bounds.get(scale, 0.0), size)
    rounded = {scale: round_bound(size) for scale, size in bounds.items()}
    return Scales(rounded, dict(zip(places, map(round_bound, largest), strict=True)) if per_matrix else {})


def joined(several: Sequence[Scales]) -> Scales:
    """The scales that fit all that these fit."""
    bounds: dict[str, float] = {}
    matrices: dict[tuple[str, int], float] = {}
    for one in several:
        bounds |= {scale: max(bound, bounds.get(scale, 0.0)) for scale, bound in one.bounds.items()}
        matrices |= {place: max(bound, matrices.get(place, 0.0)) for place, bound in one.matrices.items()}
    return Scales(bounds, matrices)


def round_bound(largest: float) -> float:
    """The smallest of 1, 2, 5 × 10^k that is at least `largest`; 1 where there is nothing but zeros."""
    if largest <= 0:
        return 1.0
    power = math.floor(math.log10(largest))
    for exponent in (power - 1, power, power + 1):
        for digit in (1, 2, 5):
            bound = float(f"{digit}e{exponent}")
            if largest <= bound < math.inf:
                return bound
    return largest


def _slopes(evaluation: Evaluation, layer: int) -> tuple[str, np.ndarray]:
    if evaluation.network.layers[layer - 1].activation != "softmax":
        return "slope", evaluation.array("slope", layer)
    # No entry of a softmax Jacobian is larger than its diagonal's a(1 − a): a_i a_j ≤ a_i (1 − a_i).
    a = evaluation.array("a", layer)
    return "J", a * (1 - a)


def _largest(arrays: Sequence[np.ndarray]) -> list[float]:
    """The largest size in each array, of the numbers that are finite."""
    starts = list(accumulate((array.size for array in arrays[:-1]), initial=0))
    sizes = np.abs(np.concatenate([array.ravel() for array in arrays]))
    sizes[~np.isfinite(sizes)] = 0.0
    largest: list[float] = np.maximum.reduceat(sizes, starts).tolist()
    return largest
