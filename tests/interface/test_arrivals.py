"""What arrives on the socket: every event of ours as it was sent, and nothing that Streamlit could not read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

from backprop.experiment.reading import MOST_BYTES
from backprop.interface import arrivals
from backprop.interface.arrivals import MOST_DEPTH, MOST_PARTS, Arrivals, read_value
from tests.finish import finish

EVENT = {
    "event": {"number": 1, "kind": "edit", "set": {"W1[1,1]": 0.5}, "base": {"query": "e=x", "number": 0}}
}


def arriving(value: str) -> Message:
    said = BackMsg()
    said.rerun_script.query_string = "e=x"
    said.rerun_script.widget_states.widgets.add(id="stage", json_value=value)
    said.rerun_script.widget_states.widgets.add(id="button", trigger_value=True)
    return {"type": "websocket.receive", "bytes": said.SerializeToString()}


def handed_on(message: Message) -> Message:
    """What the app is given in place of a message."""
    given: list[Message] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        given.append(await receive())

    async def receive() -> Message:
        return message

    finish(Arrivals(app)({"type": "websocket"}, receive, None))
    return given[0]


@pytest.mark.parametrize("value", [EVENT, {}, {"kept": None}, {"event": {"set": {"t[1]": "é 😀"}}}], ids=str)
def test_what_components_say_arrives_as_it_was_sent(value: dict[str, Any]) -> None:
    for ascii_only in (True, False):
        message = arriving(json.dumps(value, ensure_ascii=ascii_only))
        assert handed_on(message) is message


UNREADABLE = {
    "nothing": "",
    "half": json.dumps(EVENT)[:-1],
    "rest": json.dumps(EVENT) + "x",
    "no quotes": "{event: 1}",
    "control character": '{"event": "\x00"}',
    "a number": "5",
    "a text": '"{}"',
    "a list": "[{}]",
    "nothing at all": "null",
    "digits": '{"event": ' + "1" * 5000 + "}",
    "deep": '{"event": ' + "[" * MOST_DEPTH + "]" * MOST_DEPTH + "}",
    "parts": '{"event": [0' + ",0" * MOST_PARTS + "]}",
    "long": '{"event": "' + "x" * MOST_BYTES + '"}',
}


@pytest.mark.parametrize("value", UNREADABLE.values(), ids=UNREADABLE)
def test_what_nobody_can_read_is_left_out(value: str) -> None:
    said = BackMsg.FromString(handed_on(arriving(value))["bytes"])
    stage, button = said.rerun_script.widget_states.widgets
    assert stage.json_value == "{}"
    assert button.trigger_value
    assert said.rerun_script.query_string == "e=x"


def test_the_deepest_value_that_may_arrive_does() -> None:
    message = arriving('{"event": ' + "[" * (MOST_DEPTH - 1) + "]" * (MOST_DEPTH - 1) + "}")
    assert handed_on(message) is message


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (r'{"set": {"a": "x\ud800y"}}', {"set": {"a": "x�y"}}),
        (r'{"set": {"\udc00": "\ud83d\ude00"}}', {"set": {"�": "😀"}}),
        (r'{"set": {"a": "\ud83d\ude00"}}', {"set": {"a": "😀"}}),
        (r'{"set": {"a": "\\ud800"}}', {"set": {"a": r"\ud800"}}),
    ],
)
def test_half_of_a_character_pair_becomes_a_character_that_says_so(given: str, read: Any) -> None:
    assert json.loads(read_value(given)) == read


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=[])), inner),
)


@given(ANYTHING)
def test_any_value_is_an_object_that_utf8_can_write(value: Any) -> None:
    read = read_value(json.dumps(value))
    assert isinstance(json.loads(read), dict)
    json.dumps(json.loads(read), ensure_ascii=False).encode()


@given(st.text())
def test_any_text_is_an_object(text: str) -> None:
    assert isinstance(json.loads(read_value(text)), dict)


@pytest.mark.parametrize(
    ("message", "code"),
    [({"text": "hello"}, arrivals.NO_BYTES), ({"bytes": b"\xff\xff\xff"}, arrivals.NO_MESSAGE)],
    ids=["text", "bytes"],
)
def test_who_sends_no_message_is_let_go(message: dict[str, Any], code: int) -> None:
    assert handed_on({"type": "websocket.receive", **message}) == {
        "type": "websocket.disconnect",
        "code": code,
    }


def test_what_is_no_message_passes() -> None:
    for message in ({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}):
        assert handed_on(message) is message


def test_a_trigger_that_no_component_of_ours_has_is_cleared() -> None:
    said = BackMsg()
    said.rerun_script.widget_states.widgets.add(id="stage", json_trigger_value="[" * 9)
    message = handed_on({"type": "websocket.receive", "bytes": said.SerializeToString()})
    assert (
        BackMsg.FromString(message["bytes"]).rerun_script.widget_states.widgets[0].WhichOneof("value") is None
    )
