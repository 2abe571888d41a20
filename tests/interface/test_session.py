"""How a session begins: from what the tab kept, else from the link, else with the starting example."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from backprop.core.quantities import Quantity
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.presets import DEFAULT, preset
from backprop.interface import address, pages
from backprop.interface.view import View
from tests.interface.tab import Tab

WORKED = preset(DEFAULT)
EDITED = set_value(preset("mazur"), "W2[1,1]", 0.123)
VIEW = View(mode="gradients", digits=6, selection=Quantity.parse("W2[1,1]"))


def link(experiment: object = EDITED, view: View = VIEW) -> dict[str, str]:
    return address.parse(address.write(experiment, view).query)


def kept(number: int, experiment: object = EDITED, view: View = VIEW) -> dict[str, object]:
    there = address.write(experiment, view)
    return {"session": "before", "number": number, "query": there.query, "document": there.document}


def test_without_a_link_the_starting_example_opens() -> None:
    tab = Tab().run()
    assert tab.experiment == WORKED
    assert tab.session.view == View()
    assert not tab.session.history.can_undo
    assert not tab.app.warning


def test_a_link_opens_its_experiment_and_its_view() -> None:
    tab = Tab(link()).run()
    assert (tab.experiment, tab.session.view) == (EDITED, VIEW)
    assert not tab.session.history.can_undo, "undo does not lead to an example that was never on the screen"
    assert tab.board()["selection"] == "W2[1,1]"


def test_the_link_counts_at_the_start_only() -> None:
    tab = Tab(link()).run()
    tab.app.query_params.clear()
    for name, value in link(preset("xor"), View()).items():
        tab.app.query_params[name] = value
    assert tab.run().experiment == EDITED


@pytest.mark.parametrize(
    "bad", ["garbage", "%%%", "eJw", "A" * 9000, "é", link()["e"][:-9]], ids=lambda e: e[:12]
)
def test_a_bad_link_opens_the_starting_example_and_says_why(bad: str) -> None:
    tab = Tab({"e": bad, "v": "digits:7"}).run()
    assert tab.experiment == WORKED
    (warning,) = tab.app.warning
    assert "cannot be opened" in warning.value
    assert "starting example" in warning.value
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 2.0}})
    assert not tab.app.warning, "the sentence goes when the visitor has gone on"
    assert tab.cells()["b1[1]"] == 2.0


@pytest.mark.parametrize("page", pages.ADDRESSES.values(), ids=lambda file: file.stem)
def test_every_page_says_that_a_link_cannot_be_opened(page: Path) -> None:
    tab = Tab({"e": "garbage"}).run()
    tab.app.switch_page(str(page))
    assert "cannot be opened" in tab.run().app.warning[0].value


def test_an_address_that_cannot_be_opened_stays_until_something_is_done(ids: dict[str, str]) -> None:
    tab = Tab({"e": "garbage"}).run().run()
    assert tab.told()["stays"]
    tab.send({"number": 1, "kind": "screen", "widths": {"diagram": 500}})
    assert tab.told()["stays"], "nobody did anything"
    tab.send({"number": 2, "kind": "edit", "set": {"b1[1]": 2.0}})
    assert not tab.told()["stays"]
    tab.send({"number": 3, "kind": "undo"})
    assert not tab.told()["stays"], "by now the address is another"
    assert not Tab(link()).run().run().told()["stays"]


def test_a_server_that_comes_back_leaves_such_an_address_too(ids: dict[str, str]) -> None:
    """The tab then tells the address as it came."""
    came = {"session": "another", "number": 41, "stays": True, "query": "e%3Dgarbage&q=x", "document": ""}
    tab = Tab(kept=came).run().run()
    assert "cannot be opened" in tab.app.warning[0].value
    assert tab.told()["stays"]
    tab.send({"number": 42, "kind": "edit", "set": {"b1[1]": 2.0}, "base": came})
    assert tab.experiment == set_value(WORKED, "b1[1]", 2.0)
    woken = Tab().run()
    woken.send({"number": 42, "kind": "edit", "set": {"b1[1]": 2.0}, "base": came})
    assert woken.experiment == set_value(WORKED, "b1[1]", 2.0), "the first thing done counts"


def test_a_selection_that_the_network_lacks_selects_nothing() -> None:
    tab = Tab({**link(), "q": "W7[9,9]"}).run()
    assert tab.board()["selection"] is None


def test_after_a_restart_the_tab_gets_back_what_it_kept_and_not_its_old_link(ids: dict[str, str]) -> None:
    tab = Tab(link(preset("xor"), View()), kept=kept(41)).run()
    assert (tab.experiment, tab.session.view, tab.session.wire.number) == (EDITED, VIEW, 41)


def test_after_a_restart_a_network_too_long_for_a_link_comes_back(ids: dict[str, str]) -> None:
    large = restructure(WORKED, [64, 64, 64])
    assert Tab(kept=kept(41, large)).run().experiment == large


def test_what_a_tab_kept_and_nobody_can_read_is_said(ids: dict[str, str]) -> None:
    tab = Tab(kept={"session": "before", "number": 41, "query": "e=garbage", "document": ""}).run()
    assert tab.experiment == WORKED
    assert len(tab.app.warning) == 1


@pytest.mark.parametrize(
    "odd", [{"number": "x", "query": ""}, {"query": ""}, {"number": 1}, [1], "abc"], ids=str
)
def test_what_a_tab_kept_in_an_unknown_form_fails_no_page(ids: dict[str, str], odd: Any) -> None:
    assert Tab(kept=odd).run().experiment == WORKED


def test_the_event_that_wakes_a_new_session_counts_and_is_drawn(ids: dict[str, str]) -> None:
    tab = Tab(kept=kept(41))
    tab.send({"number": 42, "kind": "edit", "set": {"b1[2]": 3.5}, "base": kept(41)})
    assert tab.experiment == set_value(EDITED, "b1[2]", 3.5)
    assert tab.cells()["b1[2]"] == 3.5, "the page is drawn again after an event that came late"
    assert tab.stage()["number"] == 42
    assert tab.run().run().session.wire.number == 42
    tab.send({"number": 43, "kind": "undo"})
    assert tab.experiment == EDITED, "what the component goes on repeating was applied once"


def test_a_selection_wakes_a_new_session_too(ids: dict[str, str]) -> None:
    tab = Tab(kept=kept(41))
    tab.send({"number": 42, "kind": "select", "name": "b2[1]", "base": kept(41)})
    assert tab.experiment == EDITED
    assert tab.board()["selection"] == "b2[1]"
    assert "b2[1]" in tab.app.markdown[-1].value


def test_the_tab_is_given_what_it_takes_to_come_back(tab: Tab, ids: dict[str, str]) -> None:
    tab.send({"number": 5, "kind": "edit", "set": {"W1[3,1]": -0.0}})
    woken = Tab(kept=tab.kept()).run()
    assert woken.experiment == tab.experiment
    assert woken.session.wire.number == 5


def test_a_session_that_outlived_a_lost_connection_goes_on(tab: Tab, ids: dict[str, str]) -> None:
    tab.send({"number": 5, "kind": "edit", "set": {"W1[3,1]": 7.0}}).run()
    tab.says["tab"] = {"kept": tab.kept()}
    tab.run()
    assert tab.cells()["W1[3,1]"] == 7.0
    assert tab.session.history.can_undo, "nothing was put back"


def test_what_a_tab_shows_counts_even_when_the_server_has_run_the_page_before(ids: dict[str, str]) -> None:
    """Streamlit may run the page by itself as soon as it is back, with an old address; then the tab tells."""
    tab = Tab(link(preset("xor"), View())).run()
    tab.says["tab"] = {"kept": kept(41)}
    tab.run()
    assert (tab.experiment, tab.session.view, tab.session.wire.number) == (EDITED, VIEW, 41)
    tab.send({"number": 42, "kind": "edit", "set": {"b1[2]": 3.5}}).run()
    assert tab.experiment == set_value(EDITED, "b1[2]", 3.5), "what the tab goes on repeating counts once"


def test_an_address_is_told_when_an_edit_is_committed_and_not_at_every_tick(tab: Tab) -> None:
    edit = {"kind": "edit", "set": {"b1[1]": 0.7}, "scrub": "b1[1] 1"}
    tab.send({"number": 1, **edit, "final": False})
    assert tab.stage()["address"] is None
    tab.send({"number": 2, **edit, "final": True})
    told = tab.stage()["address"]
    assert address.read(address.parse(told["query"]))[0] == tab.experiment


def following() -> None:
    import streamlit as st

    from backprop.interface import session

    elsewhere = st.session_state.get("elsewhere", 1)
    session.follow("chosen", elsewhere)
    if st.session_state.get("open", True):
        chosen = st.number_input("n", 0, 9, key="chosen")
        if st.session_state.get("taken"):
            st.session_state["elsewhere"] = chosen


def test_a_control_follows_what_changes_elsewhere_and_keeps_what_a_person_chooses() -> None:
    app = AppTest.from_function(following).run()
    assert app.number_input(key="chosen").value == 1
    app.session_state["elsewhere"] = 5
    assert app.run().number_input(key="chosen").value == 5
    app.number_input(key="chosen").set_value(7).run()
    assert app.number_input(key="chosen").value == 7
    assert app.run().number_input(key="chosen").value == 7
    app.session_state["elsewhere"] = 2
    assert app.run().number_input(key="chosen").value == 2


def test_a_choice_that_follows_another_at_once_counts() -> None:
    """What was chosen first has only just been taken when the second choice comes."""
    app = AppTest.from_function(following)
    app.session_state["taken"] = True
    app.run()
    for choice in (7, 3, 5):
        assert (
            app.number_input(key="chosen").set_value(choice).run().number_input(key="chosen").value == choice
        )
    app.session_state["elsewhere"] = 2
    assert app.run().number_input(key="chosen").value == 2


def test_a_control_that_was_closed_opens_on_what_holds_now() -> None:
    app = AppTest.from_function(following).run()
    app.number_input(key="chosen").set_value(7).run()
    app.session_state["open"] = False
    app.run()
    app.session_state["open"], app.session_state["elsewhere"] = True, 3
    assert app.run().number_input(key="chosen").value == 3
