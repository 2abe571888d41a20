"""A browser tab without a browser: AppTest runs the real router, and components say and are told things."""

import json
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from backprop.experiment.experiment import Experiment
from backprop.interface.session import Session

ROUTER = Path(__file__).parents[2] / "backprop" / "interface" / "router.py"
IDS: dict[str, str] = {}  # of the components, by key: Streamlit gives the same ones in every session


class Tab:
    """One visitor; `query` is the address they come with, `kept` what their tab kept when the server died."""

    def __init__(self, query: dict[str, str] | None = None, kept: Any = None) -> None:
        self.app = AppTest.from_file(ROUTER, default_timeout=30)
        for name, value in (query or {}).items():
            self.app.query_params[name] = value
        self.says: dict[str, dict[str, Any]] = {"tab": {"kept": kept}} if kept else {}

    def run(self) -> "Tab":
        """Run the script once; components repeat what they said last, as in a browser."""
        states = self.app._tree.get_widget_states()
        for key, value in self.says.items():
            states.widgets.append(WidgetState(id=IDS[key], json_value=json.dumps(value)))
        self.app._run(states)
        IDS.update({key: component.proto.id for key, component in self._components().items()})
        assert not self.app.exception, self.app.exception[0].stack_trace
        return self

    def send(self, event: Any) -> "Tab":
        """What a person does in the board or in a figure."""
        self.says["stage"] = {"event": event}
        return self.run()

    def open(self, popover: str) -> "Tab":
        """Click the button of a popover."""
        self.app.session_state[popover] = True
        return self.run()

    def choose(self, kind: str, key: str, value: object) -> "Tab":
        """Set the control of this kind and key."""
        getattr(self.app, kind)(key=key).set_value(value)
        return self.run()

    def press(self, key: str) -> "Tab":
        """Click a button."""
        self.app.button(key=key).click()
        return self.run()

    def open_example(self, slug: str) -> "Tab":
        self.app.menu_button(key="examples").click(slug)
        return self.run()

    def stage(self) -> dict[str, Any]:
        """What the stage was given to draw, as strict a JSON as the browser demands."""
        data: dict[str, Any] = json.loads(self._components()["stage"].proto.bytes, parse_constant=_refuse)
        return data

    def board(self) -> dict[str, Any]:
        board: dict[str, Any] = self.stage()["parts"]["board"]
        return board

    def kept(self) -> dict[str, Any]:
        """What the keeper hands back to a server that starts anew."""
        state = self.told()
        return {name: state[name] for name in ("session", "number", "query", "document")}

    def told(self) -> dict[str, Any]:
        """What the keeper is told: the session, its address, and whether that is to be written."""
        told: dict[str, Any] = json.loads(self._components()["tab"].proto.json, parse_constant=_refuse)
        return told

    def cells(self) -> dict[str, float]:
        """Every number on the board, by the name the board edits it with."""
        cells = {}
        for matrix in self.board()["matrices"]:
            cells |= dict(zip(names(matrix), matrix["values"], strict=True))
        return cells

    def shades(self) -> dict[str, int]:
        """The shade of every cell: 0 is fully negative, 128 neutral, 256 fully positive."""
        shades = {}
        for matrix in self.board()["matrices"]:
            shades |= dict(zip(names(matrix), matrix["shades"], strict=True))
        return shades

    @property
    def session(self) -> Session:
        session: Session = self.app.session_state["session"]
        return session

    @property
    def experiment(self) -> Experiment:
        return self.session.experiment

    def _components(self) -> dict[str, Any]:
        found = self.app.get("bidi_component")
        return {component.proto.id.rpartition("-")[2]: component for component in found}


def names(matrix: dict[str, Any]) -> list[str]:
    """The names under which the board edits the cells of a matrix, in reading order."""
    places = [
        f"{row},{column}" if matrix["axes"] == 2 else f"{column}"
        for row in range(1, matrix["rows"] + 1)
        for column in range(1, matrix["columns"] + 1)
    ]
    return [f"{matrix['name']}[{place}]{matrix['at']}" for place in places]


def _refuse(constant: str) -> float:
    raise AssertionError(f"{constant} is no JSON; a browser cannot read it")
