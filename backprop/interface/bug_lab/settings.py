"""The lab's settings: the learning rate, and how many steps are trained."""

from dataclasses import replace

import streamlit as st

from backprop.interface import session
from backprop.interface.bug_lab.bench import STEPS, Bench
from backprop.interface.descent.settings import RATES


def show() -> None:
    """A menu of the two; a change draws the page again."""
    with st.popover("η and steps", icon=":material/tune:", key="bench", on_change="rerun") as popover:
        if popover.open:
            choices()


def choices() -> None:
    """The two."""
    state = session.current()
    bench, rate = state.view.of(Bench), state.view.rate
    session.follow("lab rate", rate)
    chosen = st.select_slider(
        "Learning rate η", sorted({*RATES, rate}), key="lab rate", format_func=lambda rate: f"{rate:g}"
    )
    session.follow("lab steps", bench.steps)
    steps = st.selectbox("Steps of training", STEPS, key="lab steps", format_func=lambda n: f"{n:,}")
    if (chosen, steps) != (rate, bench.steps):
        state.show(replace(bench, steps=steps), rate=float(chosen))
        st.rerun()
