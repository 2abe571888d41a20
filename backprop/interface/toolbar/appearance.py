"""How numbers are written and coloured."""

import streamlit as st

from backprop.interface.session import Session
from backprop.interface.toolbar.controls import count, switch, toggle

SIGNIFICANT, DECIMAL = "Significant digits", "Decimal places"


def show(state: Session) -> None:
    """The popover."""
    view = state.view
    with st.popover("View", icon=":material/visibility:", key="view", on_change="rerun") as popover:
        if not popover.open:
            return
        kind = switch(
            "Numbers show",
            (SIGNIFICANT, DECIMAL),
            SIGNIFICANT if view.places is None else DECIMAL,
            key="digit kind",
        )
        if kind == SIGNIFICANT:
            digits, places = count("How many", view.digits, 2, 10, key="digits"), None
        else:
            places = count("How many", 4 if view.places is None else view.places, 0, 10, key="places")
            digits = view.digits
        own = toggle("Scale the colours of each matrix by itself", view.own_scales, key="own scales")
        if (digits, places, own) != (view.digits, view.places, view.own_scales):
            state.show(digits=digits, places=places, own_scales=own)
            st.rerun()
