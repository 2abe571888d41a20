"""The change since the start as matrices: of each layer's parameters and activations, and of its gradients."""

from dataclasses import replace
from functools import lru_cache

from backprop.core.evaluation import Evaluation
from backprop.figures.equations.rows import (
    Direction,
    Equation,
    Equations,
    EquationWriter,
    Matrix,
    Operator,
    visible_samples,
)
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.training.change import MARK


def changes_of(evaluation: Evaluation, direction: Direction, sample: int) -> Equations:
    """What there is to draw; `sample` is the one on show, counted from 1. The same object for the same structure."""
    return _changes(Notation.of(evaluation), evaluation.network.sizes, evaluation.loss, direction, sample)


@lru_cache(maxsize=32)
def _changes(
    notation: Notation, sizes: tuple[int, ...], loss: str, direction: Direction, sample: int
) -> Equations:
    write = EquationWriter(notation, sizes, loss, sample, visible_samples(notation.samples, sample))
    one = _forward if direction == "forward" else _backward
    return Equations(tuple((one(write, layer),) for layer in range(1, len(sizes))))


def _forward(write: EquationWriter, layer: int) -> Equation:
    shown = write.table("W", layer), write.vector("b", layer), write.rows("z", layer), write.rows("a", layer)
    return (*_listed(shown), *write.rest())


def _backward(write: EquationWriter, layer: int) -> Equation:
    shown = write.rows("delta", layer), write.table("dW", layer), write.vector("db", layer)
    return (*_listed(shown), *write.rest())


def _listed(matrices: tuple[Matrix, ...]) -> Equation:
    """One after another, each with the mark of a change on its symbol and on its numbers' names."""
    terms: list[Matrix | Operator] = []
    for matrix in matrices:
        naming = replace(matrix.naming, stem=MARK + matrix.naming.stem)
        terms += [Operator(",")] if terms else []
        terms.append(replace(matrix, symbol=MARK + matrix.symbol, naming=naming))
    return tuple(terms)
