"""The walk: one step of the two passes with its lesson, its network and its equation, drawn in one fragment."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity, array_name
from backprop.figures.diagram.step_diagram import step_diagram
from backprop.figures.equations.operation import operation
from backprop.figures.ink.palette import Theme
from backprop.figures.ink.scales import Scales
from backprop.interface import holdings, session
from backprop.interface.board.number_board import board
from backprop.interface.explanation.actions import reactions
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.parts import FiguresPart, Part
from backprop.interface.scene import look_of, scales_of, theme_of
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.interface.view import FIRST
from backprop.interface.walk import actions, controls, lesson, rail
from backprop.interface.walk.page import PAGE
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.walk.lesson import elements
from backprop.lessons.walk.steps import UPDATE, Step, step_at, steps_of
from backprop.lessons.walk.veil import NOTHING, Veil, veil_over, veil_over_number, veiled

DIAGRAM_WIDTH, WIDTH = 690, 1376  # px, until the browser has reported its own
DIAGRAM_HEIGHT, LEAST_HEIGHT = 410, 250  # px on the screen
ZOOM = 1.2  # how much larger than on the explore page the figures are drawn
MOST_AHEAD = 500  # parameters: the update of more is drawn when it is asked for
MOST_ZOOM = 1.8  # of an equation that leaves room beside it
AROUND = 24  # px above, between and below the rows while presenting, as much larger as the figures are


@dataclass(frozen=True, slots=True)
class Scene:
    """What all views of one step share: `whole` is the evaluation before the veil."""

    state: Session
    steps: tuple[Step, ...]
    at: int
    whole: Evaluation
    evaluation: Evaluation
    veil: Veil
    detail: Quantity | None
    related: list[Quantity]
    scales: Scales
    theme: Theme

    @property
    def step(self) -> Step:
        """The step on show."""
        return self.steps[self.at]

    @property
    def zoom(self) -> float:
        """How large the figures are drawn."""
        return self.state.zoom if self.state.view.present else ZOOM


@st.fragment
def show() -> None:
    """Compute the experiment once, and draw the step."""
    scene = look()
    state = scene.state
    parts: dict[str, Part] = {
        **of_step(scene),
        "controls": controls.controls(scene.steps, scene.at, scene.detail, scene.veil, state, scene.whole),
        "board": board(state, scene.evaluation, scene.related, scene.scales, scene.theme),
        "legend": legend_part(scene.theme),
        "actions": reactions(None),
    }
    with st.container(key="walk"):
        stage.show(parts, ahead(scene), token_of(state))
        with st.container(key="lesson"):
            st.markdown(
                lesson.text(scene.step, scene.whole, scene.detail, scene.veil, state, scene.theme),
                anchors=False,
            )


def of_step(scene: Scene) -> dict[str, Part]:
    """The parts that belong to the step and to nothing else."""
    # The update's equations, of all layers, are too long for a lecture.
    left_out = scene.state.view.present and scene.step.kind == UPDATE
    equation, height = (None, 0.0) if left_out else equations(scene)
    return {
        "rail": rail.rail(scene.steps, scene.at),
        "words": lesson.words_of(scene.step, scene.whole, scene.detail, scene.veil, scene.state),
        "diagram": diagram(scene, height),
        **({"operation": equation} if equation else {}),
    }


def ahead(scene: Scene) -> dict[str, Part] | None:
    """The next step, which the browser shows at the key press; never while results are to be predicted."""
    last = scene.at == len(scene.steps) - 1
    if last or scene.detail or scene.state.view.veil != "off" or scene.state.screen.scrubbing:
        return None
    if scene.steps[scene.at + 1].kind == UPDATE and scene.whole.network.n_parameters > MOST_AHEAD:
        return None
    return of_step(replace(scene, at=scene.at + 1))


def token_of(state: Session) -> int:
    """What all steps have in common: with another one, what the browser keeps of the steps is void."""
    screen = state.screen
    return hash(
        (state.experiment, replace(state.view, step=FIRST), screen.window, screen.height, screen.theme)
    )


def look() -> Scene:
    """What is on show: the step, the number it has been entered for, and what is hidden."""
    state = session.current()
    state.enter(PAGE)
    whole = state.evaluate()
    steps = steps_of(whole)
    at = step_at(steps, state.view.step)
    detail = actions.detail(state, whole, steps[at])
    veil = NOTHING
    if state.view.veil == "down":
        veil = veil_at(whole, steps[at], detail, state.sample)
    related = []
    if detail:
        related = [
            quantity for quantity, _ in explain(whole, detail, state.sample, state.view.numbers).made_from
        ]
    evaluation = veiled(whole, veil, state.sample)
    return Scene(
        state, steps, at, whole, evaluation, veil, detail, related, scales_of(state, whole), theme_of(state)
    )


def veil_at(whole: Evaluation, step: Step, detail: Quantity | None, sample: int) -> Veil:
    """What is hidden at a step: its results, and the number it has been entered for; those before it are known."""
    veil = veil_over(whole, step.shows)
    if detail is None:
        return veil
    own = veil_over_number(whole, detail, sample)
    if (detail.kind, detail.layer) not in step.shows:
        return Veil(veil.arrays | own.arrays, own.numbers)
    numbers = elements(whole, step)
    later = frozenset(numbers[numbers.index(detail) :]) if detail in numbers else own.numbers
    shown = {array_name(*place) for place in step.shows}
    return Veil((veil.arrays | own.arrays) - shown, later)


def diagram(scene: Scene, equation_height: float) -> FiguresPart:
    """The network, as high as the window allows beside the lesson."""
    state = scene.state
    width = state.screen.widths.get("diagram", DIAGRAM_WIDTH)
    height = float(DIAGRAM_HEIGHT + state.screen.height - holdings.USUAL_HEIGHT)
    if state.view.present:
        height = max(LEAST_HEIGHT, state.screen.window[1] - equation_height - AROUND * scene.zoom)
    drawn = step_diagram(
        scene.evaluation,
        look_of(state, scene.scales, scene.detail, scene.related),
        scene.step,
        whole=scene.whole,
        width=width / scene.zoom,
        height=height / scene.zoom,
    )
    return figures([drawn], ["network"], width, state.wire.client_has, zoom=scene.zoom)


def equations(scene: Scene) -> tuple[FiguresPart, float]:
    """The operation as a matrix equation, and its height, px."""
    state = scene.state
    width = state.screen.widths.get("operation", WIDTH)
    drawn = operation(
        scene.evaluation,
        look_of(state, scene.scales, scene.detail, scene.related),
        scene.step,
        width=width / scene.zoom,
    )
    zoom = zoom_of(scene, drawn, width)
    part = figures([drawn], ["operation"], width, state.wire.client_has, zoom=zoom)
    return part, zoom * float(drawn["layout"]["height"])


def zoom_of(scene: Scene, drawn: dict[str, Any], width: int) -> float:
    """A short equation is drawn larger than a long one, where there is room below."""
    if scene.state.view.present:
        return scene.zoom
    natural = float(drawn["layout"]["width"])
    return max(scene.zoom, min(MOST_ZOOM * scene.zoom / ZOOM, width / natural))
