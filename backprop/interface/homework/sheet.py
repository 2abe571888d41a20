"""The sheet of answers as a part of the stage: an empty cell for each number that is asked, and its mark."""

from collections.abc import Sequence
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.homework import Homework
from backprop.experiment.numerals import NumberFormat
from backprop.interface.homework.assignment import Blank
from backprop.interface.homework.parts import ANSWERS, AnswersPart
from backprop.interface.session import Session
from backprop.lessons.homework.marking import ArrayMark, Mark
from backprop.lessons.homework.sheet import canonical

SIGNS = {"right": "✓", "cut": "✓", "follow": "↪", "wrong": "✗", "few": "…", "unreadable": "?"}


def part(
    state: Session,
    evaluation: Evaluation,
    homework: Homework,
    blanks: Sequence[Blank],
    marks: Sequence[ArrayMark],
) -> AnswersPart:
    """The cells with what was answered, their marks and words, and the right values where they are wished for."""
    marked: dict[str, Mark] = {name: mark for array in marks for name, mark in array.cells.items()}
    answers = {canonical(evaluation, name): text for name, text in homework.answers.items()}
    write = NumberFormat(8) if state.view.key_shown else None
    return {
        "kind": "answers",
        "module": ANSWERS.module,
        "orientation": homework.orientation,
        "refused": state.wire.refused,
        "blanks": [_blank(blank, evaluation, answers, marked, write) for blank in blanks],
    }


def _blank(
    blank: Blank, e: Evaluation, answers: dict[str, str], marked: dict[str, Mark], write: NumberFormat | None
) -> dict[str, Any]:
    cells = []
    for row in blank.rows:
        line = []
        for name in row:
            mark = marked.get(name)
            own = write(e.value(Quantity.parse(name))) if write else ""
            words = mark.words if mark else ""
            line.append(
                {
                    "name": name,
                    "text": answers.get(name, ""),
                    "verdict": mark.verdict if mark else "",
                    "sign": SIGNS[mark.verdict] if mark else "",
                    "words": f"{words} It is {own}." if own and words else f"It is {own}." if own else words,
                }
            )
        cells.append(line)
    return {"symbol": blank.symbol, "name": blank.name, "cells": cells}
