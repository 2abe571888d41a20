"""An experiment written down as a JSON document, and read again by someone who trusts no document."""

import json
import math
from typing import Any

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.initialisation import SCHEMES
from backprop.core.losses import LOSSES
from backprop.core.network import Layer, Network
from backprop.experiment.experiment import (
    MOST_LAYERS,
    MOST_SAMPLES,
    MOST_UNITS,
    Array,
    Experiment,
    Initialisation,
    Published,
    Samples,
)
from backprop.experiment.numerals import quoted
from backprop.experiment.reading import (
    DocumentError,
    count,
    read_any_object,
    read_characters,
    read_json,
    read_list,
    read_matrix,
    read_name,
    read_object,
    read_row,
    read_text,
    shown,
)

__all__ = ["DocumentError", "from_document", "from_json", "to_document", "to_json"]

FORMAT, VERSION = "backprop-explorer", 1
MOST_DEPTH = 16  # of the parts that are carried along unread
LONGEST = {"run": 20_000, "homework": 600_000}  # characters of these parts as JSON
_REQUIRED = ("format", "version", "layers", "x", "t", "loss")
_OPTIONAL = ("title", "source", "note", "initialisation", "published", "run", "homework", "test")


def to_document(experiment: Experiment) -> dict[str, Any]:
    """The experiment as plain dicts, lists, texts and numbers; every number keeps its bits."""
    words = words_of(experiment)
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "title": words.pop("title"),
        "source": words.pop("source"),
        "layers": [
            {"W": _rows(layer.W), "b": _numbers(layer.b), "activation": layer.activation}
            for layer in experiment.network.layers
        ],
        "x": _rows(experiment.x),
        "t": _rows(experiment.t),
        "loss": experiment.loss,
    } | words
    if (test := experiment.test) is not None:
        document["test"] = {"x": _rows(test.x), "t": _rows(test.t)}
    return document


def words_of(experiment: Experiment) -> dict[str, Any]:
    """The parts of the document that are neither the network nor its samples."""
    words: dict[str, Any] = {"title": experiment.title, "source": experiment.source}
    if experiment.note:
        words["note"] = experiment.note
    if start := experiment.initialisation:
        words["initialisation"] = {"scheme": start.scheme, "seed": start.seed}
    if experiment.published:
        words["published"] = {
            name: {"text": number.text, "remark": number.remark} if number.remark else number.text
            for name, number in experiment.published.items()
        }
    for name in ("run", "homework"):
        if (value := getattr(experiment, name)) is not None:
            words[name] = value
    return words


def to_json(experiment: Experiment) -> str:
    """The document as compact JSON; all numbers in their shortest exact decimal form."""
    return _compact(to_document(experiment), 2)


def _compact(value: Any, levels: int) -> str:
    """Compact JSON, its upper levels written piece by piece: as one piece a large document would hold up all others."""
    if levels and isinstance(value, dict):
        return "{" + ",".join(f"{_compact(k, 0)}:{_compact(v, levels - 1)}" for k, v in value.items()) + "}"
    if levels and isinstance(value, list):
        return "[" + ",".join(_compact(item, levels - 1) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_json(text: str | bytes) -> Experiment:
    """The experiment a JSON text (or its UTF-8 bytes, at most 4 MB) stands for. Raises DocumentError."""
    return from_document(read_json(text))


def from_document(document: object) -> Experiment:
    """The experiment a document of plain dicts, lists, texts and numbers stands for. Raises DocumentError."""
    parts = read_object(document, "the document", _REQUIRED, _OPTIONAL)
    if parts["format"] != FORMAT:
        raise DocumentError(f"format: {shown(parts['format'])} was given, “{FORMAT}” is expected")
    if parts["version"] != VERSION or isinstance(parts["version"], bool):
        raise DocumentError(f"version: {shown(parts['version'])} was given, this app reads version {VERSION}")
    layers = _layers(parts["layers"])
    try:
        samples = _samples(parts, "", layers)
        return Experiment(
            network=Network(layers),
            x=samples.x,
            t=samples.t,
            loss=read_name(parts["loss"], "loss", LOSSES),
            title=read_text(parts.get("title", ""), "title"),
            source=read_text(parts.get("source", ""), "source"),
            note=read_text(parts.get("note", ""), "note"),
            initialisation=_initialisation(parts["initialisation"]) if "initialisation" in parts else None,
            published=_published(parts.get("published", {})),
            run=_carried_object(parts["run"], "run") if "run" in parts else None,
            homework=_carried_object(parts["homework"], "homework") if "homework" in parts else None,
            test=_test(parts["test"], layers) if "test" in parts else None,
        )
    except DocumentError:
        raise
    except ValueError as error:  # the parts are well written, but don't go together
        raise DocumentError(str(error)) from None


def _layers(value: object) -> list[Layer]:
    layers: list[Layer] = []
    for i, item in enumerate(read_list(value, "layers", MOST_LAYERS, "layer")):
        place = f"layers[{i}]"
        parts = read_object(item, place, ("W", "b", "activation"))
        W = read_matrix(parts["W"], f"{place}.W", MOST_UNITS)
        if layers and len(W) != len(layers[-1].b):
            raise DocumentError(
                f"{place}.W: {count(len(W), 'row')}, {len(layers[-1].b)} expected, one for each unit before"
            )
        b = read_row(parts["b"], f"{place}.b")
        if len(b) != len(W[0]):
            raise DocumentError(f"{place}.b: {count(len(b), 'number')}, {len(W[0])} expected")
        layers.append(Layer(W, b, read_name(parts["activation"], f"{place}.activation", ACTIVATIONS)))
    return layers


def _samples(parts: dict[str, Any], place: str, layers: list[Layer]) -> Samples:
    """x and t; `place` is what their names begin with in a message."""
    x = read_matrix(parts["x"], f"{place}x", MOST_SAMPLES, columns=len(layers[0].W))
    t = read_matrix(parts["t"], f"{place}t", MOST_SAMPLES, columns=len(layers[-1].b))
    return Samples(np.array(x), np.array(t))


def _test(value: object, layers: list[Layer]) -> Samples:
    return _samples(read_object(value, "test", ("x", "t")), "test.", layers)


def _initialisation(value: object) -> Initialisation:
    parts = read_object(value, "initialisation", ("scheme", "seed"))
    if isinstance(parts["seed"], bool) or not isinstance(parts["seed"], int):
        raise DocumentError(
            f"initialisation.seed: {shown(parts['seed'])} was given, a whole number is expected"
        )
    return Initialisation(read_name(parts["scheme"], "initialisation.scheme", SCHEMES), parts["seed"])


def _published(value: object) -> dict[str, Published]:
    published = {}
    for name, item in read_any_object(value, "published").items():
        place = f"published[{quoted(name)}]"
        if isinstance(item, str):
            published[name] = Published(item)
        else:
            parts = read_object(item, place, ("text",), ("remark",))
            remark = read_text(parts.get("remark", ""), f"{place}.remark")
            published[name] = Published(read_text(parts["text"], f"{place}.text"), remark)
    return published


def _carried_object(value: object, place: str) -> dict[str, Any]:
    carried = {
        key: _carried(item, f"{place}.{key:.40}", MOST_DEPTH)
        for key, item in read_any_object(value, place).items()
    }
    if (length := len(json.dumps(carried, ensure_ascii=False))) > LONGEST[place]:
        raise DocumentError(f"{place}: {length} characters as JSON, at most {LONGEST[place]} can be kept")
    return carried


def _carried(value: object, place: str, depth: int) -> Any:
    """A copy of plain JSON that is kept without being understood."""
    if depth == 0:
        raise DocumentError(f"{place}: lists and objects are nested more than {MOST_DEPTH} deep")
    if isinstance(value, dict):
        return {read_characters(key, place): _carried(item, place, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_carried(item, place, depth - 1) for item in value]
    if isinstance(value, str):
        return read_characters(value, place)
    if isinstance(value, float) and not math.isfinite(value):
        raise DocumentError(f"{place}: a number is not finite")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise DocumentError(f"{place}: a {type(value).__name__} is nothing JSON can hold")


def _rows(matrix: Array) -> list[list[float]]:
    return [_numbers(row) for row in matrix]


def _numbers(row: Array) -> list[float]:
    """Python numbers; whole ones as int, `3` being shorter than `3.0`, but -0.0 stays, for its sign."""
    return [
        int(v) if v.is_integer() and abs(v) < 1e15 and (v or math.copysign(1, v) > 0) else v
        for v in row.tolist()
    ]
