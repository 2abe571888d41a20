"""Which products there are: the equations of each layer, forward and backward, as data with true shapes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, array_name
from backprop.figures.equations.naming import Names, Naming
from backprop.figures.equations.terms import can_be_drawn, drawn
from backprop.lessons.formulas import matrix_rules
from backprop.lessons.formulas.expressions import Expression, Table
from backprop.lessons.formulas.matrix_rules import Setting
from backprop.lessons.formulas.rule_text import rule_text
from backprop.lessons.formulas.trees import exchanged
from backprop.lessons.notation.symbols import Notation

Direction = Literal["forward", "backward"]

SAMPLES_SHOWN = 4  # rows of samples; of more samples, those around the one on show


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Which numbers a matrix shows: an array of the evaluation, of these samples where it has any, turned or not.

    `part` makes them: the same numbers are the same object.
    """

    kind: str
    layer: int
    samples: tuple[int, int] | None = None  # from, to, counted from 0, the last one not included
    transposed: bool = False

    def array(self, evaluation: Evaluation) -> Array:
        """The numbers (rows, columns)."""
        if self.samples is None:
            array = evaluation.array(self.kind, self.layer)
        else:
            array = evaluation.of_samples(self.kind, self.layer, slice(*self.samples))
        if array.ndim == 3:
            array = array[0]  # the softmax Jacobian of one sample
        if array.ndim < 2:
            array = array.reshape(1, -1)
        return array.T if self.transposed else array


@lru_cache(maxsize=2048)
def part(kind: str, layer: int, samples: tuple[int, int] | None = None, transposed: bool = False) -> Part:
    """The one Part of these numbers."""
    return Part(kind, layer, samples, transposed)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One matrix of an equation as it is drawn, without its numbers: `names[row][column]` says which they are."""

    part: Part
    symbol: str
    naming: Naming
    on_show: int | None = None  # which row is the sample on show, where several samples are drawn

    @property
    def kind(self) -> str:
        """The kind of its numbers."""
        return self.part.kind

    @property
    def layer(self) -> int:
        """The layer they belong to."""
        return self.part.layer

    @property
    def names(self) -> Names:
        """The names of its numbers, row by row."""
        return self.naming.names

    @property
    def rows(self) -> int:
        """How many rows are drawn."""
        return self.naming.rows

    @property
    def columns(self) -> int:
        """How many columns are drawn."""
        return self.naming.columns


@dataclass(frozen=True, slots=True)
class Operator:
    """What stands between two matrices, with a word above it (the activation over its arrow)."""

    text: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A few words after an equation."""

    text: str


Term = Matrix | Operator | Remark
Equation = tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Equations:
    """The equations of every layer, first layer first. The same object for every network of the same structure."""

    layers: tuple[tuple[Equation, ...], ...]


def equations_of(evaluation: Evaluation, direction: Direction, sample: int) -> Equations:
    """What there is to draw; `sample` is the one on show, counted from 1. No number of the network goes in."""
    return _equations(Notation.of(evaluation), evaluation.network.sizes, evaluation.loss, direction, sample)


@lru_cache(maxsize=32)
def _equations(
    notation: Notation, sizes: tuple[int, ...], loss: str, direction: Direction, sample: int
) -> Equations:
    write = EquationWriter(notation, sizes, loss, sample, visible_samples(notation.samples, sample))
    one = write.forward if direction == "forward" else write.backward
    return Equations(tuple(one(layer) for layer in range(1, len(sizes))))


def visible_samples(n_samples: int, sample: int) -> tuple[int, ...]:
    """The samples that are drawn: all of a few, else those around the one on show."""
    first = max(1, min(sample - SAMPLES_SHOWN // 2 + 1, n_samples - SAMPLES_SHOWN + 1))
    return tuple(range(first, min(n_samples, first + SAMPLES_SHOWN - 1) + 1))


@dataclass(frozen=True, slots=True)
class EquationWriter:
    """Writes the equations of one structure; `sample` is on show, `samples` are drawn."""

    notation: Notation
    sizes: tuple[int, ...]
    loss: str
    sample: int
    samples: tuple[int, ...]

    def setting(self, layer: int) -> Setting:
        """What the rules of a layer depend on."""
        return Setting(layer, self.sizes, self.notation.activations, self.loss, self.notation.samples)

    def drawn(self, rule: Expression, only: tuple[int, ...] | None = None) -> Equation:
        """A rule as arrays and operators; where samples have rows, of these samples alone."""
        return tuple(
            self.matrix(token, only) if isinstance(token, Table) else Operator(token.text, token.above)
            for token in drawn(rule)
        )

    def matrix(self, table: Table, only: tuple[int, ...] | None = None) -> Matrix:
        """An array of a rule."""
        if table.kind == "J":
            return self.jacobian(table.layer)
        if KINDS[table.kind].per_sample or table.kind in ("x", "t"):
            return self.rows(table.kind, table.layer, only, transposed=table.turned)
        if table.kind in ("b", "db", "bnew", "bchange"):
            return self.vector(table.kind, table.layer)
        return self.table(table.kind, table.layer, transposed=table.turned)

    def forward(self, layer: int) -> tuple[Equation, ...]:
        """a W + b = z → a."""
        before = self.drawn(matrix_rules.pre_activation(self.setting(layer)))
        return ((*before, Operator("="), *self.activation(layer), *self.rest()),)

    def activation(self, layer: int) -> Equation:
        """z → a."""
        return (*self.drawn(matrix_rules.activation(self.setting(layer))), self.rows("a", layer))

    def backward(self, layer: int) -> tuple[Equation, ...]:
        """δ from what comes back, then the gradients of W and b from δ."""
        s = self.setting(layer)
        # A softmax Jacobian belongs to one sample, so its equation shows that sample alone.
        only = (self.sample,) if s.mixes else self.samples
        error = self.from_the_loss(s, only) if s.is_last else self.from_the_next(s, only)
        return (
            (*error, Operator("="), self.rows("delta", layer, only), *self.rest(only)),
            (
                *self.drawn(matrix_rules.weight_gradient(s)),
                *self.rest(),
                *(Operator("="), self.table("dW", layer)),
            ),
            (*self.drawn(matrix_rules.bias_gradient(s)), Operator("="), self.vector("db", layer)),
        )

    def from_the_loss(self, s: Setting, only: tuple[int, ...]) -> Equation:
        """The chain of the last layer, with ∂E/∂ŷ opened to what the loss makes it."""
        slope, chain = matrix_rules.slope_of_the_loss(s), matrix_rules.chain(s)
        opened = exchanged(slope, matrix_rules.difference(s), matrix_rules.DIFFERENCE)
        if can_be_drawn(opened):
            return self.drawn(exchanged(chain, Table("da", s.layer), opened), only)
        named = self.rows("da", s.layer, only, symbol=rule_text(slope, self.notation))
        return (named, *self.drawn(chain, only)[1:])

    def from_the_next(self, s: Setting, only: tuple[int, ...]) -> Equation:
        """δ of the next layer through its weights: ∂E/∂a of this layer, and the chain from there."""
        return (*self.handed_down(s, only), *self.drawn(matrix_rules.chain(s), only)[1:])

    def handed_down(self, s: Setting, only: tuple[int, ...]) -> Equation:
        """∂E/∂a from δ of the next layer."""
        back = self.drawn(matrix_rules.handed_down(s), only)
        return (*back, Operator("="), self.rows("da", s.layer, only))

    def rows(
        self,
        kind: str,
        layer: int,
        only: tuple[int, ...] | None = None,
        *,
        transposed: bool = False,
        symbol: str = "",
    ) -> Matrix:
        """One row a sample of what every sample has of its own."""
        samples = self.samples if only is None else only
        if kind == "a" and layer == 0:
            kind = "x"
        marks = tuple(None if s == self.sample else s for s in samples)
        symbol = symbol or self.notation.symbol(kind, layer)
        columns = self.sizes[-1 if kind in ("diff", "t") else layer]
        naming = _rows(array_name(kind, layer), marks, columns, transposed)
        on_show = marks.index(None) if len(marks) > 1 and not transposed else None
        shown = part(kind, layer, (samples[0] - 1, samples[-1]), transposed)
        return Matrix(shown, _turned(symbol, transposed), naming, on_show)

    def table(self, kind: str, layer: int, *, transposed: bool = False) -> Matrix:
        """A matrix of parameters or of their gradients."""
        symbol = self.notation.symbol(kind, layer)
        naming = _table(array_name(kind, layer), self.sizes[layer - 1], self.sizes[layer], transposed)
        return Matrix(part(kind, layer, transposed=transposed), _turned(symbol, transposed), naming)

    def vector(self, kind: str, layer: int) -> Matrix:
        """Biases or their gradients: one row for all samples."""
        naming = _rows(array_name(kind, layer), (None,), self.sizes[layer], False)
        return Matrix(part(kind, layer), self.notation.symbol(kind, layer), naming)

    def jacobian(self, layer: int) -> Matrix:
        """The softmax Jacobian of the sample on show."""
        naming = _table(array_name("J", layer), self.sizes[layer], self.sizes[layer], False)
        shown = part("J", layer, (self.sample - 1, self.sample))
        return Matrix(shown, self.notation.symbol("J", layer), naming)

    def rest(self, only: tuple[int, ...] | None = None) -> Equation:
        """How many samples are not drawn."""
        shown = self.samples if only is None else only
        n = self.notation.samples
        if len(shown) == n:
            return ()
        which = f"sample {shown[0]}" if len(shown) == 1 else f"samples {shown[0]} to {shown[-1]}"
        return (Remark(f"{which} of {n}"),)


def is_backward(kind: str) -> bool:
    """Whether a matrix belongs to the backward family of colours."""
    return KINDS[kind].backward


def _turned(symbol: str, transposed: bool) -> str:
    return symbol + "ᵀ" if transposed else symbol


def _rows(stem: str, marks: tuple[int | None, ...], columns: int, turned: bool) -> Naming:
    """A row for each of these samples; the one on show goes without its number."""
    ends = tuple("" if mark is None else f"@{mark}" for mark in marks)
    rows, columns = (columns, len(ends)) if turned else (len(ends), columns)
    return Naming(stem, rows, columns, ends, turned)


def _table(stem: str, rows: int, columns: int, turned: bool) -> Naming:
    return Naming(stem, *((columns, rows) if turned else (rows, columns)), turned=turned)
