"""The homework page's live part: the board with what is given, the sheet of answers, and the marks or the worksheet."""

import streamlit as st

from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.homework import paper, report, sheet
from backprop.interface.homework.assignment import blanks
from backprop.interface.homework.page import PAGE
from backprop.interface.homework.settings import homework_of
from backprop.interface.parts import Part, sentence
from backprop.interface.scene import scales_of, theme_of
from backprop.interface.stage import stage
from backprop.lessons.homework.marking import mark


@st.fragment
def show() -> None:
    """Draw the desk around the network on screen."""
    state = session.current()
    state.enter(PAGE)
    homework = homework_of(state)
    evaluation = state.experiment.evaluate(homework.rate)
    theme = theme_of(state)
    empty = blanks(evaluation, homework)
    names = {name for blank in empty for row in blank.rows for name in row}
    marks = [
        one.only(names) for one in mark(evaluation, homework.answers, diagnose=not state.screen.scrubbing)
    ]
    marks = [one for one in marks if one.cells]
    count = sum(len(row) for blank in empty for row in blank.rows)
    parts: dict[str, Part] = {
        "board": board(state, evaluation, [], scales_of(state, evaluation), theme),
        "summary": sentence(report.summary(marks, count)),
        "answers": sheet.part(state, evaluation, homework, empty, marks),
    }
    desk = state.view.desk
    if desk != "student":
        del parts["answers"], parts["summary"]
    with st.container(key="homework"):
        stage.show(parts)
        if desk != "student":  # one of the two: a room that sees the worksheet does not see its key
            sheet_of = {"teacher": paper.worksheet, "key": paper.answer_key}[desk]
            st.html(sheet_of(state.experiment.title, evaluation, homework, empty))
        elif marks:
            st.html(report.table(evaluation, homework, marks))
