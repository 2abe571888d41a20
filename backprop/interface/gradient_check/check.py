"""The gradient check's live part: probe, both gradients, the worst of them, and the curves of one, in one fragment."""

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.curves.curve import cost_curve
from backprop.figures.curves.error_curve import error_figure
from backprop.figures.equations.gradient_versions import Versions, versions_figure
from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.gradient_check import worst
from backprop.interface.gradient_check.page import PAGE
from backprop.interface.gradient_check.parts import PROBE, ProbePart
from backprop.interface.gradient_check.probe import STEPS, USUAL, Probe
from backprop.interface.holdings import USUAL_HEIGHT
from backprop.interface.parts import FiguresPart, Part
from backprop.interface.scene import look_of, scales_of, theme_of
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.lessons.checks.error_curve import ErrorCurve, error_curve
from backprop.lessons.checks.numeric_check import NumericCheck, numeric_check
from backprop.lessons.checks.words import remarks, verdict
from backprop.lessons.formulas.what_if import what_if
from backprop.lessons.landscape.secant import secant
from backprop.lessons.notation.symbols import Notation

WIDTH, HEIGHT = 540, 262  # px of a curve: the width until the browser has reported its own
METHODS = {"central": "Central difference", "complex": "Complex step"}
WORDS = {"central": ("backprop", "central difference"), "complex": ("backprop", "complex step")}


@st.fragment
def show() -> None:
    """Draw the check of the network on screen."""
    state = session.current()
    state.enter(PAGE)
    evaluation, theme = state.evaluate(), theme_of(state)
    check = numeric_check(evaluation, state.view.of(Probe).method, state.view.of(Probe).epsilon)
    chosen = parameter_of(state, check)
    curve = error_curve(evaluation, chosen)
    parts: dict[str, Part] = {
        "probe": probe(state, check, curve),
        "board": board(state, evaluation, [chosen], scales_of(state, evaluation), theme),
        "gradients": gradients(state, check),
        "worst": worst.part(check, state, chosen),
        "errors": errors(state, evaluation, curve),
        "slice": cost_slice(state, evaluation, chosen),
    }
    with st.container(key="check"):
        stage.show(parts | {"legend": legend_part(theme, checked=True)})


def parameter_of(state: Session, check: NumericCheck) -> Quantity:
    """The parameter that the curves are of: the selected one, or that of the selected gradient, else the worst.

    The worst is that at the usual step, so that the curves stand still while another step is chosen.
    """
    selected = state.selection(check.evaluation)
    if selected is not None and selected.kind in ("W", "b", "dW", "db"):
        return Quantity(selected.kind[-1], selected.layer, selected.index)
    if (check.method, check.epsilon) != ("central", USUAL):
        check = numeric_check(check.evaluation, "central", USUAL)
    return check.parameter(int(check.worst[0]))


def probe(state: Session, check: NumericCheck, curve: ErrorCurve) -> ProbePart:
    """The method, the step, and what comes of them."""
    tone, said = verdict(check)
    place = min(range(len(STEPS)), key=lambda i: abs(STEPS[i] - check.epsilon))
    symbol = Notation.of(check.evaluation).element(curve.parameter)
    below = f"The curves below are those of {symbol}. {curve.words(check.epsilon)}"
    return {
        "kind": "probe",
        "module": PROBE.module,
        "methods": METHODS,
        "method": check.method,
        "place": place,
        "places": len(STEPS),
        "step": f"ε = {NumberFormat().told(check.epsilon)}",
        "tone": tone,
        "verdict": said,
        "paragraphs": [*remarks(check), below],
    }


def gradients(state: Session, check: NumericCheck) -> FiguresPart:
    """Both gradients and the relative error, as matrices."""
    e = check.evaluation
    excused = check.shaped(check.excused.astype(float))
    width = state.screen.widths.get("gradients", WIDTH)
    drawn = versions_figure(
        Versions(
            e, check.numeric_evaluation, check.shaped(check.error), WORDS[check.method], excused=excused
        ),
        look_of(state, scales_of(state, e), state.selection(e)),
        width=width,
    )
    return figures([drawn], ["gradient check"], width, state.wire.client_has)


def errors(state: Session, evaluation: Evaluation, curve: ErrorCurve) -> FiguresPart:
    """The error of the central difference over its step."""
    width = state.screen.widths.get("errors", WIDTH)
    drawn = error_figure(
        curve,
        state.view.of(Probe).epsilon,
        symbol=Notation.of(evaluation).element(curve.parameter),
        theme=theme_of(state),
        width=width,
        height=height(state),
    )
    return figures([drawn], ["error curve"], width, state.wire.client_has)


def cost_slice(state: Session, evaluation: Evaluation, chosen: Quantity) -> FiguresPart:
    """C along the parameter, with its tangent and the secant of this step."""
    width = state.screen.widths.get("slice", WIDTH)
    drawn = cost_curve(
        what_if(evaluation, chosen, 0.0),
        symbol=Notation.of(evaluation).element(chosen),
        fmt=state.view.numbers,
        theme=theme_of(state),
        width=width,
        height=height(state),
        beside=secant(evaluation, chosen, state.view.of(Probe).epsilon),
    )
    return figures([drawn], ["slice"], width, state.wire.client_has)


def height(state: Session) -> int:
    """Of a curve, px: as the window has room for."""
    return HEIGHT + (state.screen.height - USUAL_HEIGHT) // 2
