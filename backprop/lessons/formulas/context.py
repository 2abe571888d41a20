"""A quantity in its network: what stands around it, and by which names."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.quantities import KINDS, Quantity
from backprop.lessons.formulas.expressions import Number


@dataclass(frozen=True, slots=True)
class Context:
    """A quantity of an evaluated network and the numbers around it; `sample` is the one on show."""

    evaluation: Evaluation
    quantity: Quantity
    sample: int
    _arrays: dict[tuple[str, int], NDArray[np.float64]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def layer(self) -> int:
        """The layer l; 0 for the input."""
        return self.quantity.layer

    @property
    def last(self) -> int:
        """The number of layers L."""
        return self.evaluation.n_layers

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in each layer, the inputs first."""
        return self.evaluation.network.sizes

    @property
    def several(self) -> bool:
        """Whether there is more than one sample."""
        return self.evaluation.n_samples > 1

    def activation(self, layer: int | None = None) -> str:
        """The activation function of a layer, this one's if none is named."""
        number = self.layer if layer is None else layer
        return self.evaluation.network.layers[number - 1].activation

    def named(
        self, kind: str, layer: int, index: tuple[int, ...], role: str, sample: int | None = None
    ) -> Number:
        """A number beside this one; of the same sample unless another is named."""
        per_sample = kind not in ("W", "b", "dW", "db", "C")
        return Number(
            Quantity(kind, layer, index, (sample or self.quantity.sample) if per_sample else None), role
        )

    def value(self, number: Number) -> float:
        """What a number is; each array is asked for once only, since the Jacobians are many numbers."""
        quantity = number.quantity
        place = (quantity.kind, quantity.layer)
        if place not in self._arrays:
            self._arrays[place] = self.evaluation.array(*place)
        index = tuple(i - 1 for i in quantity.index)
        if KINDS[quantity.kind].per_sample:
            index = ((quantity.sample or self.sample) - 1, *index)
        return float(self._arrays[place][index])

    def mixes(self, layer: int | None = None) -> bool:
        """Whether a layer, this one if none is named, mixes its units, so that it has a Jacobian and no slopes."""
        return ACTIVATIONS[self.activation(layer)].mixes

    def fused(self) -> bool:
        """Whether the loss and the last activation belong together, so that δ collapses to a − t."""
        return LOSSES[self.evaluation.loss].delta is not None


def units(n: int) -> range:
    """The units of a layer, counted from 1."""
    return range(1, n + 1)
