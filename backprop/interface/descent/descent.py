"""The descend page's live part: trainer, curves, and the network at the step on show, drawn in one fragment."""

import streamlit as st

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation, evaluate
from backprop.figures.ink.scales import Scales, joined
from backprop.interface import session
from backprop.interface.descent import curves, printed, rates, rivals, runs, surface
from backprop.interface.descent.page import PAGE
from backprop.interface.descent.trainer import trainer
from backprop.interface.parts import TABS as TABS_KIND
from backprop.interface.parts import Part, TabsPart
from backprop.interface.scene import Scene, diagram, matrices, scales_of, theme_of
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.lessons.examples import mazur
from backprop.lessons.training.change import change

TABS = {
    "network": "Network",
    "surface": "Decision surface",
    "compare": "Compare runs",
    "rates": "Sweep of η",
    "printed": "The article's numbers",
}


@st.fragment
def show() -> None:
    """Draw the step on show."""
    state = session.current()
    state.enter(PAGE)
    run = runs.current(state)
    step = runs.cursor(run, state)
    experiment = state.experiment
    evaluation = evaluate(run.at(step), experiment.x, experiment.t, experiment.loss)
    selection = state.selection(evaluation)
    changes = changes_of(run, evaluation) if state.view.mode == "change" else None
    fitting = scales_of(state, changes) if changes else along(run, scales_of(state, evaluation), state)
    scene = Scene(state, evaluation, selection, [], fitting, theme_of(state), runs.milestones(run), changes)
    handle = trainer(run, step, state, evaluation)
    if state.view.tab == "rates":
        handle["said"] += rates.said(state)
    if state.view.tab == "surface":
        handle["said"] += [surface.said(experiment, evaluation, state.view.numbers)]
    with st.container(key="descend"):
        above: dict[str, Part] = {"trainer": handle, "tabs": tabs(state)}
        stage.show(above | seen(run, step, scene))


def changes_of(run: Run, now: Evaluation) -> Evaluation:
    """What the run has changed up to the step on show."""
    return change(now, evaluate(run.at(0), now.x, now.t, now.loss))


def along(run: Run, here: Scales, state: Session) -> Scales:
    """The scales that fit the whole run: from step to step the same number has the same look."""
    return joined([here, runs.fitting(run, per_matrix=state.view.own_scales)])


def tabs(state: Session) -> TabsPart:
    """What can be seen of the run."""
    tabs = TABS if mazur.belongs(state.experiment) else {k: v for k, v in TABS.items() if k != "printed"}
    current = state.view.tab if state.view.tab in tabs else "network"
    return {"kind": "tabs", "module": TABS_KIND.module, "tabs": tabs, "current": current}


def seen(run: Run, step: int, scene: Scene) -> dict[str, Part]:
    """What is seen of it: the curves, and beside them what the tab says."""
    if scene.state.view.tab == "compare":
        return rivals.parts(scene.state, run, step, scene.theme)
    left: dict[str, Part] = {"curves": curves.part(run, step, scene)}
    if scene.state.view.tab == "rates":
        return left | {"rates": rates.part(scene.state, scene.theme)}
    if scene.state.view.tab == "surface":
        return left | {"surface": surface.part(scene.state, scene.evaluation, scene.theme)}
    if scene.state.view.tab == "printed" and mazur.belongs(scene.state.experiment):
        return left | {"printed": printed.part(scene.state, run)}
    left |= {"diagram": diagram(scene), "matrices": matrices(scene)}
    return left | {"legend": legend_part(scene.theme)}
