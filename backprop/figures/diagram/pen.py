"""The pen of a diagram: it places numbers and names, keeps what is taken, and marks what is selected."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from backprop.figures.diagram.circles import Circles
from backprop.figures.diagram.content import Content
from backprop.figures.diagram.edge_labels import HEIGHT, Box, Edge, box_around
from backprop.figures.diagram.layout import DiagramLayout, Unit
from backprop.figures.diagram.room import Rooms, steady
from backprop.figures.diagram.words import Inscription, Spot, View, spot_of
from backprop.figures.equations.rows import is_backward
from backprop.figures.ink.lettering import text_width
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.boxes import Boxes, Outlines
from backprop.figures.surface.texts import Anchor, Texts

Ink = Literal["text", "sign", "fill"]


class Slot(NamedTuple):
    """A text that is a number: which one, and whether its colour follows its sign, its circle's fill or neither."""

    number: int
    ink: Ink


class Plan(NamedTuple):
    """All that a drawing depends on but the numbers themselves; `marked` as in `draw_diagram`."""

    content: Content
    place: DiagramLayout
    rooms: Rooms
    theme: Theme
    view: View
    marked: Mapping[str, bool]

    def key(self) -> tuple[object, ...]:
        """The same for all plans whose drawings are the same."""
        shape = self.content.shape(marks=bool(self.marked))
        return shape, self.place, self.rooms, self.theme, self.view, tuple(self.marked.items())


class Pen:
    """A drawing as it grows: texts first, for they say which numbers have a place of their own.

    What changes with the numbers is left open: `slots` are those of the texts (None is a word), `patches`,
    `circled`, `lines` and `target_numbers` say which numbers the boxes, circles, edges and `targets` (places
    that take clicks) stand for.
    `blocked` are the places of each layer that labels keep clear of.
    """

    def __init__(self, plan: Plan) -> None:
        self.content, self.place, self.rooms = plan.content, plan.place, plan.rooms
        self.theme, self.view, self.marked = plan.theme, plan.view, plan.marked
        self.n_layers = len(plan.content.edges)
        self.boxes, self.outlines = Boxes(), Outlines(plan.theme)
        self.circles, self.texts = Circles(plan.theme), Texts()
        self.slots: list[Slot | None] = []
        self.patches: list[int] = []
        self.circled: list[int] = []
        self.lines: list[list[tuple[Edge, int]]] = []
        self.marked_lines: list[tuple[Edge, bool]] = []
        self.targets: list[tuple[float, float, str, float]] = []
        self.target_numbers: list[int] = []
        self.blocked: dict[int, list[Box]] = {layer: [] for layer in range(self.n_layers + 1)}
        self.written: set[str] = set()
        self._numbers = {id(one): number for number, one in enumerate(plan.content.numbers())}

    def number(self, one: Inscription) -> int:
        """Which of the numbers of the content this is."""
        return self._numbers[id(one)]

    def plate(self, text: str, x: float, y: float) -> None:
        """A patch of the page's colour behind a text that is no number, over the edges."""
        width, page = text_width(text) + 2, self.theme.background
        self.outlines.add((x - width / 2, y - HEIGHT / 2, width, HEIGHT), page, 0, page)

    def say(self, text: str, place: tuple[float, float]) -> None:
        """A text that is no number."""
        self.texts.add(text, place, self.theme.muted)
        self.slots.append(None)

    def write(
        self,
        one: Inscription,
        place: tuple[float, float],
        *,
        ink: Ink | None = None,
        anchor: Anchor = "middle",
    ) -> None:
        """A number; a backward one has the colour of its sign, unless another is asked for."""
        self.texts.add("", place, "", anchor=anchor, name=one.name)
        follows = ink or ("sign" if is_backward(one.kind) else "text")
        self.slots.append(Slot(self.number(one), follows))

    def write_beside(self, unit: Unit, one: Inscription) -> None:
        """A number to the right of its small circle."""
        if not one.text:
            return
        x = unit.x + self.place.detail.radius + 5
        self.write(one, (x, unit.y), anchor="start")
        self.patch(one, (x + steady(one.width) / 2, unit.y), unit.layer)

    def write_label(self, one: Inscription, x: float, y: float, layer: int) -> None:
        """A number with its symbol on a patch of the page's colour, which takes the clicks."""
        self.write(one, (x, y))
        self.patch(one, (x, y), layer)

    def patch(
        self,
        one: Inscription,
        middle: tuple[float, float],
        layer: int,
        height: float = HEIGHT,
        room: float = 0.0,
    ) -> None:
        """A patch of the page's colour under a number: it covers the edges and takes the clicks."""
        (x, y), width, page = middle, (room or steady(one.width)) + 2, self.theme.background
        patch = x - width / 2, y - height / 2, width, height
        self.boxes.add(patch, page, (page, 0), name=one.name)
        self.patches.append(self.number(one))
        self.blocked[layer].append(box_around(x, y, width, height))
        self.written.add(one.name)
        if one.name in self.marked:
            frame = patch[0] - 2, patch[1], width + 4, height
            self.outlines.mark(frame, strong=self.marked[one.name])

    def circle(self, unit: Unit, one: Inscription, mark: bool | None) -> None:
        """A unit that stands for a number."""
        radius = self.place.detail.radius
        self.circles.add(unit, radius, one.name)
        self.circled.append(self.number(one))
        if mark is not None:
            self.circles.mark(unit.x, unit.y, radius, strong=mark)

    def spots(self) -> dict[Spot, bool]:
        """The circles and edges that are marked, as a number without a place of its own belongs to them."""
        found: dict[Spot, bool] = {}
        for name, strong in self.marked.items():
            spot = None if name in self.written else spot_of(name, self.n_layers)
            if spot is not None:
                found[spot] = strong or found.get(spot, False)
        return found
