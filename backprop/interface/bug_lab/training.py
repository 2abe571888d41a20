"""Training with the mistake on the page: the cost with the right gradients and with the mistaken ones."""

from backprop.core.evaluation import Evaluation
from backprop.figures.curves.comparison import comparison_figure
from backprop.figures.curves.run_curves import RunLook
from backprop.interface.bug_lab.bench import Bench
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import FiguresPart
from backprop.interface.scene import theme_of
from backprop.interface.session import Session
from backprop.lessons.bugs.lab import affordable, train
from backprop.lessons.bugs.words import training_words

WIDTH, HEIGHT = 1000, 330  # px; the width until the browser has reported its own


def part(key: str, state: Session, evaluation: Evaluation) -> tuple[FiguresPart, str]:
    """The chart, and what it shows in words."""
    steps = min(state.view.of(Bench).steps, affordable(evaluation))
    right, wrong = train(key, evaluation, steps)
    width = state.screen.widths.get("training", WIDTH)
    look = RunLook(
        True, state.view.numbers, theme_of(state), width, HEIGHT + state.screen.height - USUAL_HEIGHT
    )
    names = ("right gradients", right), ("mistaken gradients", wrong)
    drawn = comparison_figure(names, max(right.steps, wrong.steps), look)
    drawn["data"][1]["line"]["dash"] = "dash"
    drawn["layout"] |= {"showlegend": True, "legend": LEGEND}
    chart = figures([drawn], ["training"], width, state.wire.client_has)
    return chart, training_words(right, wrong, state.view.numbers)


LEGEND = {"x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom", "orientation": "h"}
