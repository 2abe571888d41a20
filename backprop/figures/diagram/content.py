"""All that a diagram writes: the numbers and names of the units that are drawn, and of the edges between them."""

from dataclasses import dataclass
from typing import NamedTuple

from backprop.figures.diagram.layout import DiagramLayout, Unit
from backprop.figures.diagram.room import LABELLED_EDGES, steady
from backprop.figures.diagram.words import Diction, Inscription


class UnitWords(NamedTuple):
    """A unit with what stands above it, in its circle and in the lines below it."""

    unit: Unit
    name: str
    circle: Inscription
    below: list[Inscription]


class EdgeWords(NamedTuple):
    """An edge between two units with its number."""

    sender: Unit
    receiver: Unit
    one: Inscription


@dataclass(frozen=True, slots=True)
class Content:
    """What is drawn; `beside` each output stand `outputs` lines with its prediction, then those with its target."""

    units: list[UnitWords]
    beside: list[tuple[Unit, list[Inscription]]]
    outputs: int
    edges: list[list[EdgeWords]]  # of each layer, sender by sender
    captions: tuple[str, ...]  # above whole layers, where the units have no names

    def numbers(self) -> list[Inscription]:
        """All numbers, in an order that depends on nothing but what is drawn."""
        found = [one for unit in self.units for one in (unit.circle, *unit.below)]
        found += [one for _, lines in self.beside for one in lines]
        found += [edge.one for layer in self.edges for edge in layer]
        return found

    def shape(self, *, marks: bool) -> tuple[object, ...]:
        """All on which it depends where things stand: names, and the room that numbers take.

        The numbers of many edges take room only where some are to be marked.
        """
        shape: list[object] = [self.outputs, self.captions]
        for unit in self.units:
            shape.append(unit.name)
            for one in (unit.circle, *unit.below):
                shape += one.name, steady(one.width), bool(one.text)
        shape += [part for _, lines in self.beside for one in lines for part in (one.name, steady(one.width))]
        for layer in self.edges:
            few = marks or sum(bool(one.text) for _, _, one in layer) <= LABELLED_EDGES
            for _, _, one in layer:
                shape += one.name, steady(one.width) if few else bool(one.text)
        return tuple(shape)


def content_of(words: Diction, place: DiagramLayout, *, targets_beside: bool) -> Content:
    """What is to be written at these places."""
    last = words.evaluation.n_layers
    columns = [place.of_layer(layer) for layer in range(last + 1)]
    units: list[UnitWords] = []
    for layer, column in enumerate(columns):
        names, circles = words.names(layer), words.circles(layer)
        below = words.below(layer, beside=targets_beside)
        for unit in column:
            k = unit.index - 1
            units.append(UnitWords(unit, names[k], circles[k], [line[k] for line in below]))
    outputs = words.outputs() if targets_beside else []
    lines = [*outputs, *words.beside()] if targets_beside else []
    edges: list[list[EdgeWords]] = []
    for layer in range(1, last + 1):
        values = words.edge_values(layer)
        edges.append(
            [
                EdgeWords(s, r, words.edge(layer, s.index, r.index, values[s.index - 1][r.index - 1]))
                for s in columns[layer - 1]
                for r in columns[layer]
            ]
        )
    return Content(
        units,
        [(unit, [line[unit.index - 1] for line in lines]) for unit in columns[last]],
        len(outputs),
        edges,
        () if place.detail.names else tuple(_caption(words, layer) for layer in range(last + 1)),
    )


def _caption(words: Diction, layer: int) -> str:
    return words.notation.symbol(words.unit_kind(layer), layer)
