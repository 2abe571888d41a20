"""The bug lab's live part: the list of mistakes, the case, the board, and what the mistake does, in one fragment."""

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.interface import session
from backprop.interface.board.number_board import board
from backprop.interface.bug_lab import case, gradients, question, suspects, training
from backprop.interface.bug_lab.bench import Bench
from backprop.interface.bug_lab.page import PAGE
from backprop.interface.bug_lab.parts import CasePart
from backprop.interface.parts import TABS, Part, TabsPart
from backprop.interface.scene import scales_of, theme_of
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.stage.legend import legend_part
from backprop.lessons.bugs import riddles
from backprop.lessons.bugs.lab import Finding, find
from backprop.lessons.examples import bias_question

SIGHTS = {"question": "The published bias gradients", "gradients": "Gradients", "training": "Training"}


@st.fragment
def show() -> None:
    """Draw the lab around the network on screen."""
    state = session.current()
    state.enter(PAGE)
    evaluation, theme = state.evaluate(), theme_of(state)
    parts: dict[str, Part] = {"board": board(state, evaluation, [], scales_of(state, evaluation), theme)}
    with st.container(key="bugs"):
        stage.show(parts | scene(state, evaluation) | {"legend": legend_part(theme, checked=True)})


def scene(state: Session, evaluation: Evaluation) -> dict[str, Part]:
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
    above: TabsPart = {"kind": "tabs", "module": TABS.module, "event": "sight", "tabs": tabs, "current": seen}
    parts: dict[str, Part] = {"bugs": listed, "tabs": above}
    if seen == "question":
        return parts | {"case": question.why(evaluation), "question": question.part(state, evaluation)}
    if not key:
        return parts | {"case": case.right_program(evaluation)}
    finding = find(key, evaluation)
    told = told_of(key, finding, bench, evaluation, solved=solved)
    parts["case"] = told
    if seen == "gradients" and finding.runs:
        parts["gradients"] = gradients.part(finding, state)
    if seen == "training" and finding.runs:
        parts["training"], said = training.part(key, state, evaluation)
        told["paragraphs"] = [said, *told["paragraphs"]]
    return parts


def told_of(key: str, finding: Finding, bench: Bench, evaluation: Evaluation, *, solved: bool) -> CasePart:
    """What is told of the mistake: all of it, or only its pattern while it is to be found."""
    if bench.seed is None:
        return case.known(key, finding, evaluation)
    if solved or bench.told:
        return case.solution(key, finding, evaluation, bench.seed, bench.guess if solved else "")
    return case.riddle(key, finding, evaluation, bench.seed, bench.guess)


def sight(state: Session, key: str) -> str:
    """What is looked at: what was chosen, or at first the question where this is the worked example."""
    own, chosen = bias_question.belongs(state.experiment), state.view.of(Bench).sight
    if chosen in ("gradients", "training") or key or not own:
        return chosen if chosen in ("gradients", "training") else "gradients"
    return "question"
