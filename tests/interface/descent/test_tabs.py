"""Comparing runs, sweeping η, choosing an order and opening lessons, as events of a session."""

import numpy as np
import pytest

import backprop as bp
from backprop.experiment import links
from backprop.experiment.datasets import dataset
from backprop.experiment.edits import set_value
from backprop.experiment.presets import LESSONS, preset
from backprop.experiment.rivals import MOST, Rival
from backprop.experiment.training import Training, training_of
from backprop.interface import address, events
from backprop.interface.descent import race, rates, runs
from backprop.interface.session import Session

WORKED = preset()


def send(state: Session, **event: object) -> Session:
    assert events.apply({"number": state.wire.number + 1, **event}, state)
    return state


def finish(state: Session) -> Session:
    """Tick as the browser does, until everything stands still."""
    for _ in range(10_000):
        if not (runs.is_running(runs.current(state), state) or race.behind(state, runs.current(state))):
            return state
        send(state, kind="train", tick=True)
    raise AssertionError("it never ends")


def test_runs_to_compare_catch_up_with_the_run(state: Session) -> None:
    state.show(training=Training(steps=50))
    finish(send(state, kind="train", go=True))
    send(state, kind="rival", add="this")
    send(state, kind="eta", to="2")
    assert state.view.training.rate == 2.0
    send(state, kind="tab", to="compare")
    finish(send(state, kind="train", go=True))
    (other,) = race.current(state)
    same = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(0.5), 50)
    np.testing.assert_array_equal(other.cost, same.cost)
    np.testing.assert_array_equal(other.last, same.last)
    assert len(other.theta) == 1, "what takes room is not kept"
    assert runs.current(state).steps == 50
    finish(send(state, kind="train", go=True))
    assert race.current(state)[0].steps == 100


def test_they_are_not_trained_where_nobody_sees_them(state: Session) -> None:
    send(state, kind="rival", add="seeds")
    finish(send(state, kind="train", go=True))
    assert [run.steps for run in race.current(state)] == [0, 0, 0, 0]


def test_stop_holds_them_until_something_is_pressed(state: Session) -> None:
    state.show(training=Training(steps=5000), tab="compare")
    send(state, kind="rival", add="optimizers")
    state.show(training=Training(steps=5000))
    send(state, kind="train", go=True)
    while runs.is_running(runs.current(state), state):
        send(state, kind="train", tick=True)
    assert race.behind(state, runs.current(state))
    send(state, kind="train", go=False)
    assert not race.behind(state, runs.current(state))
    assert any(run.steps < 5000 for run in race.current(state))
    send(state, kind="train", tick=True)  # one that was on its way
    assert not race.behind(state, runs.current(state))
    send(state, kind="tab", to="compare")
    assert race.behind(state, runs.current(state))


def test_rivals_are_added_once_removed_and_never_too_many(state: Session) -> None:
    send(send(state, kind="rival", add="this"), kind="rival", add="this")
    assert state.view.rivals == (Rival(Training()),)
    send(state, kind="rival", add="optimizers")
    assert len(state.view.rivals) == 7
    send(state, kind="rival", add="seeds")
    assert len(state.view.rivals) == MOST
    send(state, kind="rival", remove=0)
    assert Rival(Training()) not in state.view.rivals
    send(state, kind="rival", remove=99)
    assert len(state.view.rivals) == MOST - 1
    send(state, kind="rival", clear=True)
    assert state.view.rivals == ()


def test_an_edit_begins_them_anew(state: Session) -> None:
    state.show(training=Training(steps=20), tab="compare")
    finish(send(send(state, kind="rival", add="seeds"), kind="train", go=True))
    state.do(set_value(WORKED, "x[1]", 5.0))
    assert [run.steps for run in race.current(state)] == [0, 0, 0, 0]
    assert race.current(state)[0].task.x[0, 0] == 5.0


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "rival", "remove": "x"},
        {"kind": "tab", "to": "nowhere"},
        {"kind": "tab"},
        {"kind": "eta"},
    ],
)
def test_what_is_none_of_ours_changes_nothing(state: Session, event: dict[str, object]) -> None:
    before = state.view
    assert not events.apply({"number": 1, **event}, state)
    assert state.view == before


@pytest.mark.parametrize("rate", ["0", "-1", "nan", "1e400", "1e9", "abc"])
def test_a_rate_that_is_none_is_not_taken(state: Session, rate: str) -> None:
    send(state, kind="eta", to=rate)
    assert state.view.training == Training()


def test_a_sweep_is_worked_out_once_whatever_rate_is_chosen(state: Session) -> None:
    found = rates.current(state)
    send(state, kind="eta", to="0.02")
    assert rates.current(state) is found
    state.show(training=Training("adam"))
    assert rates.current(state) is not found


def test_the_other_order_trains_as_far_again(state: Session) -> None:
    state.open(preset("mazur-10000"))
    send(state, kind="train", go=True)
    finish(state)
    together = runs.current(state).cost[-1]
    finish(send(state, kind="order", to="early"))
    assert runs.current(state).steps == 10_000
    assert f"{runs.current(state).cost[-1]:.9f}" == "0.000035085"
    assert f"{together:.9f}" == "0.000035102"


@pytest.mark.parametrize("slug", list(LESSONS))
def test_a_lesson_brings_its_training_along_and_so_does_its_link(state: Session, slug: str) -> None:
    lesson = preset(slug)
    state.open(lesson)
    asked = training_of(lesson.run)
    assert state.view.training == asked
    again, view = address.read(address.parse(state.address().query))
    assert again == lesson
    assert view.training == asked
    _, bare = address.read({"e": links.to_link(lesson)})
    assert bare.training == asked


def test_the_usual_training_of_a_document_that_asks_for_another_survives_the_address(state: Session) -> None:
    state.open(dataset("moons"))
    assert state.view.training.optimizer == "adam"
    state.show(training=Training())
    _, view = address.read(address.parse(state.address().query))
    assert view.training == Training()
