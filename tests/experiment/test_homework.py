"""Homework in a document: written, read back, and refused in a sentence where it makes no sense."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.documents import DocumentError, from_json, to_json
from backprop.experiment.homework import MOST_ANSWERS, Homework, read_homework
from backprop.experiment.links import from_link, to_link
from backprop.experiment.presets import preset
from tests.experiment.conftest import check_sentence

WORKED = preset()
ANSWERED = Homework(
    ("a1", "dW2[2,1]", "W1change", "C"),
    {"a1[1]": "0.9370", "dW2[2,1]": "1/24", "a1[2]@1": "0,96"},
    0.1,
    "receive",
    "constant",
)


def test_it_survives_a_document_and_a_link():
    experiment = replace(WORKED, homework=ANSWERED.document())
    assert read_homework(from_json(to_json(experiment))) == ANSWERED
    assert read_homework(from_link(to_link(experiment))) == ANSWERED


def test_what_is_usual_is_not_written():
    assert Homework().document() == {}
    assert read_homework(WORKED) == Homework()
    assert Homework(answers={"C": "0.28"}).document() == {"answers": {"C": "0.28"}}


def test_an_empty_answer_is_none():
    assert ANSWERED.with_answers({"a1[1]": " "}).answers == {"dW2[2,1]": "1/24", "a1[2]@1": "0,96"}
    assert Homework().with_answers({"C": " 0.28 "}).answers == {"C": "0.28"}


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"asked": ["W1"]}, "asked[0]"),
        ({"asked": [3]}, "asked[0]"),
        ({"asked": ["z1", "W1[1,1]"]}, "asked[1]"),
        ({"asked": ["dW1[2,1"]}, "asked[0]"),
        ({"biases": "none"}, "homework.biases"),
        ({"biases": ["trained"]}, "homework.biases"),
        ({"asked": "z1"}, "homework.asked"),
        ({"answers": {"rubbish": "1"}}, "rubbish"),
        ({"answers": {"C": 3}}, "C"),
        ({"answers": {"C": "1" * 41}}, "41 characters"),
        ({"answers": ["C"]}, "homework.answers"),
        ({"rate": 0}, "homework.rate"),
        ({"rate": True}, "homework.rate"),
        ({"rate": "fast"}, "homework.rate"),
        ({"orientation": "up"}, "orientation"),
        ({"grades": 1}, "grades"),
        ({"answers": {f"a1[{i}]": "1" for i in range(1, MOST_ANSWERS + 2)}}, "2001 given"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_place(document, named):
    with pytest.raises(DocumentError) as refused:
        read_homework(replace(WORKED, homework=document))
    assert named in str(refused.value)
    check_sentence(refused.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_nothing_else_comes_out_of_it(document):
    for homework in (document, {"asked": document}, {"answers": document}, {"rate": document}):
        if not isinstance(homework, dict):
            continue
        with suppress(DocumentError):
            assert isinstance(read_homework(replace(WORKED, homework=homework)), Homework)
