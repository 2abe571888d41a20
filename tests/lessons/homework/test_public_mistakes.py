"""Mistakes that people make (tests/cases): which of them are named, that none is named wrongly, and what is right."""

import json
from pathlib import Path

import pytest

from backprop.experiment.documents import from_document
from backprop.experiment.homework import read_homework
from backprop.lessons.homework.marking import mark

FOLDER = Path(__file__).parents[2] / "cases"
# homework.json: made in public, with the keys expected. more_mistakes.json: what people ask about, computed anew by a
# program that makes the mistake and knows nothing of this one; any of its keys will do, and `also` are true besides.
MADE, MORE = (
    json.loads((FOLDER / name).read_text(encoding="utf-8"))
    for name in ("homework.json", "more_mistakes.json")
)
# Its one number 1.094 is 1.6 units of its last digit from the right one: any slip of the pen could have given it.
NOT_NAMED = {"M9"}


def cells(case):
    experiment = from_document(case["document"])
    homework = read_homework(experiment)
    marks = mark(experiment.evaluate(homework.rate), homework.answers)
    return {name: cell for one in marks for name, cell in one.cells.items()}


@pytest.mark.parametrize("case", MADE, ids=[case["id"] for case in MADE])
def test_the_mistake_is_named_and_no_other_one(case):
    marked = cells(case)
    named = {key for cell in marked.values() for key in cell.keys}
    assert named == (set() if case["id"] in NOT_NAMED else set(case["keys"]))
    assert all(cell.words for cell in marked.values())


@pytest.mark.parametrize("case", MORE, ids=[case["id"] for case in MORE])
def test_one_of_its_names_is_given_and_none_that_is_not_true(case):
    marked = cells(case)
    named = {key for cell in marked.values() for key in cell.keys}
    assert named & set(case["keys"]) or not case["keys"], case["mistake"]
    assert named <= {*case["keys"], *case.get("also", ())}, case["mistake"]
    for name, verdict in case.get("verdicts", {}).items():
        assert marked[name].verdict == verdict, name
