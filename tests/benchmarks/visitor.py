"""A visitor without a browser: it speaks Streamlit's own protocol, so that twenty of them cost a machine nothing."""

import json
import time
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LARGEST = 64 * 2**20  # bytes of a message


class Visitor:
    """One session: what it is told of the stage, how long an event takes, and how many bytes come."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page = ""  # the hash of the page it is on
        self.ids: dict[str, str] = {}  # of the components, by their keys
        self.fragment = ""
        self.says: dict[str, Any] = {}
        self.stage: dict[str, Any] = {}
        self.told: dict[str, Any] = {}  # of the state, by stage or keeper
        self.held: set[str] = set()
        self.number = 0
        self.received = 0

    @classmethod
    async def arrive(cls, url: str, query: str = "", page: str = "") -> Self:
        """Open a page of the app."""
        address = url.replace("http", "ws") + "/_stcore/stream"
        socket = await connect(address, subprotocols=["streamlit"], max_size=LARGEST, ping_interval=None)  # type: ignore[list-item]
        visitor = cls(socket)
        await visitor.run(query=query, name=page)
        return visitor

    async def leave(self) -> None:
        """Close the connection."""
        await self.socket.close()

    async def send(self, event: dict[str, Any], *, base: dict[str, Any] | None = None) -> float:
        """What a person does on the stage; seconds until it has been answered."""
        self.number += 1
        base = {"number": self.number - 1, "key": self.told.get("key", "")} if base is None else base
        sent = event | {"number": self.number, "base": base, "client_has": sorted(self.held)}
        self.says["stage"] = {"event": sent}
        began = time.perf_counter()
        await self.run(fragment=self.fragment)
        assert self.stage["number"] == self.number, f"{event} was not taken"
        return time.perf_counter() - began

    async def edit(self, name: str, value: float) -> float:
        """Set a number; seconds until the stage shows it."""
        return await self.send({"kind": "edit", "set": {name: value}, "final": True})

    async def open(self, document: str) -> float:
        """What a tab does that kept a large network across a reload."""
        return await self.send(
            {"kind": "restore", "query": "", "document": document}, base={"number": 0, "query": ""}
        )

    async def run(self, *, query: str = "", name: str = "", fragment: str = "") -> None:
        """Ask for a run of the script, or of the fragment, and take in all it says."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = query, self.page, name
        state.fragment_id = fragment
        for key, value in self.says.items():
            widget = state.widget_states.widgets.add()
            widget.id, widget.json_value = self.ids[key], json.dumps(value)
        await self.socket.send(message.SerializeToString())
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            self.received += len(data)
            answer = ForwardMsg()
            answer.ParseFromString(data)
            if self.take(answer):
                return

    def take(self, answer: ForwardMsg) -> bool:
        """One message; True when a run has ended (and no other one follows it at once)."""
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.page = answer.navigation.page_script_hash
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "bidi_component":
            component = answer.delta.new_element.bidi_component
            key = component.id.rpartition("-")[2]
            self.ids[key] = component.id
            if key == "stage":
                self.fragment = answer.delta.fragment_id
                self.look(json.loads(component.bytes))
            elif key == "tab" and component.json:
                self.hear(json.loads(component.json))
        if kind == "session_event" and answer.session_event.WhichOneof("type") == "script_finished_message":
            return True
        return kind == "script_finished" and answer.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        )

    def look(self, stage: dict[str, Any]) -> None:
        """What the stage shows; what stands still is kept as a browser would keep it."""
        self.stage, self.number = stage, stage["number"]
        parts = [*stage["parts"].values(), *(stage["ahead"] or {}).values()]
        self.held = {key for part in parts for key in keys_in(part)}
        if stage["address"]:
            self.hear(stage["address"])

    def hear(self, told: dict[str, Any]) -> None:
        """The state as the tab is told it."""
        if told:
            self.told = told


def keys_in(part: Any) -> set[str]:
    """The keys of what stands still."""
    if isinstance(part, dict):
        found = {part["still"]} if isinstance(part.get("still"), str) else set()
        return found.union(*(keys_in(value) for value in part.values()))
    return set().union(*map(keys_in, part)) if isinstance(part, list) else set()
