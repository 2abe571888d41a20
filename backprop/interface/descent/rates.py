"""The learning-rate sweep on the page: worked out once for an experiment and a training."""

import math
from dataclasses import replace

from backprop.experiment.training import RATE
from backprop.figures.comparison import sweep_figure
from backprop.figures.palette import Theme
from backprop.figures.run_curves import RunLook
from backprop.interface.descent.runs import key_of
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.session import USUAL_HEIGHT, Session
from backprop.interface.stage.stage import Part, sentence
from backprop.lessons.sweep import Sweep, sweep

WIDTH, HEIGHT = 656, 400  # px; the width until the browser has reported its own


def said(state: Session) -> list[str]:
    """What is said of the chart, where there is one."""
    found = current(state)
    return [found.words(state.view.numbers)] if math.isfinite(found.start) else []


def part(state: Session, theme: Theme) -> Part:
    """The chart; a click on a rate takes it."""
    found = current(state)
    if not math.isfinite(found.start):
        return sentence(found.words(state.view.numbers))
    width = state.widths.get("rates", WIDTH)
    look = RunLook(True, state.view.numbers, theme, width, HEIGHT + state.height - USUAL_HEIGHT)
    drawn = sweep_figure(found, state.view.training.rate, look)
    return figures([drawn], ["learning rates"], width, state.held) | {"event": "eta"}


def current(state: Session) -> Sweep:
    """The sweep of what is on screen; the rate that is chosen has no part in it."""
    training = state.view.training
    key = key_of(state), replace(training, rate=RATE)
    if state.sweep is None or state.sweep[0] != key:
        state.sweep = key, sweep(state.experiment, training)
    return state.sweep[1]
