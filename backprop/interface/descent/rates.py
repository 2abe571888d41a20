"""The learning-rate sweep on the page: worked out once for an experiment and a training."""

import math
from dataclasses import replace

from backprop.experiment.training import RATE
from backprop.figures.curves.comparison import sweep_figure
from backprop.figures.curves.run_curves import RunLook
from backprop.figures.ink.palette import Theme
from backprop.interface.descent.runs import key_of
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import FiguresPart, SaidPart, sentence
from backprop.interface.session import Session
from backprop.lessons.training.sweep import Sweep, sweep

WIDTH, HEIGHT = 656, 400  # px; the width until the browser has reported its own


def said(state: Session) -> list[str]:
    """What is said of the chart, where there is one."""
    found = current(state)
    return [found.words(state.view.numbers)] if math.isfinite(found.start) else []


def part(state: Session, theme: Theme) -> FiguresPart | SaidPart:
    """The chart; a click on a rate takes it."""
    found = current(state)
    if not math.isfinite(found.start):
        return sentence(found.words(state.view.numbers))
    width = state.screen.widths.get("rates", WIDTH)
    look = RunLook(True, state.view.numbers, theme, width, HEIGHT + state.screen.height - USUAL_HEIGHT)
    drawn = sweep_figure(found, state.view.training.rate, look)
    chart = figures([drawn], ["learning rates"], width, state.wire.client_has)
    chart["event"] = "eta"
    return chart


def current(state: Session) -> Sweep:
    """The sweep of what is on screen; the rate that is chosen has no part in it."""
    training = state.view.training
    key = key_of(state), replace(training, rate=RATE)
    if state.training.sweep is None or state.training.sweep[0] != key:
        state.training.sweep = key, sweep(state.experiment, training)
    return state.training.sweep[1]
