"""The pen of a diagram: it writes numbers and names, keeps what is taken, and marks what is selected."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from backprop.figures.boxes import Boxes, Outlines
from backprop.figures.circles import Circles
from backprop.figures.diagram_edges import EdgeLines
from backprop.figures.diagram_layout import DiagramLayout, Unit
from backprop.figures.diagram_room import steady
from backprop.figures.diagram_words import Diction, Spot, Written, spot_of
from backprop.figures.edge_labels import HEIGHT, Box, box_around
from backprop.figures.equation_rows import is_backward
from backprop.figures.lettering import text_width
from backprop.figures.palette import Theme
from backprop.figures.scales import Scales
from backprop.figures.texts import Texts


class Pen:
    """The traces as they grow: texts first, for they say which numbers have a place of their own.

    `blocked` are the places of each layer that labels keep clear of; `written` the numbers with a place.
    """

    def __init__(
        self, words: Diction, place: DiagramLayout, scales: Scales, theme: Theme, marked: Mapping[str, bool]
    ) -> None:
        self.words, self.place, self.scales, self.theme, self.marked = words, place, scales, theme, marked
        self.n_layers = words.evaluation.n_layers
        shown = [len(place.of_layer(layer)) for layer in range(self.n_layers + 1)]
        most = max(senders * receivers for senders, receivers in pairwise(shown))
        self.lines = EdgeLines(theme, "forward" if words.view == "values" else "backward", most)
        self.boxes, self.outlines, self.circles = Boxes(), Outlines(theme), Circles(theme)
        self.texts = Texts()
        self.blocked: dict[int, list[Box]] = {layer: [] for layer in range(self.n_layers + 1)}
        self.written: set[str] = set()
        self._rooms: dict[int, float] = {}

    def traces(self) -> list[dict[str, Any]]:
        """All of them, always in the same order."""
        return [
            *self.lines.traces(),
            # One layer above the edges: there, bars lie below markers, and markers below text.
            self.boxes.trace(zorder=1),
            self.outlines.trace(zorder=1),
            *self.circles.traces(zorder=1),
            self.texts.trace(zorder=1),
        ]

    def plate(self, text: str, x: float, y: float) -> None:
        """A patch of the page's colour behind a text that is no number, over the edges."""
        width, page = text_width(text) + 2, self.theme.background
        self.outlines.add((x - width / 2, y - HEIGHT / 2, width, HEIGHT), page, 0, page)

    def write_beside(self, unit: Unit, one: Written) -> None:
        """A number to the right of its small circle."""
        if not one.text:
            return
        x = unit.x + self.place.detail.radius + 5
        self.texts.add(one.text, (x, unit.y), self.ink(one), anchor="start", name=one.name)
        self.patch(one, one.text, (x + steady(text_width(one.text)) / 2, unit.y), unit.layer)

    def write_label(self, one: Written, x: float, y: float, layer: int) -> None:
        """A number with its symbol on a patch of the page's colour, which takes the clicks."""
        self.texts.add(one.words, (x, y), self.ink(one), name=one.name)
        self.patch(one, one.words, (x, y), layer)

    def patch(
        self,
        one: Written,
        shown: str,
        middle: tuple[float, float],
        layer: int,
        height: float = HEIGHT,
        room: float = 0.0,
    ) -> None:
        """A patch of the page's colour under a number: it covers the edges and takes the clicks."""
        (x, y), width, page = middle, (room or steady(text_width(shown))) + 2, self.theme.background
        patch = x - width / 2, y - height / 2, width, height
        self.boxes.add(patch, page, (page, 0), name=one.name, exact=one.exact)
        self.blocked[layer].append(box_around(x, y, width, height))
        self.written.add(one.name)
        if one.name in self.marked:
            frame = patch[0] - 2, patch[1], width + 4, height
            self.outlines.mark(frame, strong=self.marked[one.name])

    def circle_room(self, layer: int) -> float:
        """The width, px, of the numbers that belong into the circles of a layer."""
        if layer not in self._rooms:
            texts = self.words.fullest().circle_texts(layer)
            self._rooms[layer] = steady(max(text_width(text) for text in texts))
        return self._rooms[layer]

    def spots(self) -> dict[Spot, bool]:
        """The circles and edges that are marked, as a number without a place of its own belongs to them."""
        found: dict[Spot, bool] = {}
        for name, strong in self.marked.items():
            spot = None if name in self.written else spot_of(name, self.n_layers)
            if spot is not None:
                found[spot] = strong or found.get(spot, False)
        return found

    def ink(self, one: Written) -> str:
        """The colour of a number's words: a backward one follows its sign."""
        return self.theme.sign_ink(one.value) if is_backward(one.kind) else self.theme.text
