"""What if: a slider nudges the selected parameter, and the curve of the cost shows what its tangent predicts."""

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.figures.curves.curve import cost_curve
from backprop.figures.ink.palette import Theme
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.lessons.formulas.what_if import what_if
from backprop.lessons.notation.symbols import Notation

PARAMETERS = {"W": "W", "dW": "W", "b": "b", "db": "b"}  # whose parameter a number is about
WIDTH, HEIGHT = 312, 180  # px, in the panel
LARGEST = 1_000_000  # parameters times samples, of which a curve takes a tenth of a second
STEPS = 100  # of the slider on either side


def parameter(quantity: Quantity) -> Quantity | None:
    """The parameter that the selected number is, or is the gradient of."""
    kind = PARAMETERS.get(quantity.kind)
    return Quantity(kind, quantity.layer, quantity.index) if kind else None


def show(quantity: Quantity, state: Session, evaluation: Evaluation, theme: Theme) -> None:
    """The slider, the curve with its tangent, and the sentence."""
    named, write = parameter(quantity), state.view.numbers
    assert named is not None
    if evaluation.network.n_parameters * evaluation.n_samples > LARGEST:
        st.markdown("This network and its samples are too many for a curve that follows every change.")
        return
    still = what_if(evaluation, named, 0.0)
    symbol = Notation.of(evaluation).element(named)
    nudge = st.slider(
        f"If {plain(symbol)} changes by Δ, C changes by about ∂C/∂w · Δ",
        -still.reach,
        still.reach,
        0.0,
        still.reach / STEPS,
        key=f"nudge of {named}",
        format="%.3g",
    )
    found = what_if(evaluation, named, nudge) if nudge else still
    st.markdown(f"predicted **{change(found.predicted, state)}**, true **{change(found.true, state)}**")
    drawn = cost_curve(found, symbol=symbol, fmt=write, theme=theme, width=WIDTH, height=HEIGHT)
    stage.inset({"curve": figures([drawn], ["what-if"], WIDTH, state.wire.client_has)})
    st.markdown(plain(found.words(write)))


def change(value: float, state: Session) -> str:
    """A change of the cost with its sign."""
    sign = "+" if value > 0 else ""
    return plain(f"{sign}{state.view.numbers(value)}")
