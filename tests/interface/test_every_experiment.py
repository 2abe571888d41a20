"""Every page shows every experiment the border lets in, or says in words what it cannot draw; and undo leads back."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as strategy

from backprop.core.network import Layer, Network
from backprop.experiment.edits import set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.history import History
from backprop.experiment.presets import preset
from backprop.interface import address, events, holdings, session
from backprop.interface.bug_lab import lab
from backprop.interface.descent import descent
from backprop.interface.explore import explore
from backprop.interface.gradient_check import check
from backprop.interface.homework import desk
from backprop.interface.landscape import landscape
from backprop.interface.landscape.landscape_view import LandscapeView
from backprop.interface.session import Session
from backprop.interface.stage import stage
from backprop.interface.view import View
from backprop.interface.vital_signs import badge
from backprop.interface.walk import walk
from backprop.lessons.checks.numeric_check import numeric_check
from backprop.lessons.checks.words import verdict
from tests.interface.extremes import experiments, views
from tests.interface.tab import Tab

ROOT = Path(__file__).parents[2]
PAGES = {
    "explore": explore,
    "step": walk,
    "descend": descent,
    "landscape": landscape,
    "check": check,
    "bugs": lab,
    "homework": desk,
}
# A case that fails is shown as it was found: to make it smaller would take minutes.
AS_FOUND: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
}
DONE_THERE: dict[str, list[dict[str, Any]]] = {  # what a person does on a page once it has been drawn
    "step": [{"kind": "enter"}, {"kind": "apply"}, {"kind": "guess", "name": "C", "says": "1"}],
    "descend": [{"kind": "train", "go": True}, {"kind": "move", "to": "back"}],
    "landscape": [{"kind": "train", "go": True}, {"kind": "place", "u": 0.5, "v": 1e308}],
}


class Screen:
    """A page without Streamlit: what it would send to the browser is checked, and kept."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.parts: dict[str, Any] = {}
        self.state: Session | None = None
        patch.setattr(stage, "_COMPONENT", self.component)
        patch.setattr(session, "current", lambda: self.state)
        patch.setattr(st, "container", lambda **_: nullcontext())
        for name in ("html", "markdown"):
            patch.setattr(st, name, self.text)

    class Answer:
        event = None

    def component(self, data: bytes, **_: Any) -> type[Answer]:
        self.parts = json.loads(data.decode(), parse_constant=refuse)["parts"]
        return self.Answer

    def text(self, body: str, **_: Any) -> None:
        assert body.encode()

    def open(self, experiment: Experiment, view: View, page: str) -> Session:
        """A new session on this page."""
        self.state = Session(History(experiment), view=view, screen=holdings.Screen(theme="light"))
        self.draw(page)
        return self.state

    def draw(self, page: str) -> dict[str, Any]:
        """What the page's fragment shows."""
        PAGES[page].show.__wrapped__()  # type: ignore[attr-defined]
        return self.parts

    def do(self, page: str, event: dict[str, Any]) -> None:
        """Something that is done there, and the page after it."""
        assert self.state is not None
        events.apply({"number": self.state.wire.number + 1, **event}, self.state)
        self.draw(page)


def refuse(constant: str) -> float:
    raise AssertionError(f"{constant} is no JSON; a browser cannot read it")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(monkeypatch)


def shows(screen: Screen, page: str, experiment: Experiment, view: View) -> None:
    """The page shows it, goes on after what is done there, and an edit and its undoing lead back to it."""
    state = screen.open(experiment, view, page)
    for event in DONE_THERE.get(page, []):
        screen.do(page, event)
    shown = state.experiment
    screen.do(page, {"kind": "edit", "set": {"W1[1,1]": 0.25}})
    assert state.wire.refused is None
    assert state.experiment.network.layers[0].W[0, 0] == 0.25
    if state.experiment != shown:
        screen.do(page, {"kind": "undo"})
    assert state.experiment == shown
    assert address.read(address.parse(state.address().query), state.address().document)[0] == shown


@pytest.mark.parametrize("page", PAGES)
@given(strategy.data())
@settings(max_examples=12, **AS_FOUND)
def test_a_page_shows_any_experiment(screen: Screen, page: str, data: strategy.DataObject) -> None:
    experiment = data.draw(experiments())
    shows(screen, page, experiment, data.draw(views(experiment)))


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
@given(strategy.data())
@settings(max_examples=400, **AS_FOUND)
def test_a_page_shows_very_many_experiments(screen: Screen, page: str, data: strategy.DataObject) -> None:
    experiment = data.draw(experiments())
    shows(screen, page, experiment, data.draw(views(experiment)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_starting_example_with_one_extreme_number(screen: Screen, page: str) -> None:
    for value in (1e308, -1.7e308, 5e-324, 1e160, 0.0):
        shows(screen, page, set_value(preset(), "W1[1,1]", value), View())


def test_where_nothing_can_be_drawn_the_page_says_so(screen: Screen) -> None:
    far = set_value(preset(), "W1[1,1]", 1e308)
    screen.open(far, View(), "landscape")
    assert "W⁽¹⁾₁₁ is so large" in screen.parts["plane"]["words"]
    assert "relief" not in screen.parts
    beyond = Experiment(Network([Layer([[1.0]], [1e200], "identity")]), [1.0], [0.0])
    assert np.isinf(beyond.evaluate().backward.cost)
    screen.open(beyond, View().having(LandscapeView(axes=("W1[1,1]", "b1[1]"))), "landscape")
    assert "nothing to draw" in screen.parts["plane"]["words"]
    screen.open(beyond, View(tab="rates"), "descend")
    assert "overflows at the start" in screen.parts["rates"]["words"]
    assert "no way down" in " ".join(screen.parts["trainer"]["said"])


def test_an_update_beyond_what_is_finite_is_not_applied(screen: Screen) -> None:
    """C and its gradient are finite, and so long a step is not."""
    steep = Experiment(Network([Layer([[0.0]], [2.0], "identity")]), [1e305], [0.0])
    state = screen.open(steep, View(rate=1e6), "step")
    screen.do("step", {"kind": "apply"})
    assert state.experiment == steep
    assert "not applied" in state.verdict


@pytest.mark.parametrize("value", [1e308, 5e-324])
def test_the_whole_page_stands_with_its_toolbar_and_settings(value: float) -> None:
    """The router and all that Streamlit draws around the stage."""
    extreme = set_value(preset(), "W1[1,1]", value)
    query = address.write(extreme, View()).query
    tab = Tab(address.parse(query)).run().run()
    for page in ("2_step_through", "3_descend", "4_landscape", "5_gradient_check", "6_bug_lab", "7_homework"):
        tab.app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        tab.run()
        assert tab.experiment == extreme
        assert tab.stage()["parts"]


@given(experiments())
@settings(max_examples=60, **AS_FOUND)
def test_a_right_gradient_is_never_said_to_be_wrong(experiment: Experiment) -> None:
    """Where the numbers are too large or too small to tell, the badge and the check say that."""
    evaluation = experiment.evaluate()
    assert "failed" not in badge(evaluation)["tone"]
    for method, epsilon in (("central", 1e-5), ("central", 1e-10), ("complex", 1.0)):
        assert verdict(numeric_check(evaluation, method, epsilon))[0] != "failed"


def test_an_answer_without_its_sample_is_that_of_the_first_one(screen: Screen) -> None:
    network = Network([Layer([[1.0]], [0.0], "identity")])
    answered = {"asked": ["a1"], "answers": {"a1[1]": "2"}}
    screen.open(Experiment(network, [[2.0], [3.0]], [[0.0], [0.0]], homework=answered), View(), "homework")
    assert screen.parts["answers"]["blanks"][0]["cells"][0][0]["text"] == "2"
    assert "1 of 1 answers are right" in screen.parts["summary"]["words"]
