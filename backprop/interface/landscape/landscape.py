"""The landscape page's live part: trainer, board, and the cost over a parameter or a plane, drawn in one fragment."""

import streamlit as st

from backprop.core.descent import Run
from backprop.core.directions import random_directions
from backprop.core.evaluation import Evaluation, evaluate
from backprop.figures.curves.curve import cost_curve
from backprop.figures.planes.contour import contour_figure
from backprop.figures.planes.heights import PlaneLook
from backprop.figures.planes.relief import relief_figure
from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.descent import runs
from backprop.interface.descent.parts import TrainerPart
from backprop.interface.descent.trainer import trainer
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.landscape.landscape_view import Frame, LandscapeView
from backprop.interface.landscape.page import PAGE, PLANE
from backprop.interface.parts import FIGURES, FiguresPart, Part, sentence
from backprop.interface.scene import scales_of, theme_of
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.lessons.formulas.what_if import what_if
from backprop.lessons.landscape.plane import Plane, plane_of_directions, plane_of_parameters
from backprop.lessons.landscape.secant import secant
from backprop.lessons.landscape.survey import Survey, plane_of_run, survey
from backprop.lessons.notation.symbols import Notation

WIDTH, HEIGHT = 560, 560  # px of each picture: the width until the browser has reported its own
BESIDE = 52  # px: what stands beside a square plot takes so much less across than downwards

TOO_LARGE = (
    "{name} is so large that within ± {reach:g} of it a computer has hardly another number, so there is nothing to "
    "draw. Look along another parameter, or make it smaller."
)
OVERFLOWS = "C overflows everywhere in this window, so there is nothing to draw."


@st.fragment
def show() -> None:
    """Draw the landscape around the network on screen."""
    state = session.current()
    state.enter(PAGE)
    run, evaluation = runs.current(state), state.evaluate()
    step = runs.cursor(run, state)
    theme, view = theme_of(state), state.view.of(LandscapeView)
    there = evaluate(run.at(step), evaluation.x, evaluation.t, evaluation.loss)
    handle = trainer(run, step, state, there)
    if step:
        handle["said"] += ["Board, arrow and tangent are the start's."]
    axes = list(view.parameters(evaluation))[: {"one": 1, "two": 2}.get(view.along, 0)]
    parts: dict[str, Part] = {
        "trainer": handle,
        "board": board(state, evaluation, axes, scales_of(state, evaluation), theme),
    }
    if view.along == "one":
        parts["slice"] = one(state, evaluation, handle)
    else:
        parts |= two(state, run, step, evaluation, handle)
    with st.container(key="landscape"):
        stage.show(parts | {"legend": legend_part(theme)})


def one(state: Session, evaluation: Evaluation, handle: TrainerPart) -> FiguresPart:
    """C along one parameter, its tangent and its secant."""
    parameter = state.view.of(LandscapeView).parameters(evaluation)[0]
    line = secant(evaluation, parameter, state.view.of(LandscapeView).epsilon)
    width = state.screen.widths.get("slice", 2 * WIDTH)
    handle["said"] += [line.words(state.view.numbers)]
    drawn = cost_curve(
        what_if(evaluation, parameter, 0.0),
        symbol=Notation.of(evaluation).element(parameter),
        fmt=state.view.numbers,
        theme=theme_of(state),
        width=width,
        height=HEIGHT + state.screen.height - USUAL_HEIGHT,
        beside=line,
    )
    return figures([drawn], ["slice"], width, state.wire.client_has)


def two(state: Session, run: Run, step: int, evaluation: Evaluation, handle: TrainerPart) -> dict[str, Part]:
    """The plane as contours, and as a surface, which waits until a drag has ended; or why there is none."""
    plane, names, said = plane_of(state, run, evaluation)
    for name, blurred in zip(names, plane.blurred, strict=True):
        if blurred:
            return {"plane": sentence(TOO_LARGE.format(name=name, reach=plane.reach))}
    found = survey(plane, evaluation, run, step)
    if found.is_empty:
        return {"plane": sentence(OVERFLOWS)}
    handle["said"] += [sentence for sentence in (said, found.words(state.view.numbers)) if sentence]
    width = state.screen.widths.get("plane", WIDTH)
    contours = figures(
        [contour_figure(found, look(state, names, width))], ["contours"], width, state.wire.client_has
    )
    contours |= {"kind": "plane", "module": PLANE.module}
    contours |= {"movable": plane.parameters is not None, "grain": plane.reach / 200}
    return {"plane": contours, "relief": relief(state, found, names)}


def relief(state: Session, found: Survey, names: tuple[str, str]) -> FiguresPart:
    """The surface."""
    if state.screen.scrubbing:
        return {"kind": "figures", "module": FIGURES.module, "waits": True}
    width = state.screen.widths.get("relief", WIDTH)
    return figures(
        [relief_figure(found, look(state, names, width))], ["surface"], width, state.wire.client_has
    )


def look(state: Session, names: tuple[str, str], width: int) -> PlaneLook:
    """A picture as high as its square plot needs, and as the window has room for."""
    height = min(width - BESIDE, HEIGHT + state.screen.height - USUAL_HEIGHT)
    return PlaneLook(names, state.view.logarithmic, state.view.numbers, theme_of(state), width, height)


def plane_of(state: Session, run: Run, evaluation: Evaluation) -> tuple[Plane, tuple[str, str], str]:
    """The plane that is looked at, the names of its axes, and what is to be said of it."""
    view = state.view.of(LandscapeView)
    if view.along == "two":
        parameters = view.parameters(evaluation)
        notation = Notation.of(evaluation)
        names = notation.element(parameters[0]), notation.element(parameters[1])
        return framed(plane_of_parameters(evaluation, parameters), state, run, evaluation), names, ""
    if view.along == "random":
        plane = plane_of_directions(evaluation, list(random_directions(evaluation.network, view.seed)))
        return framed(plane, state, run, evaluation), ("first direction", "second direction"), ""
    plane, shares = plane_of_run(evaluation, run)
    said = f"The two directions hold {100 * shares.sum():.1f} % of the run's spread."
    if run.steps < 2:
        said = "There is no run yet: press Run. Until then the first direction is that of −∇C."
    return framed(plane, state, run, evaluation), ("1st principal direction", "2nd principal direction"), said


def framed(plane: Plane, state: Session, run: Run, evaluation: Evaluation) -> Plane:
    """The plane with its window, which holds the run; it stands still while the network is dragged on it."""
    still = state.screen.scrubbing and not runs.is_running(run, state)
    frame = state.own(Frame)
    if frame.window is None or not still:
        window = plane.around(plane.place(run.theta), state.view.of(LandscapeView).reach)
        frame.window = window.centre, window.reach
    return plane.within(*frame.window)
