"""Events no board of ours would send: they change nothing, break nothing, and are refused in a sentence."""

import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backprop.experiment.history import History
from backprop.experiment.presets import preset
from backprop.interface import address, events
from backprop.interface.session import Session
from backprop.interface.view import View
from tests.experiment.conftest import check_sentence

WORKED = preset("worked-example")


def edit(number: int, value: object, name: str = "W1[1,1]") -> dict[str, Any]:
    return {"number": number, "kind": "edit", "set": {name: value}}


REFUSED = [
    (edit(1, float("nan")), "W1[1,1]"),
    (edit(1, float("inf")), "W1[1,1]"),
    (edit(1, 1e400), "W1[1,1]"),
    (edit(1, "-1e400", "b2[2]"), "b2[2]"),
    (edit(1, 1.0, "W1[4,1]"), "W1[4,1]"),
    (edit(1, 1.0, "W9[1,1]"), "W9[1,1]"),
    (edit(1, 1.0, "x[1]@2"), "x[1]@2"),
    (edit(1, 1.0, "a1[1]"), "a1[1]"),
    (edit(1, 1.0, "C"), "C"),
    (edit(1, 1.0, "W1[0,1]"), "W1[0,1]"),
    (edit(1, 1.0, "rubbish"), "rubbish"),
    (edit(1, 1.0, ""), "name"),
    (edit(1, 1.0, "W" * 100_000), "WWWW"),
    (edit(1, 1.0, "<script>alert(1)</script>"), "script"),
    ({"number": 1, "kind": "edit", "set": {"W1[1,1]": 5.0, "b9[1]": 1.0}}, "b9[1]"),
    ({"number": 1, "kind": "select", "name": "W1[2"}, "W1[2"),
    ({"number": 1, "kind": "select", "name": ["W1[2,1]"]}, "W1[2,1]"),
    ({"number": 1, "kind": "restore", "query": "", "document": "not a link"}, "link"),
]


@pytest.mark.parametrize(("event", "named"), REFUSED, ids=lambda part: str(part)[:60])
def test_what_cannot_be_done_is_refused_in_a_sentence_that_names_it(
    state: Session, event: dict[str, Any], named: str
) -> None:
    assert events.apply(event)
    assert state.experiment == WORKED
    assert not state.history.can_undo
    assert state.wire.refused is not None
    assert state.wire.refused["number"] == 1
    assert named in state.wire.refused["sentence"]
    check_sentence(ValueError(state.wire.refused["sentence"]))


def test_a_refusal_is_forgotten_with_the_next_event(state: Session) -> None:
    events.apply(edit(1, float("nan")))
    events.apply(edit(2, 0.9))
    assert state.wire.refused is None


def test_a_tick_of_a_drag_without_its_base_waits_for_its_repetition(state: Session) -> None:
    """A large network's ticks carry no document; a new server asks for it by not answering."""
    tick = edit(5, 9) | {"base": {"number": 3}, "final": False}
    assert not events.apply(tick)
    assert (state.wire.number, state.experiment) == (0, WORKED)
    mazur = address.write(preset("mazur"), View())
    assert events.apply(tick | {"base": {"number": 3, "query": mazur.query}})
    assert state.wire.number == 5
    assert state.experiment.network.layers[0].W[0, 0] == 9
    assert state.example == "mazur"


IGNORED = [
    {},
    {"number": 1},
    {"number": None, "kind": "edit", "set": {"W1[1,1]": 9}},
    {"number": "one", "kind": "edit", "set": {"W1[1,1]": 9}},
    {"number": float("nan"), "kind": "edit", "set": {"W1[1,1]": 9}},
    {"number": 1e400, "kind": "edit", "set": {"W1[1,1]": 9}},
    {"number": [1], "kind": "edit", "set": {"W1[1,1]": 9}},
    {"number": 1, "kind": "explode"},
    {"number": 1, "kind": ["edit"], "set": {"W1[1,1]": 9}},
    {"number": 1, "kind": None},
    {"number": 1, "kind": "edit"},
    {"number": 1, "kind": "edit", "set": [["W1[1,1]", 9]]},
    {"number": 1, "kind": "edit", "set": {"W1[1,1]": 9}, "base": {"number": "x"}},
    {"number": 1, "kind": "edit", "set": {"W1[1,1]": 9}, "base": [1, 2]},
    {"number": 1, "kind": "edit", "set": {"W1[1,1]": 9}, "base": {"number": 1, "query": ["e"]}},
    {"number": 1, "kind": "notation"},
    {"number": 1, "kind": "notation", "notation": "words"},
    {"number": 1, "kind": "notation", "notation": ["matrix"]},
    {"number": 1, "kind": "screen"},
    {"number": 1, "kind": "screen", "widths": [500]},
    {"number": 1, "kind": "screen", "widths": {"diagram": 1e400}},
    {"number": 1, "kind": "screen", "widths": {"diagram": "wide"}},
    {"number": 1, "kind": "screen", "widths": {"diagram": None}},
    {"number": 1, "kind": "restore"},
    {"number": 1, "kind": "restore", "query": None, "document": ""},
    "edit",
    ["edit"],
    7,
]


@pytest.mark.parametrize("event", IGNORED, ids=lambda event: str(event)[:60])
def test_what_no_board_would_send_is_ignored(
    state: Session, event: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger=events.__name__):
        assert not events.apply(event)
    assert state.experiment == WORKED
    assert state.view == View()
    assert state.screen.widths == {}
    assert "none of ours" in caplog.text, "an operator can see in the log what was sent"


@pytest.mark.parametrize("value", [None, [9], {}, {"W1[1,1]": 9}, 10**400, "nine", "", "nan"], ids=str)
def test_a_value_that_is_no_number_changes_nothing(state: Session, value: object) -> None:
    events.apply(edit(1, value))
    assert state.experiment == WORKED
    assert not state.history.can_undo


@pytest.mark.parametrize("base", [{"query": "e=garbage"}, {"query": "", "document": "garbage"}], ids=str)
def test_an_event_with_an_unreadable_base_is_acknowledged_once(state: Session, base: dict[str, str]) -> None:
    event = {**edit(10, 0.9), "base": {"number": 9, **base}}
    events.apply(event)
    assert state.wire.number == 10, "the tab waits for this number before it sends the next event"
    assert state.wire.refused is not None
    assert not events.apply(event)


@pytest.mark.parametrize("value", [None, [9], True, "1_000"], ids=str)
def test_a_value_that_is_no_number_is_refused_in_a_sentence_that_names_the_cell(
    state: Session, value: object
) -> None:
    events.apply(edit(1, value))
    assert state.experiment == WORKED
    assert state.wire.refused is not None
    assert "W1[1,1]" in state.wire.refused["sentence"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["W1[1,1]", "b2[1]", "x[1]@1", "edit", "screen", "select", "undo", "restore"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
ANYTHING = ("set", "scrub", "final", "name", "widths", "theme", "query", "document", "base")
BASES = st.fixed_dictionaries({"number": st.integers(-3, 9), "query": VALUES, "document": VALUES})
EVENTS = st.fixed_dictionaries(
    {"number": st.integers(1, 9) | VALUES, "kind": st.sampled_from(list(events.KINDS)) | VALUES},
    optional=dict.fromkeys(ANYTHING, VALUES) | {"base": VALUES | BASES},
)


@given(st.lists(EVENTS, max_size=4))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_event_breaks_the_session(state: Session, arriving: list[dict[str, Any]]) -> None:
    state.history, state.view, state.wire.number, state.wire.refused = History(WORKED), View(), 0, None
    for event in arriving:
        events.apply(event)
    assert address.read(address.parse(state.address().query)) == (state.experiment, state.view)
    changes = [event for event in arriving if event.get("set") or event["kind"] == "apply"]
    assert state.experiment == WORKED or changes
    assert state.wire.refused is None or isinstance(state.wire.refused["sentence"], str)
