"""The page's settings: whose desk it is, what is asked, the learning rate, and whether right values are shown."""

from dataclasses import replace

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import array_name
from backprop.experiment.documents import DocumentError
from backprop.experiment.homework import Homework, read_homework
from backprop.interface import address, session
from backprop.interface.descent.settings import RATES
from backprop.interface.homework import actions
from backprop.interface.homework.assignment import askable, asked, single_numbers, singly, symbol_of
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.toolbar.about import title_field
from backprop.interface.toolbar.controls import switch, toggle
from backprop.interface.toolbar.sharing import TOO_LONG
from backprop.interface.view import DESKS, View
from backprop.lessons.formulas.wording import array_words
from backprop.lessons.notation.symbols import Notation

WORDS = {"student": "Student", "teacher": "Worksheet", "key": "Answer key"}


def homework_of(state: Session) -> Homework:
    """The document's homework; an empty one, and a sentence on the page, where it makes no sense."""
    try:
        return read_homework(state.experiment)
    except DocumentError as error:
        state.notice = f"The homework of this document cannot be read: {error}"
        return Homework()


def show() -> None:
    """The settings in the toolbar's row; a change draws the page again."""
    state = session.current()
    with st.popover("Asked", icon=":material/checklist:", key="asked", on_change="rerun") as popover:
        if popover.open:
            choose(state)
    shown = state.view.key_shown
    if state.view.desk == "student":
        shown = toggle("Show the right values", shown, key="key shown")
    else:
        hand_out(state)
    desk = switch("What is shown", DESKS, state.view.desk, key="desk", words=WORDS.__getitem__)
    if (desk, shown) != (state.view.desk, state.view.key_shown):
        state.show(desk=desk, key_shown=shown)
        st.rerun()


def hand_out(state: Session) -> None:
    """How the worksheet gets to the students: on paper, or as a link without answers and key."""
    with st.popover("Hand out", icon=":material/print:", key="hand out", on_change="rerun") as popover:
        if not popover.open:
            return
        title_field(state, key="title of the worksheet")
        st.markdown(
            "**On paper:** print this page (Ctrl+P). What is printed is what it shows: worksheet or key."
        )
        blank = replace(state.experiment, homework=replace(homework_of(state), answers={}).document() or None)
        kept = address.write(blank, View())
        if kept.document:
            st.info(TOO_LONG)
        else:
            st.markdown("**As a link:** the assignment without answers and key.")
            st.code(address.link(st.context.url or "", kept.query), language=None, height=90)


def choose(state: Session) -> None:
    """What is asked, what becomes of the biases, and the learning rate of the update."""
    homework = homework_of(state)
    evaluation = state.experiment.evaluate(homework.rate)
    notation = Notation.of(evaluation)
    words = {
        array_name(*place): f"**{plain(notation.symbol(*place))}** {array_words(*place)}"
        for place in askable(evaluation, homework)
    }
    now = [array_name(*place) for place in asked(evaluation, homework)]
    session.follow("asked arrays", now)
    chosen = st.pills(
        "What is asked",
        list(words),
        selection_mode="multi",
        key="asked arrays",
        format_func=words.__getitem__,
    )
    arrays = [name for name in words if name in chosen]
    before, numbers = (
        [str(number) for number in singly(evaluation, homework)],
        _choose_singly(evaluation, homework),
    )
    trained = toggle("Biases are trained", homework.biases == "trained", key="biases trained")
    session.follow("homework rate", homework.rate)
    rate = st.select_slider(
        "Learning rate η",
        sorted({*RATES, homework.rate}),
        key="homework rate",
        format_func=lambda rate: f"{rate:g}",
    )
    names_asked = homework.asked if (arrays, numbers) == (now, before) else (*arrays, *numbers)
    biases = "trained" if trained else "constant"
    wanted = replace(homework, asked=names_asked, rate=float(rate), biases=biases)
    if wanted != homework and (arrays or numbers):
        actions.keep(state, wanted)
        st.rerun()
    if any(layer.b.any() for layer in evaluation.network.layers) and st.button(
        "Without biases: set them to 0"
    ):
        actions.without_biases(state)
        st.rerun()


def _choose_singly(evaluation: Evaluation, homework: Homework) -> list[str]:
    """The names of the single numbers that are asked beside whole arrays."""
    able = {str(number): symbol_of(evaluation, number) for number in single_numbers(evaluation, homework)}
    session.follow("asked singly", [str(number) for number in singly(evaluation, homework)])
    return st.multiselect(
        "And single numbers",
        list(able),
        key="asked singly",
        format_func=lambda name: able.get(name, name),
        placeholder=f"such as {next(iter(able.values()))}" if able else "All numbers are asked.",
        disabled=not able,
    )
