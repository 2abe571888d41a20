"""The number board in Python: what the browser is told to draw."""

import math
from base64 import b64encode
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.marks import name_of
from backprop.figures.ink.palette import Theme, shade, shades
from backprop.figures.ink.scales import Scales
from backprop.figures.surface.interned import StillRecord
from backprop.interface.figure_view.figure_view import apart
from backprop.interface.parts import BOARD, BoardPart
from backprop.interface.session import Session
from backprop.lessons.formulas.wording import array_words
from backprop.lessons.notation.symbols import Notation

MOST_CELLS = 400  # of a larger matrix there is a map, and a window on some of its numbers


def board(
    session: Session, evaluation: Evaluation, related: Collection[Quantity], scales: Scales, theme: Theme
) -> BoardPart:
    """Everything the board shows: matrices as flat lists in reading order, and the shades they are coloured with."""
    selection = session.selection(evaluation)
    tables = matrices(evaluation, session.sample, session.view.numbers, scales)
    still: dict[str, str] = {}
    return {
        "kind": "board",
        "module": BOARD.module,
        "matrices": [apart(table, still, session.wire.client_has) for table in tables],
        "still": still,
        "shades": used_shades(tables, theme),
        "selection": name_of(selection, session.sample) if selection else None,
        "related": [name_of(quantity, session.sample) for quantity in related],
        "refused": session.wire.refused,
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
    bound = scales.bound(kind, layer)
    table = {
        "name": array_name(kind, layer),
        "words": array_words(kind, layer),
        "group": layer,
        "axes": KINDS[kind].axes,
        "rows": rows.shape[0],
        "columns": rows.shape[1],
        "at": f"@{sample}" if KINDS[kind].per_sample and evaluation.n_samples > 1 else "",
        "bound": bound,
    }
    if rows.size > MOST_CELLS:
        return table | {"numbers": _numbers(rows.tobytes(), write, bound)}
    values: list[float] = rows.ravel().tolist()
    return table | {
        "values": [None if math.isnan(value) else value for value in values],  # hidden, where there is none
        "texts": [write(value) for value in values],
        "shades": [shade(value, bound) for value in values],
    }


@lru_cache(maxsize=128)
def _numbers(values: bytes, write: NumberFormat, bound: float) -> StillRecord:
    """All numbers of a large matrix; an edit changes one matrix, and the others stay as they were sent."""
    numbers: list[float] = np.frombuffer(values).tolist()
    shaded = np.array([shade(value, bound) for value in numbers], "<u2")
    packed = {"values": values, "shades": shaded.tobytes()}
    texts = " ".join(map(write.writer, numbers))
    return StillRecord({name: b64encode(part).decode() for name, part in packed.items()} | {"texts": texts})


def used_shades(tables: list[dict[str, Any]], theme: Theme) -> dict[int, tuple[str, str]]:
    """Fill and ink of every shade that occurs; a large board has many cells and few shades."""
    every = shades("forward", theme)
    if any("numbers" in table for table in tables):
        return dict(enumerate(every))
    return {step: every[step] for table in tables for step in table["shades"]}
