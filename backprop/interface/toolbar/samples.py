"""The samples: which one is on show, one more, one fewer."""

from dataclasses import dataclass

import streamlit as st

from backprop.experiment.edits import add_sample, remove_sample
from backprop.experiment.experiment import MOST_SAMPLES
from backprop.interface import session
from backprop.interface.session import Session
from backprop.interface.toolbar import sample_table
from backprop.interface.toolbar.controls import count


@dataclass
class Table:
    """Whether the table of all samples is to be opened."""

    wanted: bool = False


def show(state: Session) -> None:
    """The popover. Its label stays the same, or Streamlit would take it for another one, and closed."""
    number = len(state.experiment.x)
    if state.own(Table).wanted:
        state.own(Table).wanted = False
        sample_table.show()
    with st.popover("Samples", icon=":material/table_rows:", key="samples", on_change="rerun") as popover:
        if not popover.open:
            return
        if number > 1:
            chosen = count("Sample on show", state.sample, 1, number, key="sample")
            st.caption(
                "The board and the diagram show this sample. C and the gradients ∂C/∂W and ∂C/∂b "
                "are means over all samples; δ and ∂E/∂a are of the sample's own loss E."
            )
            if chosen != state.sample:
                state.show(sample=chosen)
                st.rerun()
        more = st.button(
            "Add a sample",
            key="add sample",
            icon=":material/add:",
            disabled=number >= MOST_SAMPLES,
            width="stretch",
        )
        fewer = st.button(
            f"Remove sample {state.sample}",
            key="remove sample",
            icon=":material/remove:",
            disabled=number == 1,
            width="stretch",
        )
        st.button(
            "Your own samples …",
            key="own samples",
            icon=":material/table_edit:",
            on_click=ask,
            args=(state,),
            width="stretch",
        )
        if more and number < MOST_SAMPLES:
            state.do(add_sample(state.experiment))
            state.show(sample=number + 1)
            st.rerun()
        if fewer and number > 1:
            state.do(remove_sample(state.experiment, state.sample))
            state.show(sample=min(state.sample, number - 1))
            st.rerun()


def ask(state: Session) -> None:
    """Open the table of all samples in place of the popover."""
    session.close("samples")
    state.own(Table).wanted = True
