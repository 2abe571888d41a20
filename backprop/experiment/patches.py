"""What a few edits change of a document: a large network goes to the browser once, and then what is new of it."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop.core.quantities import Quantity
from backprop.experiment.documents import from_document, to_document, words_of
from backprop.experiment.edits import EditError, set_values
from backprop.experiment.experiment import Array, Experiment
from backprop.experiment.reading import DocumentError, read_any_object, read_object

MOST_NUMBERS, MOST_WORDS = (
    200,
    20_000,
)  # of more numbers or characters the whole document is shorter, or as short

Patch = dict[str, Any]


def patch_of(before: Experiment, after: Experiment) -> Patch | None:
    """`numbers` by name and the `words` (title, homework, …) that lead from one to the other; None if it takes more."""
    if before.network.activations != after.network.activations or before.network.sizes != after.network.sizes:
        return None
    if (before.loss, before.test, before.x.shape) != (after.loss, after.test, after.x.shape):
        return None
    numbers: dict[str, float] = {}
    for (kind, layer, old), (_, _, new) in zip(_arrays(before), _arrays(after), strict=True):
        if old is new:
            continue
        places = np.argwhere(_bits(old) != _bits(new)).tolist()
        if len(numbers) + len(places) > MOST_NUMBERS:
            return None
        numbers |= {_name(kind, layer, place): float(new[tuple(place)]) for place in places}
    old_words, new_words = words_of(before), words_of(after)
    words = {
        name: new_words.get(name)
        for name in old_words | new_words
        if old_words.get(name) != new_words.get(name)
    }
    if words and len(json.dumps(words, ensure_ascii=False)) > MOST_WORDS:
        return None
    return {"numbers": numbers, "words": words}


def patched(experiment: Experiment, patch: object) -> Experiment:
    """The experiment that a patch leads to. Raises DocumentError."""
    parts = read_object(patch, "the patch", ("numbers", "words"))
    numbers, words = (read_any_object(parts[name], f"patch.{name}") for name in ("numbers", "words"))
    if words:
        written = words_of(experiment) | words
        whole = {name: part for name, part in to_document(experiment).items() if name not in written}
        experiment = from_document(whole | {name: part for name, part in written.items() if part is not None})
    try:
        return set_values(experiment, {str(name): value for name, value in numbers.items()})
    except EditError as error:
        raise DocumentError(f"patch.numbers: {error}") from None


def _arrays(experiment: Experiment) -> list[tuple[str, int, Array]]:
    return [*experiment.network.parameters(), ("x", 0, experiment.x), ("t", 0, experiment.t)]


def _bits(array: Array) -> NDArray[np.int64]:
    return np.ascontiguousarray(array).view(np.int64)  # 0 is not -0


def _name(kind: str, layer: int, place: list[int]) -> str:
    index = tuple(i + 1 for i in place)
    if kind in ("x", "t"):
        return str(Quantity(kind, 0, index[1:], sample=index[0]))
    return str(Quantity(kind, layer, index))
