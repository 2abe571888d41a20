"""Data sets to try: each opens with a network that can learn it, or with one that cannot, and a sentence on why."""

import streamlit as st

from backprop.experiment.datasets import DATASETS, dataset
from backprop.interface import session
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.toolbar.controls import count

ABLE = {True: "A network that can learn it", False: "One that cannot"}
MOST_SEED = 2**32 - 1


def show(state: Session) -> None:
    """The popover."""
    with st.popover("Data", icon=":material/scatter_plot:", key="data", on_change="rerun") as popover:
        if not popover.open:
            return
        slug = st.selectbox(
            "Data set", list(DATASETS), key="data set", format_func=lambda slug: DATASETS[slug].title
        )
        able = st.radio("Opens with", list(ABLE), key="able", format_func=ABLE.__getitem__)
        seed = count("Seed of the points", 0, 0, MOST_SEED, key="data seed")
        start = DATASETS[slug].able if able else DATASETS[slug].unable
        st.caption(plain(f"{start.title[0].upper()}{start.title[1:]}. {start.note}"))
        st.button(
            "Open",
            key="open data",
            icon=":material/open_in_new:",
            type="primary",
            on_click=take,
            args=(state, slug, bool(able), seed),
            width="stretch",
        )


def take(state: Session, slug: str, able: bool, seed: int) -> None:
    """Open the data set, and see what the network makes of it."""
    session.close("data")
    state.open(dataset(slug, able=able, seed=seed))
    state.show(tab="surface")
