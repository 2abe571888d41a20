"""A diagram without its numbers: where everything stands is worked out once, an edit brings new texts and colours."""

from collections.abc import Mapping, Sequence
from typing import Any

from backprop.figures.diagram.edge_drawing import draw_edges
from backprop.figures.diagram.edges import EdgeLines, mark_traces, target_trace
from backprop.figures.diagram.pen import Pen, Plan, Slot
from backprop.figures.diagram.units import draw_targets, draw_units
from backprop.figures.diagram.words import Inscription
from backprop.figures.equations.rows import is_backward
from backprop.figures.ink.palette import Family, cell_colours
from backprop.figures.ink.scales import Scales
from backprop.figures.surface.interned import interned

_MOST = 500  # sketches that are remembered
_known: dict[tuple[object, ...], "Sketch"] = {}
_ABOVE = 1  # the layer above the edges: there, bars lie below markers, and markers below text


def sketch(plan: Plan) -> "Sketch":
    """The sketch of this plan, the same one for all numbers that take as much room."""
    key = plan.key()
    found = _known.get(key)
    if found is None:
        pen = Pen(plan)
        draw_units(pen)
        draw_targets(pen)
        draw_edges(pen)
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[key] = Sketch(pen)
    return found


class Sketch:
    """What a pen has drawn; it is complete with the numbers, in the order in which the content has them."""

    def __init__(self, pen: Pen) -> None:
        self.theme, self.view = pen.theme, pen.view
        self.slots, self.words, self.word_inks = pen.slots, pen.texts.texts, pen.texts.colours
        self.patches, self.circled, self.targeted = pen.patches, pen.circled, pen.target_numbers
        self.lines = pen.lines
        self.below = mark_traces(pen.marked_lines, pen.theme)
        self.targets = target_trace(pen.targets, pen.theme)
        self.boxes, self.outlines = pen.boxes.trace(_ABOVE), pen.outlines.trace(_ABOVE)
        self.rings, self.circles = pen.circles.ring_trace(_ABOVE), pen.circles.trace(_ABOVE)
        self.texts = pen.texts.trace(_ABOVE)

    def traces(
        self, numbers: Sequence[Inscription], scales: Scales, bounds: Sequence[float]
    ) -> list[dict[str, Any]]:
        """All traces, always in the same order; edges have their full colour at the `bounds` of their layers."""
        told = [one.exact for one in numbers]
        colours = {number: self._colours(numbers[number], scales) for number in self.circled}
        return [
            *self.below,
            *self._edges(numbers, bounds),
            self.targets | {"hovertext": [told[number] for number in self.targeted]},
            self.boxes | {"hovertext": [told[number] for number in self.patches]},
            self.outlines,
            self.rings,
            self._circles(colours) | {"hovertext": [told[number] for number in self.circled]},
            self._texts(numbers, colours),
        ]

    def _edges(self, numbers: Sequence[Inscription], bounds: Sequence[float]) -> list[dict[str, Any]]:
        family: Family = "forward" if self.view == "values" else "backward"
        drawn = EdgeLines(self.theme, family, max(map(len, self.lines)))
        for layer, bound in zip(self.lines, bounds, strict=True):
            for edge, number in layer:
                one = numbers[number]
                drawn.add(edge, one.value, bound, lit=one.lit)
        return drawn.traces()

    def _colours(self, one: Inscription, scales: Scales) -> tuple[str, str, str]:
        """Fill, colour of the number on it, and frame of a circle; without colour where it is not lit."""
        backward = is_backward(one.kind)
        value, bound = one.value if one.lit else 0.0, scales.bound(one.kind, one.layer)
        fill, ink = cell_colours(value, bound, "backward" if backward else "forward", self.theme)
        frame = self.theme.sign_ink(one.value) if backward and one.lit else ""
        return fill, ink if one.lit else self.theme.text, frame

    def _circles(self, colours: Mapping[int, tuple[str, str, str]]) -> dict[str, Any]:
        frames = [frame for _, _, frame in colours.values()]
        line = {
            "color": interned([frame or self.theme.muted for frame in frames]),
            "width": interned([3.0 if frame else 1.0 for frame in frames]),
        }
        fills = [fill for fill, _, _ in colours.values()]
        return self.circles | {"marker": self.circles["marker"] | {"color": fills, "line": line}}

    def _texts(
        self, numbers: Sequence[Inscription], colours: Mapping[int, tuple[str, str, str]]
    ) -> dict[str, Any]:
        texts, inks = [], []
        for slot, word, ink in zip(self.slots, self.words, self.word_inks, strict=True):
            if slot is None:
                texts.append(word)
                inks.append(ink)
            else:
                one = numbers[slot.number]
                texts.append(one.words)
                inks.append(self._ink(slot, one, colours))
        return self.texts | {"text": texts, "textfont": self.texts["textfont"] | {"color": interned(inks)}}

    def _ink(self, slot: Slot, one: Inscription, colours: Mapping[int, tuple[str, str, str]]) -> str:
        if slot.ink == "fill":
            return colours[slot.number][1]
        return self.theme.sign_ink(one.value) if slot.ink == "sign" else self.theme.text
