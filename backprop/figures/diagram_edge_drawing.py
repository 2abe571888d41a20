"""The edges of a diagram: lines in the colour of their numbers, and the numbers where they find a place."""

from typing import NamedTuple

from backprop.figures.diagram_pen import Pen
from backprop.figures.diagram_room import LABELLED_EDGES, label_width
from backprop.figures.diagram_words import Written
from backprop.figures.edge_labels import NUMBER, Edge, place_labels

_CROWDED = 24  # of more edges in a layer, each takes clicks in a smaller place


class _Drawn(NamedTuple):
    """An edge on the page with its number; `mark` as in `EdgeLines.add`."""

    edge: Edge
    one: Written
    mark: bool | None


def draw_edges(pen: Pen) -> None:
    marks = pen.spots()
    for layer in range(1, pen.n_layers + 1):
        values = pen.words.edge_values(layer)
        senders, receivers = pen.place.of_layer(layer - 1), pen.place.of_layer(layer)
        bound = pen.words.edge_bound(layer, pen.scales)
        drawn: list[_Drawn] = []
        for sender in senders:
            for receiver in receivers:
                value = values[sender.index - 1][receiver.index - 1]
                mark = marks.get((layer, sender.index, receiver.index))
                edge = Edge(sender.x, sender.y, receiver.x, receiver.y)
                one = pen.words.edge(layer, sender.index, receiver.index, value)
                pen.lines.add(edge, value, bound, mark, lit=one.lit)
                drawn.append(_Drawn(edge, one, mark))
        _label_edges(pen, layer, drawn, len(receivers))


def _label_edges(pen: Pen, layer: int, edges: list[_Drawn], receivers: int) -> None:
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
            pen.texts.add(drawn.one.text, place, pen.theme.text, name=drawn.one.name)
            pen.patch(drawn.one, drawn.one.text, place, layer, NUMBER, label_width([drawn.one.text]))
    for number, drawn in enumerate(edges):
        if drawn.one.name not in labelled:
            x = _click_place(pen, drawn.edge, layer, divmod(number, receivers), len(edges) // receivers)
            place = x, drawn.edge.height_at(x)
            pen.lines.add_target(place, drawn.one.name, drawn.one.exact, crowded=len(edges) > _CROWDED)


def _click_place(pen: Pen, edge: Edge, layer: int, pair: tuple[int, int], senders: int) -> float:
    """A column for each unit of the smaller layer, beside the larger one, where its edges run apart."""
    sender, receiver = pair
    receivers = len(pen.place.of_layer(layer))
    radius, half = pen.place.detail.radius + 8, (edge.x1 - edge.x0) * 0.6
    if senders < receivers:
        return edge.x1 - radius - max(half - radius, 0) * (sender + 0.5) / senders
    if pen.place.detail.aside:
        radius += 5 + pen.circle_room(layer - 1)
    return edge.x0 + radius + max(half - radius, 0) * (receiver + 0.5) / receivers


def _places(
    pen: Pen, layer: int, wanted: list[_Drawn], edges: list[_Drawn], *, apart: bool
) -> tuple[tuple[float, float] | None, ...]:
    width = label_width([*(drawn.one.text for drawn in wanted), *pen.words.edge_room()]) + 6
    lines = tuple(drawn.edge for drawn in wanted)
    others = tuple(drawn.edge for drawn in edges if drawn.edge not in lines) if apart else ()
    return place_labels(lines, others, width, tuple(pen.blocked[layer - 1] + pen.blocked[layer]), apart=apart)
