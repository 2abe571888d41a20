"""What a browser sends on the socket, before Streamlit reads it: what no component of ours would say is left out.

Streamlit reads a component's value as JSON with nothing around it, so that one that is no JSON, is nested deeply, or
has a number of five thousand digits would end the run with a trace.
"""

import json
import logging
from typing import Any

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from backprop.experiment.reading import MOST_BYTES

LOGGER = logging.getLogger(__name__)
MOST_DEPTH = 16  # of lists and objects in one another
MOST_PARTS = 100_000  # numbers, texts and lists of one value; pasting all samples there may be sends 32,768
NOTHING = "{}"
NO_MESSAGE, NO_BYTES = 1002, 1003  # why a socket is closed: RFC 6455, section 7.4.1


class Arrivals:
    """ASGI middleware that hands on what arrives on a socket, without the values that nobody could read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_readable() -> Message:
            message = await receive()
            return readable(message) if message["type"] == "websocket.receive" else message

        await self.app(scope, receive_readable if scope["type"] == "websocket" else receive, send)


def readable(message: Message) -> Message:
    """The message with every component's value as JSON that can be read, or the end of the connection."""
    if message.get("bytes") is None:
        return _end(NO_BYTES, "text")
    said = BackMsg()
    try:
        said.ParseFromString(message["bytes"])
    except DecodeError:
        return _end(NO_MESSAGE, "bytes that are no message")
    # Read, not written: what holds nothing stays as it came.
    changed = [_mended(widget) for widget in said.rerun_script.widget_states.widgets]
    return {**message, "bytes": said.SerializeToString()} if any(changed) else message


def _end(code: int, what: str) -> Message:
    LOGGER.info("A connection was ended that sent %s", what)
    return {"type": "websocket.disconnect", "code": code}


def _mended(widget: WidgetState) -> bool:
    """Give a component a value that can be read, where it has none; whether that was needed."""
    if widget.WhichOneof("value") == "json_trigger_value":  # no component of ours has any
        widget.ClearField("json_trigger_value")
        return True
    if widget.WhichOneof("value") != "json_value":
        return False
    value = read_value(widget.json_value)
    if value == widget.json_value:
        return False
    LOGGER.info("A component's value was left out or mended: %.200r", widget.json_value)
    widget.json_value = value
    return True


def read_value(text: str) -> str:
    """The same JSON object if it can be read, with � for every half of a character pair; else an empty one."""
    if len(text) > MOST_BYTES or text.count(",") + text.count("[") + text.count("{") > MOST_PARTS:
        return NOTHING
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(value, dict) or _is_deep(value, MOST_DEPTH):
        return NOTHING
    if "\\u" not in text:
        return text
    whole = json.dumps(value, ensure_ascii=False)
    mended = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text if mended == whole else mended


def _is_deep(value: Any, most: int) -> bool:
    """Whether lists and objects are nested more than `most` deep."""
    if not isinstance(value, (list, dict)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_deep(one, most - 1) for one in inner)
