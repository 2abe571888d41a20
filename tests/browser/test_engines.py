"""What a student does in Firefox or Safari: the same hands in Debian's Firefox and in WebKitGTK."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from debian import missing
from engines import CONTROL, ENGINES, ENTER, PACKAGES, RIGHT, SHIFT, Engine, until
from server import Server
from stroll import Stroll

pytestmark = pytest.mark.thorough
TWICE = Path(__file__).with_name("drawn_twice.js")
READY = """(plots) => document.documentElement.dataset.tab !== "busy"
  && document.querySelectorAll(".js-plotly-plot").length >= plots
  && document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" """
NUMBERS = """() => Object.fromEntries([...document.querySelectorAll(".cell")]
  .map((cell) => [cell.dataset.name, Number(cell.ariaValueNow)]))"""
MIDDLE = """(selector) => { const node = document.querySelector(selector); node.scrollIntoView({ block: "nearest" });
  const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
# Where a number stands in the diagram, by what Plotly has bound to its node.
DRAWN = """(name) => { for (const group of document.querySelectorAll(".part.diagram g.trace")) {
    const { customdata } = group.__data__[0].trace;
    for (const node of group.querySelectorAll(".point")) if (customdata?.[node.__data__.i] === name) {
      const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; } } }"""
# The points of figures that are cut off, by how many pixels: a scrollbar takes away room as well.
CUT = """() => [...document.querySelectorAll(".figure")].flatMap((figure) => {
  const { left, top } = figure.getBoundingClientRect();
  return [...figure.querySelectorAll(".point, .textpoint")].map((point) => {
    const ink = point.getBoundingClientRect();
    const [below, beyond] = [ink.bottom - top - figure.clientHeight, ink.right - left - figure.clientWidth];
    return Math.max(below, beyond, top - ink.top, left - ink.left);
  }).filter((pixels) => pixels > 1);
})"""


class Person:
    """Somebody with a keyboard and a mouse in front of a browser."""

    def __init__(self, engine: Engine, server: Server) -> None:
        self.engine, self.url = engine, server.url

    def go(self, page: str, plots: int) -> "Person":
        self.engine.open(f"{self.url}/{page}")
        return self.wait(plots)

    def wait(self, plots: int = 1) -> "Person":
        """Until what was done has been answered and drawn."""
        until(lambda: self.engine.ask(READY, plots))
        return self

    def press(self, *keys: str, held: str = "") -> "Person":
        """Keys one after another, with those `held` down all the time."""
        ways = [("keyDown", key) for key in held]
        ways += [way for key in keys for way in (("keyDown", key), ("keyUp", key))]
        ways += [("keyUp", key) for key in held]
        self.engine.act(
            [{"type": "key", "id": "keys", "actions": [{"type": t, "value": k} for t, k in ways]}]
        )
        return self

    def mouse(self, *ways: dict[str, Any]) -> "Person":
        pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self.engine.act([pointer | {"actions": list(ways)}])
        return self

    def click(self, place: list[float]) -> "Person":
        x, y = map(round, place)
        # Plotly looks for the point under the mouse at most every 50 ms.
        return self.mouse(to(x - 3, y), to(x, y), {"type": "pause", "duration": 120}, DOWN, UP)

    def cell(self, name: str) -> list[float]:
        found: list[float] = self.engine.ask(MIDDLE, f'.cell[data-name="{name}"]')
        return found

    def numbers(self) -> dict[str, float]:
        found: dict[str, float] = self.engine.ask(NUMBERS)
        return found

    def becomes(self, name: str, value: float) -> None:
        until(lambda: self.numbers().get(name) == value)
        self.wait()

    def text(self, selector: str) -> str:
        return str(
            self.engine.ask("(selector) => document.querySelector(selector)?.innerText ?? ''", selector)
        )


DOWN, UP = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}


def to(x: float, y: float, duration: int = 0) -> dict[str, Any]:
    return {"type": "pointerMove", "x": round(x), "y": round(y), "duration": duration}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    lacking = missing(PACKAGES)
    assert not lacking, f"sudo apt-get install {' '.join(lacking)}"
    running = ENGINES[request.param](tmp_path_factory.mktemp(request.param))
    yield running
    running.close()


@pytest.fixture
def person(engine: Engine, server: Server) -> Person:
    return Person(engine, server)


def test_type_and_undo(person: Person) -> None:
    person.go("", 3).click(person.cell("W1[2,1]"))
    person.wait().press(*"-0.25", ENTER)
    person.becomes("W1[2,1]", -0.25)
    assert person.text(".vitals [data-name=C]") != "0.2822"
    person.press("z", held=CONTROL)
    person.becomes("W1[2,1]", 0.3)
    assert person.text(".vitals [data-name=C]") == "0.2822"


def test_a_drag_changes_one_number_and_selects_no_text(person: Person) -> None:
    x, y = person.go("", 3).cell("W1[1,1]")
    before = person.numbers()
    # Over its neighbours and the headings below, as a hand wanders.
    person.mouse(to(x, y), DOWN, to(x + 6, y), to(x + 60, y, 200), to(x + 156, y + 90, 200))
    assert person.engine.ask("() => String(getSelection())") == ""
    person.mouse(UP).wait()
    after = person.numbers()
    assert {name for name in after if after[name] != before[name]} == {"W1[1,1]"}
    assert after["W1[1,1]"] == 0.6
    person.press("z", held=CONTROL).becomes("W1[1,1]", 0.1)


def test_select_in_the_diagram(person: Person) -> None:
    person.go("", 3)
    person.click(person.engine.ask(DRAWN, "a1[2]"))
    until(lambda: "a1[2]" in person.text(".st-key-explanation"))


def test_step_by_keys(person: Person) -> None:
    person.go("step", 2)
    until(lambda: not person.engine.ask(CUT))
    person.click(person.engine.ask(MIDDLE, ".words h2")).press(RIGHT)
    until(
        lambda: (
            person.engine.ask("() => document.querySelector('.rail [aria-current]')?.dataset.step") == "z1"
        )
    )
    until(lambda: not person.wait(2).engine.ask(CUT))


def test_copy_and_paste(person: Person) -> None:
    person.go("", 3).click(person.cell("W1[1,1]"))
    person.wait().press(RIGHT, held=SHIFT).press("c", held=CONTROL)
    person.click(person.cell("W2[1,1]")).wait().press("v", held=CONTROL)
    person.becomes("W2[1,2]", 0.2)
    assert person.numbers()["W2[1,1]"] == 0.1


def test_nothing_is_logged_that_is_not_known(person: Person) -> None:
    """Streamlit's reader of messages asks for WebAssembly to divide 64-bit numbers, and does without it as well."""
    person.engine.complaints.clear()
    person.go("", 3)
    assert [said for said in person.engine.complaints if "blocked WebAssembly" not in said] == []


def test_a_reload_keeps_everything(person: Person) -> None:
    person.go("", 3).click(person.cell("b1[2]"))
    person.wait().press(*"0.75", ENTER).becomes("b1[2]", 0.75)
    until(lambda: "e=" in person.engine.ask("() => location.search"))
    person.engine.reload()
    person.wait(3)
    assert person.numbers()["b1[2]"] == 0.75


@pytest.mark.parametrize("name", ["explore", "step", "descend", "check", "bugs"])
def test_live_drawing_equals_fresh_drawing(engine: Engine, server: Server, name: str) -> None:
    engine.open(f"{server.url}/_stcore/health")
    engine.ask(f"() => {TWICE.read_text(encoding='utf-8').rstrip().rstrip(';')}")
    stroll = Stroll(name, 1)
    parts = stroll.parts
    for _ in range(20):
        found = engine.ask("(text) => drawnTwice.show(text)", json.dumps(parts))
        assert not found, "\n\n".join([stroll.said, *found])
        parts = stroll.go_on(engine.ask("() => drawnTwice.held()"))
