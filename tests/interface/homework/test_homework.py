"""The homework page's actions and papers: answers are kept and undone, sheets are escaped and laid out as chosen."""

from dataclasses import replace

import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.history import History
from backprop.experiment.homework import Homework, read_homework
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.interface import events
from backprop.interface.homework import actions, report
from backprop.interface.homework.assignment import askable, asked, blanks
from backprop.interface.homework.paper import answer_key, worksheet
from backprop.interface.session import Session
from backprop.lessons.homework.marking import mark


@pytest.fixture
def state() -> Session:
    return Session(History(preset()))


def send(state: Session, number: int, **event) -> None:
    assert events.apply({"number": number, "base": {}, **event}, state)


def test_answers_are_kept_as_they_were_written_and_undone(state: Session) -> None:
    send(state, 1, kind="answer", set={"a1[1]": "0.9370", "a1[2]": "0,96"})
    send(state, 2, kind="answer", set={"a1[2]": ""})
    assert read_homework(state.experiment).answers == {"a1[1]": "0.9370"}
    send(state, 3, kind="undo")
    assert read_homework(state.experiment).answers == {"a1[1]": "0.9370", "a1[2]": "0,96"}
    send(state, 4, kind="orient", to="receive")
    assert read_homework(state.experiment).orientation == "receive"
    send(state, 5, kind="clear")
    assert read_homework(state.experiment).answers == {}
    assert state.experiment.network == preset().network


@pytest.mark.parametrize("given", [{"rubbish": "1"}, {"a1[1]": "1" * 50}, {"W1[0,1]": "2"}])
def test_what_cannot_be_an_answer_is_refused_in_a_sentence(state: Session, given) -> None:
    send(state, 1, kind="answer", set=given)
    assert state.wire.refused is not None
    assert "homework.answers" in state.wire.refused["sentence"]
    assert state.experiment == preset()


@pytest.mark.parametrize(
    "event", [{"kind": "answer"}, {"kind": "answer", "set": 3}, {"kind": "orient", "to": "up"}]
)
def test_events_no_page_sends_change_nothing(state: Session, event) -> None:
    events.apply({"number": 1, "base": {}, **event}, state)
    assert state.experiment == preset()


@pytest.mark.parametrize("slug", PRESETS)
def test_every_example_can_be_asked_and_its_key_is_right(slug: str) -> None:
    e = preset(slug).evaluate()
    assert set(asked(e, Homework())) <= set(askable(e, Homework()))
    laid = blanks(e, Homework())
    sheet, key = (paper(preset(slug).title, e, Homework(), laid) for paper in (worksheet, answer_key))
    for blank in laid:
        for row in blank.rows:
            for name in row:
                answer = f"<td>{NumberFormat(6)(e.value(Quantity.parse(name)))}</td>"
                assert answer in key
    assert "key" not in sheet
    assert sheet.count("&nbsp;") == sum(len(row) for blank in laid for row in blank.rows)


def test_rows_receive_turns_weights_alone() -> None:
    e = preset().evaluate()
    receive, send_ = (
        blanks(e, Homework(("dW1", "a1"), orientation=way))[::-1] for way in ("receive", "send")
    )
    assert send_[0].rows == (("dW1[1,1]", "dW1[1,2]"), ("dW1[2,1]", "dW1[2,2]"), ("dW1[3,1]", "dW1[3,2]"))
    assert receive[0].rows == (("dW1[1,1]", "dW1[2,1]", "dW1[3,1]"), ("dW1[1,2]", "dW1[2,2]", "dW1[3,2]"))
    assert send_[1].rows == receive[1].rows == (("a1[1]", "a1[2]"),)


def test_no_word_of_a_document_is_read_as_html() -> None:
    evil = "<script>alert(1)</script>"
    experiment = replace(preset(), title=evil)
    e = experiment.evaluate()
    for paper in (worksheet, answer_key):
        assert "<script" not in paper(evil, e, Homework(), blanks(e, Homework(("C",))))
    homework = Homework(answers={"C": evil[:40]})
    assert "<script" not in report.table(e, homework, mark(e, homework.answers))


def test_single_numbers_and_changes_of_weights_can_be_asked() -> None:
    e = preset("xor").evaluate()
    homework = Homework(("C", "W2change", "dW1[2,1]", "a1[2]@3"))
    laid = blanks(e, homework)
    assert [blank.name for blank in laid] == ["a1[2]@3", "C", "dW1[2,1]", "W2change"]
    assert laid[0].symbol == "a⁽¹⁾₂ of sample 3"
    assert laid[2].rows == (("dW1[2,1]",),)
    text = worksheet("", e, homework, laid)
    assert text.count("&nbsp;") == sum(len(row) for blank in laid for row in blank.rows)
    assert "∂C/∂W⁽¹⁾₂₁" in text


def test_nobody_is_asked_for_the_gradient_of_a_bias_that_is_not_trained(state: Session) -> None:
    e = preset().evaluate()
    constant = Homework(biases="constant")
    assert {"db", "bchange", "bnew"} & {kind for kind, _ in askable(e, Homework())}
    assert not {"db", "bchange", "bnew"} & {kind for kind, _ in askable(e, constant)}
    assert "The biases are held constant." in worksheet("", e, constant, blanks(e, constant))
    actions.without_biases(state)
    homework = read_homework(state.experiment)
    assert homework.biases == "constant"
    without = worksheet("", state.experiment.evaluate(), homework, blanks(e, homework))
    assert "There are no biases." in without
    assert "b⁽¹⁾" not in without
    send(state, 1, kind="undo")
    assert state.experiment == preset()


def test_the_summary_counts() -> None:
    e = preset().evaluate()
    assert report.summary([], 27).startswith("27 numbers are asked")
    marks = mark(e, {"a1[1]": "0.937", "a1[2]": "0.5"})
    assert report.summary(marks, 27) == "1 of 2 answers are right; 27 numbers are asked."
