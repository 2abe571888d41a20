"""The network as circles and edges in one Plotly figure, values forward or gradients backward."""

from collections.abc import Collection, Mapping
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.canvas import blank_layout
from backprop.figures.change_words import ChangeDiction
from backprop.figures.diagram_content import content_of
from backprop.figures.diagram_pen import Plan
from backprop.figures.diagram_room import NARROW, place_diagram, rooms_of
from backprop.figures.diagram_sketch import sketch
from backprop.figures.diagram_words import Diction, View
from backprop.figures.marks import names_of
from backprop.figures.palette import Theme
from backprop.figures.run_words import along
from backprop.figures.scales import Scales
from backprop.lessons.change import MARK
from backprop.lessons.symbols import Notation


def network_diagram(
    evaluation: Evaluation,
    *,
    view: View,
    sample: int,
    selection: Quantity | None,
    related: Collection[Quantity],
    fmt: NumberFormat,
    scales: Scales,
    theme: Theme,
    width: float,
    height: float,
    over: tuple[Evaluation, ...] = (),
) -> dict[str, Any]:
    """The diagram of one sample's pass through the network, `width` × `height` px.

    `related` are the numbers the selection is made from; `scales` stay the same during a drag. The layout has
    room for the numbers of the evaluations `over` a run, so that it stands still from step to step.
    """
    words = along(Diction(evaluation, Notation.of(evaluation), view, sample, fmt), over)
    marked = names_of(selection, related, sample)
    return draw_diagram(words, marked, scales, theme, width, height, _alt(evaluation, view))


def change_diagram(
    changes: Evaluation,
    *,
    sample: int,
    selection: Quantity | None,
    fmt: NumberFormat,
    scales: Scales,
    theme: Theme,
    width: float,
    height: float,
) -> dict[str, Any]:
    """The diagram of what training has changed: of weights on the edges, of activations in the circles."""
    words = ChangeDiction(changes, Notation.of(changes), "values", sample, fmt)
    marked = {MARK + name: strong for name, strong in names_of(selection, (), sample).items()}
    alt = "Diagram of the network with the change of every weight and activation since the start."
    return draw_diagram(words, marked, scales, theme, width, height, alt)


def draw_diagram(
    words: Diction,
    marked: Mapping[str, bool],
    scales: Scales,
    theme: Theme,
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
    drawing = sketch(Plan(content, place, rooms, theme, words.view, marked))
    bounds = [words.edge_bound(layer, scales) for layer in range(1, words.evaluation.n_layers + 1)]
    return {
        "data": drawing.traces(content.numbers(), scales, bounds),
        "layout": blank_layout(width, height, theme, alt),
    }


def _alt(evaluation: Evaluation, view: View) -> str:
    sizes = "-".join(map(str, evaluation.network.sizes))
    shown = (
        "activations and weights"
        if view == "values"
        else "delta of every unit and the gradient of every weight"
    )
    return f"Diagram of the {sizes} network with its {shown}."
