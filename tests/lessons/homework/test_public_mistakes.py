"""Mistakes that people have made in public (tests/cases/homework.json): which of them are named, and none wrongly."""

import json
from pathlib import Path

import pytest

from backprop.experiment.documents import from_document
from backprop.experiment.homework import read_homework
from backprop.lessons.homework.marking import mark

CASES = json.loads((Path(__file__).parents[2] / "cases" / "homework.json").read_text(encoding="utf-8"))
# Its one number 1.094 is 1.6 units of its last digit from the right one: any slip of the pen could have given it.
NOT_NAMED = {"M9"}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_mistake_is_named_and_no_other_one(case):
    experiment = from_document(case["document"])
    homework = read_homework(experiment)
    marks = mark(experiment.evaluate(homework.rate), homework.answers)
    named = {key for one in marks for cell in one.cells.values() for key in cell.keys}
    assert named == (set() if case["id"] in NOT_NAMED else set(case["keys"]))
    assert all(cell.words for one in marks for cell in one.cells.values())
