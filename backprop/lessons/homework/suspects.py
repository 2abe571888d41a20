"""What a wrong array may have come from: each suspect with the numbers that it would have given."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, array_name
from backprop.lessons.bugs.lab import after_one_step
from backprop.lessons.homework.calculation import Keep, Place, as_it_is, calculate, places_of
from backprop.lessons.homework.factors import Factor, factors, multiples
from backprop.lessons.homework.methods import Method, methods_of
from backprop.lessons.notation.symbols import Notation

MOST_ROUNDED = 6  # decimals or digits to which a calculation on the way may have been rounded
ROUNDED = "rounded"


class Suspect(NamedTuple):
    """What may have been done, in words, and the array (of the right one's shape) that it gives.

    `keys`: that of a method or a mistake of the bug lab, or a name of its own; others that say the same follow it.
    `rank`: how many things are as simple as this one, or simpler. `near`: it comes close to the right numbers by its
    nature. `multiple`: of the right numbers, all the same. `doubt`: how much less
    likely it is than that. `keep`: how it keeps what comes on the way.
    `arrays`: all others that it gives.
    """

    keys: tuple[str, ...]
    words: str
    values: Array
    rank: int
    near: bool = False
    multiple: bool = False
    doubt: float = 1.0
    keep: Keep | None = None
    arrays: Mapping[str, Array] | None = None


class Recalculated(NamedTuple):
    """The whole calculation, done by a mistaken method in these layers (None: in all)."""

    method: Method
    layers: frozenset[int] | None
    arrays: Mapping[str, Array]


class Suspects:
    """All suspects of one sheet: what is tried from the right numbers is calculated once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.e = evaluation

    def of(
        self, place: Place, own: Keep | None = None, doubt: Callable[[Suspect], float] = lambda one: 1.0
    ) -> list[Suspect]:
        """All of one array, the simplest first; none that gives the right array, and no array twice with one key.

        `own` puts the numbers in that somebody went on with, where they are not the right ones. `doubt` says how much
        less likely a suspect is for what else is on the sheet, ∞ where it cannot be; the doubtful come last.
        """
        true = self.e.array(place.kind, place.layer)
        found = [
            one._replace(doubt=doubt(one)) for one in self._all(place, own) if _differs(one.values, true)
        ]
        known: list[Suspect] = []
        for one in sorted(found, key=lambda one: one.doubt):
            if np.isfinite(one.doubt) and not any(_says_it_already(k, one) for k in known):
                rank = 1 if one.multiple else len({k.keys for k in known if not k.multiple}) + 2
                known.append(one._replace(rank=rank))
        return known

    def _all(self, place: Place, own: Keep | None) -> Iterator[Suspect]:
        true = self.e.array(place.kind, place.layer)
        for base in (true,) if own is None else (true, calculate(self.e, own, until=place.name)[place.name]):
            yield from (_multiple(one, base) for one in factors(self.e, place.kind))
            if true.ndim == 2 and not KINDS[place.kind].per_sample and 1 < true.shape[0] == true.shape[1]:
                yield Suspect(("transposed",), "the matrix is transposed", base.T, 0)
        for one in (
            *self._from_the_right,
            *(() if own is None else self._recalculated(own, until=place.name)),
        ):
            words = _words(one, place, self.e.n_layers)
            yield Suspect(
                one.method.keys, words, one.arrays[place.name], 0, one.method.near, arrays=one.arrays
            )
        yield from (_multiple(one, true) for one in multiples(self.e, place.kind))
        yield from self._others(place, true)
        yield from self._later(place)
        yield from self._rounded(place)

    @cached_property
    def _from_the_right(self) -> list[Recalculated]:
        return list(self._recalculated(as_it_is))

    def _recalculated(self, keep: Keep, until: str = "") -> Iterator[Recalculated]:
        last = self.e.n_layers
        layers = {"any": range(1, last + 1), "hidden": range(1, last), "none": ()}
        for method in methods_of(self.e):
            alone = [frozenset({l}) for l in layers[method.alone]] if last > 1 else []
            for where in (None, *alone):
                try:
                    arrays = calculate(self.e, keep, otherwise=method.steps, layers=where, until=until)
                except (ValueError, IndexError):  # it does not fit the shapes: nobody can have done it here
                    continue
                yield Recalculated(method, where, arrays)

    def _others(self, place: Place, true: Array) -> Iterator[Suspect]:
        """Every other array of the same shape."""
        notation = Notation.of(self.e)
        given = [("x", 0), ("t", 0), *((k, l) for l in range(1, self.e.n_layers + 1) for k in ("W", "b"))]
        for other, l in [*(one[:2] for one in places_of(self.e)), *given]:
            if (other, l) != place[:2]:
                array = self.e.array(other, l)
                if array.shape == true.shape:
                    words = f"these are {notation.symbol(other, l)}"
                    yield Suspect((f"other {array_name(other, l)}",), words, array, 0)

    def _later(self, place: Place) -> Iterator[Suspect]:
        later = after_one_step(self.e).array(place.kind, place.layer)
        if place.kind not in ("Wnew", "bnew") and np.isfinite(later).all():
            yield Suspect(("updated",), "computed with the weights after the update", later, 0, near=True)

    def _rounded(self, place: Place) -> Iterator[Suspect]:
        """The calculation with every result on the way rounded, or cut, to so many decimals or digits."""
        for words, keep, arrays in self._roundings:
            yield Suspect((ROUNDED,), words, arrays[place.name], 0, near=True, keep=keep)

    @cached_property
    def _roundings(self) -> list[tuple[str, Keep, Mapping[str, Array]]]:
        found: list[tuple[str, Keep, Mapping[str, Array]]] = []
        for k in range(1, MOST_ROUNDED + 1):
            decimals = "decimal" if k == 1 else "decimals"
            for words, keep in (
                (f"rounded to {k} {decimals} on the way", partial(_decimals, k)),
                (f"cut off after {k} {decimals} on the way", partial(_cut, k)),
                (f"rounded to {k} significant digits on the way", partial(_significant, k)),
            ):
                found.append((words, keep, calculate(self.e, keep)))
        return found


def _multiple(factor: Factor, base: Array) -> Suspect:
    keys, words, k = factor
    return Suspect(keys, words, k * base, 0, multiple=True)


def _words(one: Recalculated, place: Place, n_layers: int) -> str:
    """What was done, and where, if that is not where it shows."""
    elsewhere = one.layers is not None and n_layers > 1 and place.layer not in one.layers
    return one.method.words + (f", in layer {min(one.layers)}" if elsewhere and one.layers else "")


def _says_it_already(known: Suspect, one: Suspect) -> bool:
    """Whether a suspect gives nothing new: the same numbers under the same key, or one that only describes them."""
    describes = one.keys[0] == "factor" or one.keys[0].startswith("other ")
    return (describes or set(known.keys) <= set(one.keys)) and _same(known.values, one.values)


def _differs(values: Array, true: Array) -> bool:
    return bool(np.isfinite(values).any()) and not _same(values, true)


def _same(a: Array, b: Array) -> bool:
    with np.errstate(invalid="ignore"):
        return bool((np.abs(a - b) <= 1e-9 * np.abs(b)).all())


def _decimals(k: int, _: str, array: Array) -> Array:
    return np.round(array, k)


def _cut(k: int, _: str, array: Array) -> Array:
    return np.trunc(array * 10.0**k) / 10.0**k


def _significant(digits: int, _: str, array: Array) -> Array:
    with np.errstate(divide="ignore"):
        power = np.where(array != 0, np.floor(np.log10(np.abs(array))), 0.0)
    scale = 10.0 ** np.clip(digits - 1 - power, -300, 300)
    rounded: Array = np.round(array * scale) / scale
    return rounded
