"""Events without Streamlit: each kind does its one thing, and does it once."""

from typing import Any

import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.links import to_link
from backprop.experiment.presets import preset
from backprop.interface import address, events
from backprop.interface.session import Session
from backprop.interface.view import View

WORKED = preset("worked-example")


def weight(state: Session, name: str = "W1[1,1]") -> float:
    return state.experiment.evaluate().value(Quantity.parse(name))


def edit(number: int, value: object = 0.9, name: str = "W1[1,1]", **more: object) -> dict[str, Any]:
    return {"number": number, "kind": "edit", "set": {name: value}, **more}


def base_of(number: int, experiment: object = WORKED, view: View | None = None) -> dict[str, object]:
    there = address.write(experiment, view or View())
    return {"number": number, "query": there.query, "document": there.document}


def test_an_edit_sets_the_numbers_it_names_and_no_others(state: Session) -> None:
    assert events.apply({"number": 1, "kind": "edit", "set": {"W1[3,2]": -1.5, "b2[1]": 2, "x[2]": 0.25}})
    expected = set_value(set_value(set_value(WORKED, "W1[3,2]", -1.5), "b2[1]", 2.0), "x[2]", 0.25)
    assert state.experiment == expected
    assert state.wire.refused is None


def test_several_numbers_in_one_edit_are_one_undo_step(state: Session) -> None:
    events.apply({"number": 1, "kind": "edit", "set": {"W1[1,1]": 7.0, "b2[1]": 8.0}})
    events.apply({"number": 2, "kind": "undo"})
    assert state.experiment == WORKED


def test_undo_and_redo_go_back_and_forth(state: Session) -> None:
    events.apply(edit(1, 0.9))
    events.apply({"number": 2, "kind": "undo"})
    assert weight(state) == 0.1
    events.apply({"number": 3, "kind": "redo"})
    assert weight(state) == 0.9


def test_undo_with_nothing_to_undo_is_quiet(state: Session) -> None:
    assert events.apply({"number": 1, "kind": "undo"})
    assert events.apply({"number": 2, "kind": "redo"})
    assert state.experiment == WORKED
    assert state.wire.refused is None


def test_a_number_is_selected_and_let_go(state: Session) -> None:
    events.apply({"number": 1, "kind": "select", "name": "dW2[1,2]"})
    assert state.view.selection == Quantity("dW", 2, (1, 2))
    events.apply({"number": 2, "kind": "select", "name": None})
    assert state.view.selection is None


def test_the_notation_is_chosen_and_is_in_the_address(state: Session) -> None:
    events.apply({"number": 1, "kind": "notation", "notation": "matrix"})
    assert state.view.notation == "matrix"
    assert address.read(address.parse(state.address().query))[1].notation == "matrix"
    assert not state.history.can_undo


def test_selecting_is_no_undo_step(state: Session) -> None:
    events.apply(edit(1))
    events.apply({"number": 2, "kind": "select", "name": "C"})
    events.apply({"number": 3, "kind": "undo"})
    assert state.experiment == WORKED


@pytest.mark.parametrize(("width", "kept"), [(903, 903), (1, 200), (10**9, 4000), (903.6, 903)])
def test_the_browser_reports_widths_within_reason(state: Session, width: float, kept: int) -> None:
    state.screen.widths = {"matrices": 700}
    events.apply({"number": 1, "kind": "screen", "widths": {"diagram": width}, "theme": "dark"})
    assert state.screen.widths == {"matrices": 700, "diagram": kept}
    assert state.screen.theme == "dark"


def test_a_theme_that_is_not_dark_is_light(state: Session) -> None:
    events.apply({"number": 1, "kind": "screen", "widths": {"diagram": 500}, "theme": "javascript:"})
    assert state.screen.theme == "light"


def test_what_the_tab_kept_is_restored(state: Session) -> None:
    events.apply(edit(1))
    kept = {"query": "v=digits:7", "document": to_link(preset("xor"))}
    assert events.apply({"number": 2, "kind": "restore", **kept})
    assert state.experiment == preset("xor")
    assert state.view.digits == 7


def test_an_event_is_applied_once_however_often_it_arrives(state: Session) -> None:
    assert events.apply(edit(5, 0.9))
    events.apply({"number": 6, "kind": "undo"})
    assert not events.apply(edit(5, 0.9))
    assert not events.apply({"number": 6, "kind": "undo"})
    assert weight(state) == 0.1
    assert not state.history.can_undo


def test_an_older_event_does_not_overtake(state: Session) -> None:
    events.apply(edit(5, 0.9))
    assert not events.apply(edit(4, 0.4))
    assert weight(state) == 0.9
    assert state.wire.number == 5


def test_the_ticks_of_a_scrub_are_one_undo_step(state: Session) -> None:
    events.apply(edit(1, 0.2))
    for number, value in enumerate((0.3, 0.4, 0.5), start=2):
        events.apply(edit(number, value, scrub="W1[1,1] 17", final=False))
        assert state.screen.scrubbing
    events.apply(edit(5, 0.6, scrub="W1[1,1] 17", final=True))
    assert not state.screen.scrubbing
    events.apply({"number": 6, "kind": "undo"})
    assert weight(state) == 0.2
    events.apply({"number": 7, "kind": "redo"})
    assert weight(state) == 0.6


def test_two_scrubs_are_two_undo_steps(state: Session) -> None:
    for number, (value, scrub) in enumerate([(0.3, "a"), (0.4, "a"), (0.5, "b"), (0.6, "b")], start=1):
        events.apply(edit(number, value, scrub=scrub))
    events.apply({"number": 5, "kind": "undo"})
    assert weight(state) == 0.4


def test_a_scrub_that_is_broken_off_ends_with_the_next_event(state: Session) -> None:
    events.apply(edit(1, 0.2, scrub="a", final=False))
    events.apply({"number": 2, "kind": "select", "name": "C"})
    assert not state.screen.scrubbing


def test_in_its_own_session_the_base_of_an_event_changes_nothing(state: Session) -> None:
    events.apply(edit(7, 0.9))
    events.apply(edit(8, 0.8, "b1[1]", base=base_of(7, preset("xor"))))
    assert weight(state) == 0.9
    assert weight(state, "b1[1]") == 0.8


def test_in_a_new_session_the_base_is_put_back_first_and_then_the_event_counts(state: Session) -> None:
    shown = set_value(preset("mazur"), "W2[1,1]", 0.123)
    looked_at = View(mode="gradients", digits=6)
    assert events.apply(edit(42, 0.77, "W1[2,1]", base=base_of(41, shown, looked_at)))
    assert state.experiment == set_value(shown, "W1[2,1]", 0.77)
    assert state.view == looked_at
    assert state.wire.number == 42
    events.apply({"number": 43, "kind": "undo"})
    assert state.experiment == shown, "undo leads to what was on the screen, not to the start page"
    events.apply({"number": 44, "kind": "undo"})
    assert state.experiment == shown


def test_a_base_too_long_for_an_address_is_put_back_from_its_document(state: Session) -> None:
    shown = restructure(WORKED, [64, 64, 64])
    base = base_of(41, shown)
    assert base["document"]
    events.apply(edit(42, 0.77, base=base))
    assert state.experiment == set_value(shown, "W1[1,1]", 0.77)


def test_an_edit_that_is_refused_in_a_new_session_still_leaves_what_was_on_the_screen(state: Session) -> None:
    events.apply(edit(42, 1, "W9[1,1]", base=base_of(41, preset("mazur"))))
    assert state.experiment == preset("mazur")
    assert state.wire.refused is not None
    assert state.wire.refused["number"] == 42
