"""The veil: some numbers are not told, nor is any number from which they could be read off."""

from collections.abc import Collection
from dataclasses import dataclass, fields

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.neighbours import feeds
from backprop.lessons.walk.steps import Place


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden: whole arrays by name, and single numbers of others."""

    arrays: frozenset[str] = frozenset()
    numbers: frozenset[Quantity] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.arrays or self.numbers)

    def covers(self, quantity: Quantity) -> bool:
        """Whether this number is hidden; that of another sample is, where its array is."""
        return quantity.array in self.arrays or quantity in self.numbers

    def of(self, kind: str, layer: int) -> list[Quantity]:
        """The single numbers hidden in an array."""
        return [quantity for quantity in self.numbers if (quantity.kind, quantity.layer) == (kind, layer)]


NOTHING = Veil()


def veil_over(evaluation: Evaluation, places: Collection[Place]) -> Veil:
    """Hide whole arrays, and all that is computed from them."""
    return Veil(_reached(evaluation, places))


def veil_over_number(evaluation: Evaluation, quantity: Quantity, sample: int) -> Veil:
    """Hide one number, and all arrays that are computed from it; `sample` is the one on show."""
    arrays = _reached(evaluation, [(quantity.kind, quantity.layer)])
    if quantity.sample == sample:
        quantity = Quantity(quantity.kind, quantity.layer, quantity.index)
    return Veil(arrays - {quantity.array}, frozenset([quantity]))


def _reached(evaluation: Evaluation, places: Collection[Place]) -> frozenset[str]:
    """The names of these arrays and of all that are computed from them, directly or through others."""
    reached, waiting = set(places), list(places)
    while waiting:
        kind, layer = waiting.pop()
        first = Quantity(kind, layer, (1,) * KINDS[kind].axes)
        onward = {(number.kind, number.layer) for number in feeds(Context(evaluation, first, 1))}
        if kind in ("C", "E") and evaluation.n_samples == 1:
            onward |= {("C", 0), ("E", 0)}  # the same number
        if kind in ("da", "delta") and layer == evaluation.n_layers:
            onward.add(("diff", 0))  # a loss's slope is ŷ − t, or can be read off it
        waiting += onward - reached
        reached |= onward
    return frozenset(array_name(*place) for place in reached)


@dataclass(frozen=True, slots=True, eq=False)
class Veiled(Evaluation):
    """An evaluation in which what the veil covers is not a number, so that nobody can tell it."""

    veil: Veil = NOTHING
    sample: int = 1  # the one on show, which single numbers belong to

    def array(self, kind: str, layer: int = 0) -> Array:
        """As in Evaluation, with nan for every hidden number."""
        array = Evaluation.array(self, kind, layer)
        if array_name(kind, layer) in self.veil.arrays:
            return np.full_like(array, np.nan)
        hidden = self.veil.of(kind, layer)
        if not hidden:
            return array
        array = array.copy()
        for quantity in hidden:
            index = tuple(i - 1 for i in quantity.index)
            if KINDS[kind].per_sample:
                index = ((quantity.sample or self.sample) - 1, *index)
            array[index] = np.nan
        return array


def veiled(evaluation: Evaluation, veil: Veil, sample: int) -> Evaluation:
    """The evaluation as a viewer may see it; the same object without a veil."""
    if not veil:
        return evaluation
    parts = {field.name: getattr(evaluation, field.name) for field in fields(Evaluation) if field.init}
    return Veiled(**parts, veil=veil, sample=sample)
