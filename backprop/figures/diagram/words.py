"""What the diagram writes in a circle, above it, below it, beside the outputs and on an edge."""

import math
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import number_width, text_width
from backprop.figures.ink.scales import Scales
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.training.change import MARK

View = Literal["values", "gradients"]
Spot = tuple[int, ...]  # (layer, unit), or (layer, sender, receiver) for an edge


_TELL = NumberFormat()  # on hover numbers are told whole, whatever digits are chosen


class Inscription(NamedTuple):
    """One number as the diagram writes it, with the symbol that may stand before it.

    Without a `text` it has a place but is not written. `note` stands in place of the exact number on hover; what
    is not `lit` is drawn without its colour.
    """

    name: str
    kind: str
    layer: int
    value: float
    text: str
    symbol: str = ""
    note: str = ""
    lit: bool = True

    @property
    def words(self) -> str:
        """The number with its symbol."""
        return f"{self.symbol} {self.text}" if self.symbol and self.text else self.text

    @property
    def width(self) -> float:
        """The width of the words, px."""
        before = text_width(self.symbol + " ") if self.symbol and self.text else 0.0
        return before + number_width(self.text)

    @property
    def exact(self) -> str:
        """What it tells on hover."""
        return self.note or _TELL.told(self.value)


@dataclass(frozen=True, slots=True)
class Diction:
    """The words of one view of one sample of a network."""

    evaluation: Evaluation
    notation: Notation
    view: View
    sample: int
    fmt: NumberFormat
    known: dict[tuple[str, int, str], list[Inscription]] = field(default_factory=dict, compare=False)
    labels: list[str] = field(
        default_factory=list, compare=False
    )  # of all edges, once they have been asked for

    @property
    def edge_kind(self) -> str:
        """What an edge stands for: a weight, or its gradient."""
        return "W" if self.view == "values" else "dW"

    def unit_kind(self, layer: int) -> str:
        """What a circle is filled with: an activation, or δ (at an input, the gradient there)."""
        if self.view == "values":
            return "a" if layer else "x"
        return "delta" if layer else "dx"

    def circles(self, layer: int) -> list[Inscription]:
        """The numbers in the circles of a layer."""
        return self._all(self.unit_kind(layer), layer, "")

    def names(self, layer: int) -> list[str]:
        """What stands above the circles of a layer; an arrow backwards says which way δ travels."""
        size, back = self.evaluation.network.sizes[layer], "" if self.view == "values" else "← "
        return [back + name for name in _elements(self.notation, self.unit_kind(layer), layer, size)]

    def below(self, layer: int, *, beside: bool = True) -> list[list[Inscription]]:
        """The lines below the circles, most important first; with the target's, if not `beside`."""
        own = self._own(layer)
        return own if beside or layer < self.evaluation.n_layers else [own[0], *self.beside(), *own[1:]]

    def _own(self, layer: int) -> list[list[Inscription]]:
        if self.view == "values":
            if layer == 0:
                return []
            return [self._all("b", layer, "b"), self._all("delta", layer, "← δ")]
        if layer == 0:
            return [self._all("x", 0, "x")]
        letter = "ŷ" if layer == self.evaluation.n_layers else "a"
        return [self._all("a", layer, letter), self._all("db", layer, "∂C/∂b")]

    def beside(self) -> list[list[Inscription]]:
        """The lines beside the outputs: target and difference."""
        return [self._all("t", 0, "t"), self._all("diff", 0, "ŷ − t")]

    def outputs(self) -> list[list[Inscription]]:
        """The predictions as a line beside the outputs, where the view shows them."""
        last = self.evaluation.n_layers
        return [self._all("a", last, "ŷ")] if self.view == "values" else []

    def fullest(self) -> "Diction":
        """These words when most is written: the room they need."""
        return self

    def circle_texts(self, layer: int) -> list[str]:
        """What the circles of a layer have to hold."""
        return [one.text for one in self.circles(layer)]

    def edge_values(self, layer: int) -> list[list[float]]:
        """What the edges into a layer carry: a row for each sender."""
        values: list[list[float]] = self.evaluation.array(self.edge_kind, layer).tolist()
        return values

    def edge_texts(self) -> list[str]:
        """What the labels of edges have to hold."""
        if not self.labels:
            layers = range(1, self.evaluation.n_layers + 1)
            rows = [row for layer in layers for row in self.edge_values(layer)]
            self.labels.extend(map(self.fmt.writer, chain.from_iterable(rows)))
        return self.labels

    def edge_room(self) -> list[str]:
        """Labels of edges for which there is to be room as well."""
        return []

    def edge_bound(self, layer: int, scales: Scales) -> float:
        """The number at which an edge of the layer has its full colour and width."""
        return scales.bound(self.edge_kind, layer)

    def edge(self, layer: int, sender: int, receiver: int, value: float) -> Inscription:
        """The number of an edge."""
        name = f"{self.edge_kind}{layer}[{sender},{receiver}]"
        text = self.fmt(value)
        return Inscription(name, self.edge_kind, layer, value, text, note=self._note(value))

    def _note(self, value: float) -> str:
        """What stands in place of the exact number, where there is none to tell."""
        return self.fmt.unknown if math.isnan(value) else ""

    def _all(self, kind: str, layer: int, symbol: str) -> list[Inscription]:
        """The numbers of one kind, written once however often they are asked for."""
        if (kind, layer, symbol) not in self.known:
            self.known[kind, layer, symbol] = self._write(kind, layer, symbol)
        return self.known[kind, layer, symbol]

    def _write(self, kind: str, layer: int, symbol: str) -> list[Inscription]:
        array = self.evaluation.array(kind, layer)
        values = (array if kind in ("b", "db") else array[self.sample - 1]).tolist()
        stem = f"{kind}{layer or ''}"
        write, note = self.fmt.writer, self._note
        return [
            Inscription(f"{stem}[{index}]", kind, layer, value, write(value), symbol, note(value))
            for index, value in enumerate(values, 1)
        ]


@lru_cache(maxsize=256)
def _elements(notation: Notation, kind: str, layer: int, size: int) -> tuple[str, ...]:
    """The numbers of one row in symbols: no edit changes them."""
    return tuple(notation.element(Quantity(kind, layer, (i,))) for i in range(1, size + 1))


def widest(lines: list[list[Inscription]]) -> float:
    """The widest of some lines, px."""
    return max((one.width for line in lines for one in line), default=0.0)


def spot_of(name: str, n_layers: int) -> Spot | None:
    """The circle or edge a number belongs to; None for C and for another sample's numbers."""
    try:
        quantity = Quantity.parse(name.removeprefix(MARK))
    except QuantityError:
        return None
    kind, layer, index = quantity.kind, quantity.layer, quantity.index
    if quantity.sample is not None or not index:
        return None
    if kind in ("W", "dW", "Wchange", "Wnew"):
        return (layer, *index)
    return (n_layers if kind in ("t", "diff") else layer, index[0])
