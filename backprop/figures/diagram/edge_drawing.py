"""The edges of a diagram: lines, and the numbers where they find a place."""

from typing import NamedTuple

from backprop.figures.diagram.content import EdgeWords
from backprop.figures.diagram.edge_labels import NUMBER, Edge, place_labels
from backprop.figures.diagram.pen import Pen
from backprop.figures.diagram.room import LABELLED_EDGES, label_width
from backprop.figures.diagram.words import Inscription

_CROWDED = 24  # of more edges in a layer, each takes clicks in a smaller place
_TARGET, _CROWDED_TARGET = 14, 6  # px, the place that takes a click on an edge without a label


class _Drawn(NamedTuple):
    """An edge on the page with its number; `mark` is True for the selection, False for what it is made from."""

    edge: Edge
    one: Inscription
    mark: bool | None


def draw_edges(pen: Pen) -> None:
    """All edges with their labels, or with a place for clicks."""
    marks = pen.spots()
    for layer, edges in enumerate(pen.content.edges, 1):
        drawn = [
            _drawn(words, marks.get((layer, words.sender.index, words.receiver.index))) for words in edges
        ]
        pen.lines.append([(_rounded(one.edge), pen.number(one.one)) for one in drawn])
        pen.marked_lines += [(one.edge, one.mark) for one in drawn if one.mark is not None]
        _label_edges(pen, layer, drawn)


def _drawn(words: EdgeWords, mark: bool | None) -> _Drawn:
    sender, receiver, one = words
    return _Drawn(Edge(sender.x, sender.y, receiver.x, receiver.y), one, mark)


def _rounded(edge: Edge) -> Edge:
    """To a hundredth of a pixel: as short in the message as on the page."""
    return Edge(*(round(end, 2) for end in edge))


def _label_edges(pen: Pen, layer: int, edges: list[_Drawn]) -> None:
    """Every number where there are few and all find a place; else the selection's and its sources'."""
    wanted = [drawn for drawn in edges if drawn.one.text]
    every = len(wanted) <= LABELLED_EDGES and pen.place.detail.names
    places = _places(pen, layer, wanted, edges, apart=True) if every else (None,)
    if None in places:
        wanted = sorted(
            (drawn for drawn in wanted if drawn.mark is not None), key=lambda drawn: not drawn.mark
        )
        wanted = wanted[:LABELLED_EDGES]
        places = _places(pen, layer, wanted, edges, apart=False)
    labelled = set()
    for drawn, place in zip(wanted, places, strict=True):
        if place is not None:
            labelled.add(drawn.one.name)
            pen.write(drawn.one, place, ink="text")
            pen.patch(drawn.one, place, layer, NUMBER, label_width([drawn.one.text]))
    receivers = len(pen.place.of_layer(layer))
    for number, drawn in enumerate(edges):
        if drawn.one.name not in labelled:
            x = _click_place(pen, drawn.edge, layer, divmod(number, receivers), len(edges) // receivers)
            size = _CROWDED_TARGET if len(edges) > _CROWDED else _TARGET
            pen.targets.append((round(x, 1), round(drawn.edge.height_at(x), 1), drawn.one.name, size))
            pen.target_numbers.append(pen.number(drawn.one))


def _click_place(pen: Pen, edge: Edge, layer: int, pair: tuple[int, int], senders: int) -> float:
    """A column for each unit of the smaller layer, beside the larger one, where its edges run apart."""
    sender, receiver = pair
    receivers = len(pen.place.of_layer(layer))
    radius, half = pen.place.detail.radius + 8, (edge.x1 - edge.x0) * 0.6
    if senders < receivers:
        return edge.x1 - radius - max(half - radius, 0) * (sender + 0.5) / senders
    if pen.place.detail.aside:
        radius += 5 + pen.rooms.circles[layer - 1]
    return edge.x0 + radius + max(half - radius, 0) * (receiver + 0.5) / receivers


def _places(
    pen: Pen, layer: int, wanted: list[_Drawn], edges: list[_Drawn], *, apart: bool
) -> tuple[tuple[float, float] | None, ...]:
    width = max(label_width([drawn.one.text for drawn in wanted]), pen.rooms.label) + 6
    lines = tuple(drawn.edge for drawn in wanted)
    others = tuple(drawn.edge for drawn in edges if drawn.edge not in lines) if apart else ()
    return place_labels(lines, others, width, tuple(pen.blocked[layer - 1] + pen.blocked[layer]), apart=apart)
