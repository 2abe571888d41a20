"""The bug lab's live part: the list of mistakes, the case, the board, and what the mistake does, in one fragment."""

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.bug_lab import case, gradients, question, suspects, training
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.interface.workbench import scales_of, theme_of
from backprop.lessons import bias_question, riddles
from backprop.lessons.lab import find

SIGHTS = {"question": "The published bias gradients", "gradients": "Gradients", "training": "Training"}


@st.fragment
def show() -> None:
    """Draw the lab around the network on screen."""
    state = session.current()
    state.enter("bugs")
    if state.view.present:  # there is nothing on this page that could end it
        state.show(present=False)
    evaluation, theme = state.evaluate(), theme_of(state)
    parts: dict[str, stage.Part] = {
        "board": board(state, evaluation, [], scales_of(state, evaluation), theme)
    }
    with st.container(key="bugs"):
        stage.show(parts | scene(state, evaluation) | {"legend": legend_part(theme, checked=True)})


def scene(state: Session, evaluation: Evaluation) -> dict[str, stage.Part]:
    """The list, the case, and what is seen of it."""
    bench = state.view.of(Bench)
    key = bench.mistake if bench.seed is None else riddles.hidden(evaluation, bench.seed)
    solved = (
        bench.seed is not None and bool(bench.guess) and riddles.solved(evaluation, bench.seed, bench.guess)
    )
    listed = suspects.part(state, evaluation, solved=solved)
    seen = sight(state, key)
    tabs = {
        name: words
        for name, words in SIGHTS.items()
        if name != "question" or bias_question.belongs(state.experiment)
    }
    parts = {"bugs": listed, "tabs": {"kind": "tabs", "event": "sight", "tabs": tabs, "current": seen}}
    if seen == "question":
        return parts | {"case": question.why(evaluation), "question": question.part(state, evaluation)}
    if not key:
        return parts | {"case": case.right_program(evaluation)}
    finding = find(key, evaluation)
    if bench.seed is None:
        parts["case"] = case.known(key, finding, evaluation)
    elif solved or bench.told:
        parts["case"] = case.solution(key, finding, evaluation, bench.seed, bench.guess if solved else "")
    else:
        parts["case"] = case.riddle(key, finding, evaluation, bench.seed, bench.guess)
    if seen == "gradients" and finding.runs:
        parts["gradients"] = gradients.part(finding, state)
    if seen == "training" and finding.runs:
        parts["training"], said = training.part(key, state, evaluation)
        parts["case"]["paragraphs"] = [said, *parts["case"]["paragraphs"]]
    return parts


def sight(state: Session, key: str) -> str:
    """What is looked at: what was chosen, or at first the question where this is the worked example."""
    own, chosen = bias_question.belongs(state.experiment), state.view.of(Bench).sight
    if chosen in ("gradients", "training") or key or not own:
        return chosen if chosen in ("gradients", "training") else "gradients"
    return "question"
