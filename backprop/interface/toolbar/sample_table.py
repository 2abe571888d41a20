"""Own samples: typed in a table, pasted as text, or taken from a CSV file; refused in words where they don't fit."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.sample_table import SampleError, read_samples, with_samples, write_samples
from backprop.interface import session
from backprop.interface.plain_text import plain


@st.dialog("Your own samples", width="large")
def show() -> None:
    """The dialog: a table, and text that can be pasted or opened from a file."""
    state = session.current()
    experiment = state.experiment
    n_in, n_out = experiment.x.shape[1], experiment.t.shape[1]
    st.caption(
        f"One sample a row: {n_in} input{'s' if n_in > 1 else ''}, then {n_out} target{'s' if n_out > 1 else ''}. "
        "Structure changes how many there are."
    )
    table, text = st.tabs(["Table", "Text or CSV file"])
    with table:
        typed = st.data_editor(columns(experiment), num_rows="dynamic", key="sample table", width="stretch")
        if st.button("Use these samples", key="use table", type="primary"):
            take(experiment, text_of(typed))
    with text:
        file = st.file_uploader("Open a CSV file", type=["csv", "txt", "tsv"], key="sample file")
        pasted = st.text_area(
            "Or paste: commas, semicolons or tabs between numbers",
            write_samples(experiment.x, experiment.t),
            height=240,
            key="sample text",
        )
        if st.button("Use these samples", key="use text", type="primary"):
            take(experiment, file.getvalue() if file is not None else pasted)


def columns(experiment: Experiment) -> dict[str, list[float]]:
    """The samples as columns with the names x1, x2, t1."""
    named = {f"x{k}": column for k, column in enumerate(experiment.x.T.tolist(), 1)}
    return named | {f"t{k}": column for k, column in enumerate(experiment.t.T.tolist(), 1)}


def text_of(typed: Mapping[str, Sequence[float | None]]) -> str:
    """The table as text; a cell that was left empty stays so, for the reader to refuse by its place."""
    lines = [",".join(typed)]
    for row in zip(*typed.values(), strict=True):
        lines.append(",".join("" if empty(value) else NumberFormat.exact(float(value or 0)) for value in row))
    return "\n".join(lines)


def empty(value: float | None) -> bool:
    """Whether a cell of the table holds nothing."""
    return value is None or bool(np.isnan(value))


def take(experiment: Experiment, text: str | bytes) -> None:
    """Make these the samples, as one undoable edit, or say what is wrong with them."""
    state = session.current()
    try:
        x, t = read_samples(text, experiment.x.shape[1], experiment.t.shape[1])
        state.do(with_samples(experiment, x, t))
    except SampleError as error:
        st.error(plain(str(error)))
        return
    state.show(sample=1)
    st.rerun()
