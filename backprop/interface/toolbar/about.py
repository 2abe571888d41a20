"""What the experiment on screen is: its title, its source, and what there is to notice in it."""

from dataclasses import replace

import streamlit as st

from backprop.experiment.experiment import LONGEST, ExperimentError
from backprop.interface import session
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.vital_signs import UNTITLED


def show(state: Session) -> None:
    """The popover; words that come from a document are shown as text, never read as HTML, Markdown or LaTeX."""
    experiment = state.experiment
    with st.popover("About", icon=":material/lightbulb:", key="about", on_change="rerun") as popover:
        if not popover.open:
            return
        title_field(state, key="title")
        if experiment.note:
            st.text(experiment.note)
        if state.changed:
            st.caption("This describes the example as it was opened; it has been changed since.")
        if experiment.source:
            st.caption("Source")
            st.text(experiment.source)
        if experiment.initialisation:
            start = experiment.initialisation
            st.caption(f"New weights were drawn with the scheme {start.scheme} and seed {start.seed}.")


def title_field(state: Session, *, key: str) -> None:
    """The title, to be read and written."""
    experiment = state.experiment
    session.follow(key, experiment.title)
    typed = st.text_input("Title", key=key, placeholder=UNTITLED, max_chars=LONGEST["title"])
    title = " ".join(typed.split())
    if title != experiment.title:
        try:
            state.do(replace(experiment, title=title))
        except ExperimentError as error:
            st.error(plain(str(error)))
            return
        st.rerun()
