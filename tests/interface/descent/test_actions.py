"""Running, stopping, stepping, scrubbing and taking weights, as events of a session and as a page."""

import numpy as np
import pytest

import backprop as bp
from backprop.core import descent
from backprop.core.optimizers import GradientDescent
from backprop.experiment import links
from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset
from backprop.experiment.training import Training
from backprop.interface import events
from backprop.interface.descent import runs
from backprop.interface.session import Session

WORKED = preset()


def send(state: Session, **event: object) -> Session:
    assert events.apply({"number": state.wire.number + 1, **event}, state)
    return state


def finish(state: Session) -> Session:
    """Draw until the run has all its steps."""
    while runs.is_running(runs.advance(state), state):
        pass
    return state


def test_a_press_of_run_makes_the_steps_that_are_set(state: Session) -> None:
    state.show(training=Training(steps=300))
    finish(send(state, kind="train", go=True))
    run = runs.current(state)
    assert run.steps == 300
    assert runs.cursor(run, state) == 300
    theirs = WORKED.network.replace("W", 1, WORKED.network.layers[0].W)
    assert run.at(0) == theirs
    finish(send(state, kind="train", go=True))
    assert runs.current(state).steps == 600


def test_stop_keeps_what_has_been_reached(state: Session) -> None:
    state.show(training=Training(steps=100_000))
    send(state, kind="train", go=True)
    reached = runs.advance(state).steps
    assert 0 < reached < 100_000
    send(state, kind="train", go=False)
    assert not runs.is_running(runs.advance(state), state)
    assert runs.current(state).steps == reached


def test_step_makes_one_and_step_back_loses_none(state: Session) -> None:
    for _ in range(3):
        finish(send(state, kind="move", to="next"))
    run = runs.current(state)
    assert (run.steps, runs.cursor(run, state)) == (3, 3)
    send(state, kind="move", to="back")
    assert (runs.current(state).steps, runs.cursor(run, state)) == (3, 2)
    send(state, kind="move", to="next")
    assert (runs.advance(state).steps, runs.cursor(run, state)) == (3, 3)
    send(state, kind="move", to=1, final=False)
    assert state.screen.scrubbing
    assert runs.cursor(run, state) == 1
    for to, place in (("first", 0), ("back", 0), ("last", 3), (99, 3), (-4, 0)):
        send(state, kind="move", to=to)
        assert runs.cursor(run, state) == place


def test_the_weights_on_show_are_taken_as_one_undoable_edit(state: Session) -> None:
    state.show(training=Training(rate=0.7))
    finish(send(state, kind="move", to="next"))
    expected = WORKED.evaluate(0.7)
    send(state, kind="take")
    np.testing.assert_allclose(state.experiment.network.layers[0].W, expected.array("Wnew", 1), rtol=1e-15)
    assert runs.current(state).steps == 0
    send(state, kind="undo")
    assert state.experiment == WORKED
    send(state, kind="take")
    assert state.experiment == WORKED, "at the start there is nothing to take"


def test_another_experiment_or_training_begins_anew_from_the_same_start(state: Session) -> None:
    finish(send(state, kind="move", to="next"))
    state.show(training=Training(rate=0.1))
    assert runs.current(state).steps == 0
    assert runs.current(state).at(0) == WORKED.network
    assert runs.current(state).task.optimizer == GradientDescent(0.1)
    finish(send(state, kind="move", to="next"))
    state.do(set_value(WORKED, "W1[1,1]", 2.0))
    assert runs.current(state).steps == 0
    assert state.view.reached == 0


def test_how_many_steps_a_press_of_run_makes_is_no_part_of_the_run(state: Session) -> None:
    finish(send(state, kind="move", to="next"))
    state.show(training=Training(steps=7))
    assert runs.current(state).steps == 1


def test_a_run_that_is_being_caught_up_with_is_not_cut_short(state: Session) -> None:
    """After a reload: whatever is pressed meanwhile, the link's steps are made, and Run adds to them."""
    state.restore({"n": "900", "k": "400"})
    assert runs.is_running(runs.current(state), state)
    send(state, kind="move", to="next")
    assert state.view.reached == 900
    send(state, kind="train", go=True)
    assert state.view.reached == 1900


def test_an_edit_takes_the_links_steps_away(state: Session) -> None:
    state.restore({"n": "900", "k": "400"})
    state.do(set_value(WORKED, "W1[1,1]", 2.0))
    assert (state.view.reached, state.view.cursor) == (0, None)


def test_what_the_tab_kept_is_trained_as_far_as_it_was(state: Session) -> None:
    """A large network: at first the address names no experiment, then the tab brings it."""
    query = {"n": "12", "k": "4"}
    state.restore(query)
    finish(state)
    state.restore(query, links.to_link(preset("xor")))
    run = runs.current(finish(state))
    assert run.task.network == preset("xor").network
    assert (run.steps, runs.cursor(run, state)) == (12, 4)


def test_of_a_thinned_run_kept_steps_are_shown_and_the_last_one(
    state: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(descent, "MOST_BYTES", 20_000)
    state.show(training=Training(steps=1001))
    run = runs.current(finish(send(state, kind="train", go=True)))
    assert run.every == 8
    for asked, shown in ((7, 0), (8, 8), (1000, 1000), (999, 992), (1001, 1001)):
        send(state, kind="move", to=asked)
        assert runs.cursor(run, state) == shown
        assert float(bp.cost(run.at(shown), WORKED.x, WORKED.t)) == pytest.approx(run.cost[shown], rel=1e-12)
    send(state, kind="move", to=16)
    send(state, kind="move", to="next")
    assert runs.cursor(run, state) == 24
    send(state, kind="move", to="back")
    assert runs.cursor(run, state) == 16


def test_a_run_that_diverges_ends_and_says_so(state: Session) -> None:
    state.do(preset("xor"))
    state.show(training=Training(rate=1e6, optimizer="momentum", l2=10.0))
    run = runs.current(finish(send(state, kind="train", go=True)))
    assert run.diverged is not None
    assert np.isfinite(run.theta).all()
    before = state.view.reached
    send(state, kind="train", go=True)
    assert state.view.reached == before


@pytest.mark.parametrize(
    "event", [{"kind": "move"}, {"kind": "move", "to": "x"}, {"kind": "move", "to": None}, {"kind": "axes"}]
)
def test_what_is_none_of_ours_changes_nothing(state: Session, event: dict[str, object]) -> None:
    before = state.view
    assert not events.apply({"number": 1, **event}, state)
    assert state.view == before


def test_a_link_brings_the_training_and_the_step_back(state: Session) -> None:
    """A reload: the run is made anew, up to where it was."""
    state.show(training=Training("adam", 0.02, batch=0))
    finish(send(state, kind="train", go=True))
    send(state, kind="move", to=123)
    query = dict(state.view.write())
    theta = runs.current(state).theta
    again = Session(type(state.history)(state.experiment))
    again.restore(query)
    assert again.view == state.view
    assert runs.cursor(runs.current(finish(again)), again) == 123
    assert (runs.current(again).theta == theta).all()
