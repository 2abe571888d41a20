"""What the experiment on screen is: its title, its source, and what there is to notice in it."""

import streamlit as st

from backprop.interface.session import Session


def show(state: Session) -> None:
    """The popover; words that come from a document are shown as text, never read as HTML, Markdown or LaTeX."""
    experiment = state.experiment
    with st.popover("About", icon=":material/lightbulb:", key="about", on_change="rerun") as popover:
        if not popover.open:
            return
        st.text(experiment.title or "Untitled network", width="stretch")
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
