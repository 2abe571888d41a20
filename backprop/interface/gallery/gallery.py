"""The gallery: a list of published examples, and the one that is looked at with its source, note and numbers."""

import streamlit as st

from backprop.experiment.presets import PUBLISHED, preset
from backprop.experiment.training import RATE
from backprop.interface import session
from backprop.interface.gallery.comparison import summary, table
from backprop.interface.gallery.page import PAGE
from backprop.interface.pages import EXPLORE, STEP
from backprop.interface.plain_text import linked, plain
from backprop.interface.session import Session
from backprop.interface.toolbar.toolbar import show_notice
from backprop.lessons.examples.published import of_preset, rate_of

LIST_WIDTH = 340  # px


def show() -> None:
    """Draw the page."""
    state = session.current()
    state.enter(PAGE)
    show_notice(state)
    with st.container(key="gallery", horizontal=True):
        with st.container(key="gallery list", width=LIST_WIDTH):
            slug = choose(state)
        with st.container(key="gallery example"):
            example(state, slug)


def choose(state: Session) -> str:
    """The list; at first the example that is on the other pages is chosen, if it is a published one."""
    now = state.view.gallery or (state.example if state.example in PUBLISHED else next(iter(PUBLISHED)))
    session.follow("published", now)
    slug = st.radio(
        "Worked examples, published by others",
        list(PUBLISHED),
        format_func=lambda slug: plain(PUBLISHED[slug]),
        captions=[summary(of_preset(slug)) for slug in PUBLISHED],
        key="published",
    )
    if slug != now:
        state.show(gallery=slug)
        st.rerun()
    return slug


def example(state: Session, slug: str) -> None:
    """One example: where it is from, what to notice, its numbers, and the ways to the other pages."""
    experiment = preset(slug)
    st.subheader(plain(experiment.title), anchor=False)
    st.markdown(linked(experiment.source))
    with st.container(horizontal=True):
        ahead = st.button("Open on Explore", key="open published", icon=":material/hub:", type="primary")
        walk = st.button("Walk through it", key="walk published", icon=":material/skip_next:")
    st.markdown(plain(experiment.note))
    st.html(table(experiment, of_preset(slug)))
    if rate_of(experiment) != RATE:
        st.caption(f"New weights and biases are those after one update with η = {rate_of(experiment):g}.")
    if ahead or walk:
        state.open(experiment, preset_slug=slug)
        st.switch_page(STEP.path if walk else EXPLORE.path)
