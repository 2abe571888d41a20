"""The descend page's live part: trainer, curves, and the network at the step on show, drawn in one fragment."""

import streamlit as st

from backprop.core.descent import Run
from backprop.core.evaluation import evaluate
from backprop.figures.run_curves import RunLook, cost_figure, norms_figure
from backprop.interface import session, workbench
from backprop.interface.descent import rates, rivals, runs
from backprop.interface.descent.trainer import trainer
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.interface.workbench import Scene, scales_of, theme_of

TABS = {
    "network": "Network",
    "surface": "Decision surface",
    "compare": "Compare runs",
    "rates": "Sweep of η",
}
WIDTH, HEIGHT = 656, 200  # px of each of the two figures, until the browser has reported its own width


@st.fragment
def show() -> None:
    """Draw the step on show."""
    state = session.current()
    state.page = "descend"
    if state.view.present:  # there is nothing on this page that could end it
        state.show(present=False)
    run = runs.current(state)
    step = runs.cursor(run, state)
    experiment = state.experiment
    evaluation = evaluate(run.at(step), experiment.x, experiment.t, experiment.loss)
    selection = state.selection(evaluation)
    scene = Scene(state, evaluation, selection, [], scales_of(state, evaluation), theme_of(state))
    handle = trainer(run, step, state, evaluation)
    if state.view.tab == "rates":
        handle["said"] += [rates.current(state).words(state.view.numbers)]
    with st.container(key="descend"):
        stage.show(
            {"trainer": handle, "tabs": tabs(state)}
            | seen(run, step, scene)
            | {"legend": legend_part(scene.theme)}
        )


def tabs(state: Session) -> stage.Part:
    """What can be seen of the run."""
    return {"kind": "tabs", "tabs": TABS, "current": state.view.tab}


def seen(run: Run, step: int, scene: Scene) -> dict[str, stage.Part]:
    """What is seen of it: the curves, and beside them what the tab says."""
    if scene.state.view.tab == "compare":
        return rivals.parts(scene.state, run, step, scene.theme)
    left = {"curves": curves(run, step, scene)}
    if scene.state.view.tab == "rates":
        return left | {"rates": rates.part(scene.state, scene.theme)}
    return left | {"diagram": workbench.diagram(scene), "matrices": workbench.matrices(scene)}


def curves(run: Run, step: int, scene: Scene) -> stage.Part:
    """The cost above the gradients' norms."""
    state = scene.state
    width = state.widths.get("curves", WIDTH)
    look = RunLook(state.view.logarithmic, state.view.numbers, scene.theme, width, HEIGHT)
    drawn = [cost_figure(run, step, look), norms_figure(run, runs.norms(run), step, look)]
    return figures(drawn, ["cost", "gradient norms"], width, state.held)
