"""The toolbar: examples, structure, samples, view and sharing, and the switch between values and gradients."""

from collections.abc import Callable, Sequence

import streamlit as st

from backprop.experiment.presets import LESSONS, PRESETS, preset
from backprop.interface import session
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.toolbar import about, appearance, datasets, samples, sharing, structure
from backprop.interface.toolbar.controls import switch
from backprop.interface.view import MODES
from backprop.interface.walk import actions

MODE_WORDS = {"values": "Forward: values", "gradients": "Backward: gradients"}
SHORT_WORDS = {"values": "Values", "gradients": "Gradients", "change": "Change since the start"}


def show(
    *,
    mode: bool = True,
    lecture_tools: bool = True,
    training: bool = False,
    own: Callable[[], None] | None = None,
) -> None:
    """Draw the row. A choice changes the session and draws the page again.

    `mode` where the diagram has two; `lecture_tools` where a number can be hidden and the page be presented;
    `training` where networks are trained; `own` draws what the page alone has.
    """
    state = session.current()
    with st.container(horizontal=True, key="toolbar", gap="xsmall", vertical_alignment="center"):
        examples(state)
        if training:
            lessons(state)
            datasets.show(state)
        structure.show(state)
        samples.show(state)
        appearance.show(state)
        sharing.show(state)
        about.show(state)
        if own:
            own()
        if mode:
            choose_mode(state, MODES if training else MODES[:2])
        if mode and lecture_tools:
            lecture(state)
    show_notice(state)
    if state.wire.arrival:
        st.toast(plain(state.wire.arrival), icon=":material/trending_down:", duration="long")
        state.wire.arrival = ""


def show_notice(state: Session) -> None:
    """The sentence on top of the page, if there is one."""
    if state.notice:
        st.warning(plain(state.notice), icon=":material/link_off:")


def choose_mode(state: Session, modes: Sequence[str]) -> None:
    """What the diagram shows."""
    words = MODE_WORDS if len(modes) == len(MODE_WORDS) else SHORT_WORDS
    now = state.view.mode if state.view.mode in modes else modes[0]
    mode = switch("The diagram shows", modes, now, key="mode", words=words.__getitem__)
    if mode != state.view.mode:
        state.show(mode=mode)
        st.rerun()


def lecture(state: Session) -> None:
    """What a lecturer needs, as buttons: the keys H and P do the same."""
    hide = st.button(
        "Hide",
        key="hide",
        icon=":material/visibility_off:",
        help="Hide the selected number and all that is computed from it, and ask the room (H)",
    )
    present = st.button(
        "Present",
        key="present",
        icon=":material/slideshow:",
        help="Show nothing but the lesson, large (P; Escape leaves)",
    )
    if hide:
        actions.veil(state, {})
    if present:
        actions.present(state, {"on": True})
    if hide or present:
        st.rerun()


def examples(state: Session) -> None:
    """Open an example, or the one that was opened last from its start."""
    titles = {slug: preset(slug).title for slug in PRESETS}
    chosen = st.menu_button(
        "Examples",
        list(PRESETS),
        key="examples",
        icon=":material/menu_book:",
        format_func=lambda slug: plain(titles[slug]),
    )
    again = st.button(
        "Reset", key="reset", icon=":material/restart_alt:", help="Back to the example's own numbers"
    )
    if chosen or again:
        slug = chosen or state.example
        state.open(preset(slug), preset_slug=slug)
        st.rerun()


def lessons(state: Session) -> None:
    """Open a lesson: an example with a question to answer before it is trained."""
    chosen = st.menu_button(
        "Lessons",
        list(LESSONS),
        key="lessons",
        icon=":material/school:",
        format_func=lambda slug: plain(LESSONS[slug]),
    )
    if chosen:
        state.open(preset(chosen), preset_slug=chosen)
        st.rerun()
