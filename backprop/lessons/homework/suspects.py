"""What a wrong array may have come from: each suspect with the numbers that it would have given."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.passes import Backward
from backprop.core.quantities import KINDS, array_name
from backprop.lessons.homework.calculation import calculate, places_of
from backprop.lessons.lab import after_one_step, gradients
from backprop.lessons.mistakes import MISTAKES
from backprop.lessons.symbols import Notation

SIMPLE = ("sign-turned", "factor-two", "batch-summed")  # mistakes that are a factor of the whole array
MOST_ROUNDED = 6  # decimals or digits to which a calculation on the way may have been rounded
ROUNDING = "rounded"


class Suspect(NamedTuple):
    """What may have been done, in words, and the array (of the right one's shape) that it gives.

    `key` is that of a mistake of the bug lab, or a name of its own.
    """

    key: str
    words: str
    values: Array


def suspects(evaluation: Evaluation, kind: str, layer: int) -> list[Suspect]:
    """All of them, the simplest first; none that gives the right array."""
    true = evaluation.array(kind, layer)
    found = [
        *_factors(evaluation, kind, true),
        *_forward(evaluation, kind, layer),
        *_updates(evaluation, kind, layer),
        *_mistakes(evaluation, kind, layer),
        *_others(evaluation, kind, layer, true),
        *_rounded(evaluation, kind, layer),
    ]
    return [one for one in found if one.values.shape == true.shape and not _same(one.values, true)]


def _same(a: Array, b: Array) -> bool:
    return bool(np.allclose(a, b, rtol=1e-9, atol=0, equal_nan=True))


def _factors(e: Evaluation, kind: str, true: Array) -> Iterator[Suspect]:
    if kind in ("Wnew", "bnew"):
        return
    if kind not in ("E", "C", "slope"):
        yield Suspect("sign", "the sign is turned, as with t − ŷ in place of ŷ − t", -true)
    if kind not in ("z", "a", "diff", "slope"):
        yield Suspect(
            "double", "twice as much: the square's factor 2, without the ½ that cancels it", 2.0 * true
        )
        yield Suspect("half", "half as much: a ½ too many", true / 2.0)
    if e.n_samples > 1 and kind in ("C", "dW", "db"):
        n = e.n_samples
        yield Suspect("sum", f"the sum over the {n} samples, not their mean", n * true)
        yield Suspect("mean-twice", f"divided by the {n} samples once too often", true / n)
    if e.n_samples > 1 and kind in ("da", "delta"):
        yield Suspect("mean-early", f"divided by the {e.n_samples} samples already", true / e.n_samples)
    if true.ndim == 2 and not KINDS[kind].per_sample and true.shape[0] == true.shape[1] > 1:
        yield Suspect("transposed", "the matrix is transposed", true.T)


def _forward(e: Evaluation, kind: str, layer: int) -> Iterator[Suspect]:
    if kind == "z":
        yield Suspect("no-bias", "the bias is left out", e.array("z", layer) - e.network.layers[layer - 1].b)
    if kind == "a":
        one = e.network.layers[layer - 1]
        yield Suspect(
            "no-bias", "the bias is left out", ACTIVATIONS[one.activation].f(e.array("z", layer) - one.b)
        )


def _updates(e: Evaluation, kind: str, layer: int) -> Iterator[Suspect]:
    if kind in ("Wnew", "bnew"):
        old, slope = e.array(kind[0], layer), e.array(f"d{kind[0]}", layer)
        yield Suspect("added", "the step is added, not subtracted", old + e.learning_rate * slope)
        yield Suspect("no-rate", "the learning rate η is left out", old - slope)
        return
    later = after_one_step(e)
    if np.isfinite(later.array(kind, layer)).all():
        yield Suspect("updated", "computed with the weights after the update", later.array(kind, layer))


def _mistakes(e: Evaluation, kind: str, layer: int) -> Iterator[Suspect]:
    if kind not in ("da", "delta", "dW", "db", "Wnew", "bnew"):
        return
    for key, mistake in MISTAKES.items():
        if mistake.order == "kept" or (key in SIMPLE and not kind.endswith("new")):
            continue
        wrong = gradients(key, e).wrong
        if wrong is not None:
            yield Suspect(key, f"as with the mistake “{mistake.title}”", _of(wrong, e, kind, layer))


def _of(wrong: Backward, e: Evaluation, kind: str, layer: int) -> Array:
    """The array of a mistaken backward pass."""
    match kind:
        case "da":
            return wrong.da[layer]
        case "Wnew":
            return e.network.layers[layer - 1].W - e.learning_rate * wrong.dW[layer - 1]
        case "bnew":
            return e.network.layers[layer - 1].b - e.learning_rate * wrong.db[layer - 1]
        case _:
            arrays: tuple[Array, ...] = getattr(wrong, kind)
            return arrays[layer - 1]


def _others(e: Evaluation, kind: str, layer: int, true: Array) -> Iterator[Suspect]:
    """Every other array of the same shape."""
    notation = Notation.of(e)
    given = [("x", 0), ("t", 0), *((k, l) for l in range(1, e.n_layers + 1) for k in ("W", "b"))]
    for other, l in [*places_of(e), *given]:
        if (other, l) != (kind, layer):
            array = e.array(other, l)
            if array.shape == true.shape:
                yield Suspect(
                    f"other {array_name(other, l)}", f"these are {notation.symbol(other, l)}", array
                )


def _rounded(e: Evaluation, kind: str, layer: int) -> Iterator[Suspect]:
    """The calculation with every intermediate result rounded, or cut, to so many decimals or digits."""
    name = array_name(kind, layer)
    for k in range(1, MOST_ROUNDED + 1):
        decimals = "decimal" if k == 1 else "decimals"
        for words, keep in (
            (f"rounded to {k} {decimals} on the way", partial(_decimals, k)),
            (f"cut off after {k} {decimals} on the way", partial(_cut, k)),
            (f"rounded to {k} significant digits on the way", partial(_significant, k)),
        ):
            yield Suspect(ROUNDING, words, calculate(e, keep)[name])


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
