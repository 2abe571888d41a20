"""Compare: further runs of the same experiment, their curves in one chart, and a table that is its legend."""

import numpy as np

from backprop.core.descent import Run
from backprop.experiment.rivals import MOST, Rival, normal
from backprop.figures.curves.comparison import comparison_figure, stroke
from backprop.figures.curves.run_curves import RunLook
from backprop.figures.ink.palette import Theme
from backprop.interface.descent import race
from backprop.interface.descent.parts import RIVALS, RivalsPart
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import Part
from backprop.interface.session import Session

WIDTH, HEIGHT = 656, 400  # px of the chart, until the browser has reported its own width
COLUMNS = ("run", "C at this step", "C at its end", "lowest C", "remark", "")


def parts(state: Session, run: Run, step: int, theme: Theme) -> dict[str, Part]:
    """The chart, and the table with a row for each run, this one first."""
    mine = Rival(normal(state.view.training))
    named = [(mine.label(), run)]
    named += [(rival.label(), one) for rival, one in zip(state.view.rivals, race.current(state), strict=True)]
    width = state.screen.widths.get("comparison", WIDTH)
    look = RunLook(
        state.view.logarithmic, state.view.numbers, theme, width, HEIGHT + state.screen.height - USUAL_HEIGHT
    )
    chart = figures([comparison_figure(named, step, look)], ["comparison"], width, state.wire.client_has)
    return {"comparison": chart, "rivals": table(state, named, step, theme)}


def table(state: Session, named: list[tuple[str, Run]], step: int, theme: Theme) -> RivalsPart:
    """Each run's costs; the buttons beside it add and remove runs."""
    write = state.view.numbers
    rows = []
    for number, (label, run) in enumerate(named):
        ink, dash = stroke(number, theme)
        finite = run.cost[np.isfinite(run.cost)]
        here = write(float(run.cost[step])) if step <= run.steps else "–"
        ended = f"diverged at step {run.diverged}" if run.diverged is not None else ""
        cells = [here, write(float(run.cost[-1])), write(float(finite.min(initial=np.inf))), ended]
        rows.append({"ink": ink, "dash": dash, "label": label, "cells": cells, "removable": number > 0})
    return {
        "kind": "rivals",
        "module": RIVALS.module,
        "columns": COLUMNS,
        "rows": rows,
        "room": MOST - len(state.view.rivals),
        "hint": hint(named[0][1], MOST - len(state.view.rivals)),
    }


def hint(run: Run, room: int) -> str:
    """What there is to know about the table."""
    if not run.steps:
        return "Press Run: every run here makes as many steps as this one."
    return "" if room else f"No more than {MOST} runs are compared with this one."
