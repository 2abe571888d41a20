"""The number board in Python: what the browser is told to draw."""

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.experiment.numerals import NumberFormat
from backprop.figures.marks import name_of
from backprop.figures.palette import Theme, shade, shades
from backprop.figures.scales import Scales
from backprop.interface.session import Session
from backprop.interface.stage.stage import Part
from backprop.lessons.symbols import Notation
from backprop.lessons.wording import array_words


def board(
    session: Session, evaluation: Evaluation, related: Collection[Quantity], scales: Scales, theme: Theme
) -> Part:
    """Everything the board shows: matrices as flat lists in reading order, and the shades they are coloured with."""
    selection = session.selection(evaluation)
    tables = matrices(evaluation, session.sample, session.view.numbers, scales)
    return {
        "kind": "board",
        "matrices": tables,
        "shades": used_shades(tables, theme),
        "selection": name_of(selection, session.sample) if selection else None,
        "related": [name_of(quantity, session.sample) for quantity in related],
        "refused": session.refused,
        "canUndo": session.history.can_undo,
        "canRedo": session.history.can_redo,
    }


def matrices(
    evaluation: Evaluation, sample: int, write: NumberFormat, scales: Scales
) -> list[dict[str, Any]]:
    """x and t of the sample on show, then W and b of each layer."""
    places = [("x", 0), ("t", 0)]
    places += [(kind, layer) for layer in range(1, evaluation.n_layers + 1) for kind in ("W", "b")]
    notation = Notation.of(evaluation)
    return [
        _matrix(evaluation, kind, layer, sample, write, scales) | {"label": notation.symbol(kind, layer)}
        for kind, layer in places
    ]


def _matrix(
    evaluation: Evaluation, kind: str, layer: int, sample: int, write: NumberFormat, scales: Scales
) -> dict[str, Any]:
    array = evaluation.array(kind, layer)
    rows = np.atleast_2d(array[sample - 1] if KINDS[kind].per_sample else array)
    values: list[float] = rows.ravel().tolist()
    bound = scales.bound(kind, layer)
    return {
        "name": array_name(kind, layer),
        "words": array_words(kind, layer),
        "group": layer,
        "axes": KINDS[kind].axes,
        "rows": rows.shape[0],
        "columns": rows.shape[1],
        "at": f"@{sample}" if KINDS[kind].per_sample and evaluation.n_samples > 1 else "",
        "values": [None if math.isnan(value) else value for value in values],  # hidden, where there is none
        "texts": [write(value) for value in values],
        "bound": bound,
        "shades": [shade(value, bound) for value in values],
    }


def used_shades(tables: list[dict[str, Any]], theme: Theme) -> dict[int, tuple[str, str]]:
    """Fill and ink of every shade that occurs; a large board has many cells and few shades."""
    every = shades("forward", theme)
    return {step: every[step] for table in tables for step in table["shades"]}
