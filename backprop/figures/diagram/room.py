"""How much room the words of a diagram need, and so where its units stand."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from backprop.figures.diagram.layout import SMALLEST_CIRCLE, DiagramLayout, place_units
from backprop.figures.diagram.words import Diction, Spot, spot_of, widest
from backprop.figures.ink.lettering import number_width, text_width

NARROW = 480  # px; on a narrower screen target and difference stand below the outputs, not beside them
LABELLED_EDGES = 12  # beyond so many edges drawn in a layer, only the selection's are written


class Rooms(NamedTuple):
    """The widths, px, that numbers take at most: in the circles of each layer, below the outputs, on edges."""

    circles: tuple[float, ...]
    below: float
    label: float


def rooms_of(words: Diction, fullest: Diction) -> Rooms:
    """The rooms of these words; `fullest` are they when most is written."""
    last = words.evaluation.n_layers
    circles = tuple(steady(max(map(number_width, fullest.circle_texts(layer)))) for layer in range(last + 1))
    return Rooms(circles, steady(widest(fullest.below(last))), label_width(words.edge_room()))


def place_diagram(
    fullest: Diction, rooms: Rooms, selected: Collection[str], width: float, height: float
) -> DiagramLayout:
    """Everything's place; the units of `selected` numbers are drawn even where their layer is elided."""
    sizes = fullest.evaluation.network.sizes
    number = max(rooms.circles)
    below = [fullest.below(layer, beside=width >= NARROW) for layer in range(len(sizes))]
    circle = max(SMALLEST_CIRCLE, number / 2 + 6) + 5  # with the ring of a mark
    left = max(circle, widest(below[0]) / 2 + 2, text_width(fullest.names(0)[-1]) / 2 + 2)
    right = circle + 8 + steady(widest(fullest.beside())) if width >= NARROW else widest(below[-1]) / 2 + 4
    right = max(right, circle)
    keep = {
        end
        for name in selected
        for spot in [spot_of(name, len(sizes) - 1)]
        if spot is not None
        for end in _ends(spot)
    }
    return place_units(
        sizes,
        width=width,
        height=height,
        left=steady(left),
        right=min(steady(right), width * 0.4),
        number=number,
        label=_edge_room(fullest),
        lines=tuple(map(len, below)),
        keep=frozenset(keep),
    )


def _edge_room(words: Diction) -> float:
    """The room an edge's number needs between two circles; none where there are too many to write."""
    network = words.evaluation.network
    if max(layer.W.size for layer in network.layers) > LABELLED_EDGES:
        return 0
    return label_width(words.edge_texts()) + 10


def _ends(spot: Spot) -> list[tuple[int, int]]:
    if len(spot) == 2:
        return [(spot[0], spot[1])]
    return [(spot[0] - 1, spot[1]), (spot[0], spot[2])]


def steady(width: float) -> float:
    """Rounded up to whole digits, so that the layout stands still while a number changes."""
    return math.ceil(width / 7) * 7.0


def label_width(texts: Sequence[str]) -> float:
    """The room of the numbers on edges: 0.3 and 0.31 take the same, so that labels stand still in a drag."""
    return max(steady(max((number_width(text) for text in texts), default=0.0)), steady(text_width("0.31")))
