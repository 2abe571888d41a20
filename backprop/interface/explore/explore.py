"""The explore page's live part: board, diagram, matrices and explanation, drawn in one fragment at every edit."""

import streamlit as st

from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.explanation import panel, routes
from backprop.interface.explanation.actions import reactions
from backprop.interface.explore.page import PAGE
from backprop.interface.scene import Scene, diagram, matrices, scales_of, theme_of
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.interface.vital_signs import vital_signs
from backprop.interface.walk import controls
from backprop.lessons.walk.veil import NOTHING, veil_over_number, veiled


@st.fragment
def show() -> None:
    """Compute the experiment once, and draw every view of it."""
    state = session.current()
    state.enter(PAGE)
    whole = state.evaluate()
    selection = state.selection(whole)
    hidden = state.hidden(whole)
    veil = veil_over_number(whole, hidden, state.sample) if hidden else NOTHING
    evaluation = veiled(whole, veil, state.sample)
    derivation = panel.derive(whole, state, selection, veil)
    related = routes.lit(selection, state, whole) if not veil else []
    if derivation and not related:
        related = [quantity for quantity, _ in derivation.made_from]
    scene = Scene(state, evaluation, selection, related, scales_of(state, whole), theme_of(state))
    stage.show(
        {
            "board": board(state, evaluation, related, scene.scales, scene.theme),
            "vitals": vital_signs(state, evaluation),
            "diagram": diagram(scene),
            "invitation": panel.invitation(derivation),
            "actions": reactions(derivation),
            "matrices": matrices(scene),
            "legend": legend_part(scene.theme),
            "controls": controls.lecture(state, whole, hidden),
        }
    )
    if derivation:
        panel.show(derivation, state, evaluation, scene.theme)
