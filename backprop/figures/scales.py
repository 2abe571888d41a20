"""One colour scale for each kind of number: round bounds, and a vanishing gradient looks vanishing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    bounds: dict[str, float] = {}
    matrices: dict[tuple[str, int], float] = {}
    places = [(kind, 0) for kind in _ONCE]
    places += [(kind, layer) for layer in range(1, evaluation.n_layers + 1) for kind in _LAYERED]
    sizes = [(kind, layer, _largest(evaluation.array(kind, layer))) for kind, layer in places]
    sizes += [_slopes(evaluation, layer) for layer in range(1, evaluation.n_layers + 1)]
    for kind, layer, largest in sizes:
        scale = KINDS[kind].scale
        bounds[scale] = max(bounds.get(scale, 0.0), largest)
        if per_matrix:
            matrices[kind, layer] = round_bound(largest)
    rounded = {scale: round_bound(largest) for scale, largest in bounds.items()}
    return Scales(rounded, matrices)


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


def _slopes(evaluation: Evaluation, layer: int) -> tuple[str, int, float]:
    if evaluation.network.layers[layer - 1].activation != "softmax":
        return "slope", layer, _largest(evaluation.array("slope", layer))
    # No entry of a softmax Jacobian is larger than its diagonal's a(1 − a): a_i a_j ≤ a_i (1 − a_i).
    a = evaluation.array("a", layer)
    return "J", layer, _largest(a * (1 - a))


def _largest(array: np.ndarray) -> float:
    sizes = np.abs(array)
    largest = float(np.maximum.reduce(sizes, axis=None))
    return largest if math.isfinite(largest) else float(sizes.max(initial=0.0, where=np.isfinite(sizes)))
