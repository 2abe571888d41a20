"""The curves of a run: its cost, the gradients' norms, and the numbers somebody chose or selected."""

from weakref import WeakKeyDictionary

from backprop.core.descent import Run
from backprop.core.quantities import Quantity, QuantityError
from backprop.figures.curves.quantity_figure import quantity_figure
from backprop.figures.curves.run_curves import RunLook, cost_figure, norms_figure
from backprop.interface.descent import runs
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import FiguresPart
from backprop.interface.scene import Scene
from backprop.interface.session import Session
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.training.quantity_curves import MOST, Curves, names_in, quantity_curves

WIDTH, HEIGHT = 656, 400  # px of all figures together; the width until the browser has reported its own
LEAST = 160  # px that a figure needs

_known: WeakKeyDictionary[Run, tuple[object, Curves]] = WeakKeyDictionary()


def part(run: Run, step: int, scene: Scene) -> FiguresPart:
    """Two figures below one another, or three."""
    state = scene.state
    width, names = state.screen.widths.get("curves", WIDTH), chosen(scene)
    tall = HEIGHT + state.screen.height - USUAL_HEIGHT
    height = max(LEAST, tall // (3 if names else 2))
    look = RunLook(state.view.logarithmic, state.view.numbers, scene.theme, width, height)
    drawn = [cost_figure(run, step, look), norms_figure(run, runs.norms(run), step, look)]
    if names:
        notation = Notation.of(scene.evaluation)
        drawn.append(quantity_figure(along(run, names, state), run.steps, step, notation, look))
    return figures(drawn, ["cost", "gradient norms", "numbers"][: len(drawn)], width, state.wire.client_has)


def chosen(scene: Scene) -> tuple[Quantity, ...]:
    """What the curves are of: the names of the view that this network has, and the selection."""
    try:
        names = names_in(scene.state.view.traced, scene.evaluation)
    except QuantityError:
        names = ()
    selected = scene.selection
    if selected is None or selected in names or len(names) == MOST:
        return names
    return (*names, selected)


def along(run: Run, names: tuple[Quantity, ...], state: Session) -> Curves:
    """The numbers along the run, worked out once."""
    of = names, state.sample
    known = _known.get(run)
    if known is None or known[0] != of:
        known = _known[run] = of, quantity_curves(run, names, state.sample)
    return known[1]
