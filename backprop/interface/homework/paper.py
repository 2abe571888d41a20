"""The teacher's papers as HTML for A4: the worksheet with what is given and blanks to fill in; and its key."""

from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.quantities import Quantity
from backprop.experiment.homework import Homework
from backprop.experiment.numerals import NumberFormat
from backprop.interface.homework.assignment import Blank, turned
from backprop.lessons.notation.symbols import Notation

KEY = NumberFormat(6)
GIVEN = NumberFormat(10)


def worksheet(title: str, evaluation: Evaluation, homework: Homework, blanks: Sequence[Blank]) -> str:
    """What students get; all words of the document in it are escaped."""
    empty = "".join(_matrix(blank.symbol, blank.rows, lambda _: "&nbsp;", "blank") for blank in blanks)
    return (
        f"<section class='paper'><h2>{escape(title or 'Worksheet')}</h2><p class='name'>Name: </p>"
        f"{_given(evaluation, homework)}"
        f"<h3>To be filled in</h3><div class='matrices'>{empty}</div></section>"
    )


def answer_key(title: str, evaluation: Evaluation, homework: Homework, blanks: Sequence[Blank]) -> str:
    """The same with the answers filled in, for the teacher alone."""
    key = "".join(_matrix(blank.symbol, blank.rows, _value(evaluation), "key") for blank in blanks)
    return (
        f"<section class='paper answer-key'><h2>{escape(title or 'Worksheet')}: answer key</h2>"
        f"{_given(evaluation, homework)}"
        f"<h3>Answers, to six digits</h3><div class='matrices'>{key}</div></section>"
    )


def _given(e: Evaluation, homework: Homework) -> str:
    """The network, its samples and its loss, in words and matrices."""
    names = [ACTIVATIONS[name].words for name in e.network.activations]
    layers = "; ".join(f"layer {l}: {name}" for l, name in enumerate(names, 1))
    rows = "receiving" if homework.orientation == "receive" else "sending"
    words = (
        f"Activation functions: {layers}. Loss: {LOSSES[e.loss].label.lower()}; the cost C is its mean over the "
        f"samples. Learning rate η = {homework.rate:g}. A row of x, z, a and δ is a sample; a row of W is a "
        f"{rows} unit.{_of_biases(e, homework)}"
    )
    notation = Notation.of(e)
    arrays = [("x", 0, e.x), ("t", 0, e.t)]
    for l, layer in enumerate(e.network.layers, 1):
        arrays += (
            [("W", l, layer.W)] if _without_biases(e, homework) else [("W", l, layer.W), ("b", l, layer.b)]
        )
    matrices = "".join(
        _numbers(notation.symbol(kind, layer), array.T if turned(kind, homework.orientation) else array)
        for kind, layer, array in arrays
    )
    return f"<p>{escape(words)}</p><div class='matrices'>{matrices}</div>"


def _without_biases(e: Evaluation, homework: Homework) -> bool:
    return homework.biases == "constant" and not any(layer.b.any() for layer in e.network.layers)


def _of_biases(e: Evaluation, homework: Homework) -> str:
    if _without_biases(e, homework):
        return " There are no biases."
    return " The biases are held constant." if homework.biases == "constant" else ""


def _numbers(symbol: str, array: Array) -> str:
    rows = [[escape(GIVEN(float(v))) for v in row] for row in np.atleast_2d(array)]
    return _table(symbol, rows, "given")


def _matrix(symbol: str, rows: Sequence[Sequence[str]], write: Callable[[str], str], css: str) -> str:
    return _table(symbol, [[write(name) for name in row] for row in rows], css)


def _table(symbol: str, rows: Sequence[Sequence[str]], css: str) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<figure class='{css}'><figcaption>{escape(symbol)}</figcaption><table>{lines}</table></figure>"


def _value(e: Evaluation) -> Callable[[str], str]:
    return lambda name: escape(KEY(e.value(Quantity.parse(name))))
