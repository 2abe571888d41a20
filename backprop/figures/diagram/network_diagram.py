"""The network as circles and edges in one Plotly figure, values forward or gradients backward."""

from collections.abc import Mapping
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.figures.diagram.change_words import ChangeDiction
from backprop.figures.diagram.content import content_of
from backprop.figures.diagram.pen import Plan
from backprop.figures.diagram.room import NARROW, place_diagram, rooms_of
from backprop.figures.diagram.run_words import along
from backprop.figures.diagram.sketch import sketch
from backprop.figures.diagram.words import Diction, View
from backprop.figures.ink.look import Look
from backprop.figures.surface.canvas import blank_layout
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.training.change import MARK


def network_diagram(
    evaluation: Evaluation, look: Look, *, view: View, width: float, height: float
) -> dict[str, Any]:
    """The diagram of one sample's pass through the network, `width` × `height` px."""
    words = Diction(evaluation, Notation.of(evaluation), view, look.sample, look.fmt)
    alt = _alt(evaluation, view)
    return draw_diagram(along(words, look.room_for), look, look.marked(), width, height, alt)


def change_diagram(changes: Evaluation, look: Look, *, width: float, height: float) -> dict[str, Any]:
    """The diagram of what training has changed: of weights on the edges, of activations in the circles."""
    words = ChangeDiction(changes, Notation.of(changes), "values", look.sample, look.fmt)
    alt = "Diagram of the network with the change of every weight and activation since the start."
    return draw_diagram(words, look, look.marked(MARK), width, height, alt)


def draw_diagram(
    words: Diction,
    look: Look,
    marked: Mapping[str, bool],
    width: float,
    height: float,
    alt: str,
) -> dict[str, Any]:
    """A diagram of these words; `marked` names the selection (True) and what it is made from."""
    fullest = words.fullest()
    rooms = rooms_of(words, fullest)
    strong = [name for name, selected in marked.items() if selected]
    place = place_diagram(fullest, rooms, strong, width, height)
    content = content_of(words, place, targets_beside=width >= NARROW)
    drawing = sketch(Plan(content, place, rooms, look.theme, words.view, marked))
    bounds = [words.edge_bound(layer, look.scales) for layer in range(1, words.evaluation.n_layers + 1)]
    return {
        "data": drawing.traces(content.numbers(), look.scales, bounds),
        "layout": blank_layout(width, height, look.theme, alt),
    }


def _alt(evaluation: Evaluation, view: View) -> str:
    sizes = "-".join(map(str, evaluation.network.sizes))
    shown = (
        "activations and weights"
        if view == "values"
        else "delta of every unit and the gradient of every weight"
    )
    return f"Diagram of the {sizes} network with its {shown}."
