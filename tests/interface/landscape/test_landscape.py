"""Looking at the landscape: choices that survive a link, points that set two parameters, a window that stands still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.experiment.training import Training
from backprop.interface import events
from backprop.interface.descent import runs
from backprop.interface.landscape.landscape import framed, plane_of
from backprop.interface.landscape.landscape_view import (
    ALONG,
    EPSILONS,
    LANDSCAPE_VIEW,
    REACHES,
    LandscapeView,
)
from backprop.interface.session import Session
from backprop.interface.view import View, read_view
from tests.experiment.conftest import check_sentence

WORKED = preset()
EVALUATION = WORKED.evaluate()


def send(state: Session, **event: object) -> Session:
    assert events.apply({"number": state.wire.number + 1, **event}, state)
    return state


landscape_views = st.builds(
    LandscapeView,
    along=st.sampled_from(list(ALONG)),
    axes=st.tuples(st.sampled_from(["", "W1[2,1]", "b2[1]"]), st.sampled_from(["", "W2[1,2]", "W8[64,64]"])),
    reach=st.sampled_from(REACHES),
    epsilon=st.sampled_from(EPSILONS),
    seed=st.integers(0, 10**9 - 1),
)


@given(landscape_views)
def test_a_link_keeps_the_outlook(chosen: LandscapeView) -> None:
    assert LANDSCAPE_VIEW.read(LANDSCAPE_VIEW.write(chosen)) == chosen
    assert read_view(View().having(chosen).write()).of(LandscapeView) == chosen


@pytest.mark.parametrize(
    "said",
    [
        "along:up", "axes:C+x[1]", "axes:W1[1,1", "reach:nan", "reach:3", "epsilon:0", "epsilon:1e400",
        "seed:-1", "seed:٤", "seed:" + "9" * 50, ";;:::", "\x00", "axes:" + "W1[1,1]+" * 100,
    ],
)  # fmt: skip
def test_what_nobody_understands_stays_at_its_default(said: str) -> None:
    found = LANDSCAPE_VIEW.read(said)
    assert found == LandscapeView() or found.axes == ("W1[1,1]", "")


@given(st.text())
def test_any_text_gives_two_parameters(text: str) -> None:
    first, second = LANDSCAPE_VIEW.read(f"axes:{text}").parameters(EVALUATION)
    assert first != second


@pytest.mark.parametrize(
    ("axes", "shown"),
    [
        (("", ""), ("W1[1,1]", "W2[1,1]")),
        (("b2[1]", "W1[3,2]"), ("b2[1]", "W1[3,2]")),
        (("W2[1,1]", ""), ("W2[1,1]", "W1[1,1]")),
        (("W9[1,1]", "W1[1,1]"), ("W2[1,1]", "W1[1,1]")),
        (("b1[1]", "b1[1]"), ("b1[1]", "W1[1,1]")),
        (("a1[1]", "W1[64,1]"), ("W1[1,1]", "W2[1,1]")),
    ],
)
def test_parameters_that_this_network_lacks_give_way(axes: tuple[str, str], shown: tuple[str, str]) -> None:
    assert tuple(map(str, LandscapeView(axes=axes).parameters(EVALUATION))) == shown


def test_a_network_of_one_layer_has_two_axes_too() -> None:
    from backprop.experiment.edits import restructure

    small = restructure(WORKED, sizes=[1, 1]).evaluate()
    assert list(map(str, LandscapeView().parameters(small))) == ["W1[1,1]", "b1[1]"]


def test_a_clicked_parameter_becomes_the_axis_and_the_one_before_the_other(state: Session) -> None:
    state.page = "landscape"
    send(state, kind="select", name="b1[2]")
    assert state.view.of(LandscapeView).axes == ("b1[2]", "W1[1,1]")
    send(state, kind="select", name="W1[1,1]")
    assert state.view.of(LandscapeView).axes == ("W1[1,1]", "b1[2]")
    send(state, kind="select", name="x[1]")
    assert state.view.of(LandscapeView).axes == ("W1[1,1]", "b1[2]")
    state.page = "explore"
    send(state, kind="select", name="W2[2,2]")
    assert state.view.of(LandscapeView).axes == ("W1[1,1]", "b1[2]")


def test_a_drag_on_the_plane_sets_two_parameters_in_one_undoable_step(state: Session) -> None:
    state.page = "landscape"
    for u, v, final in ((0.5, 0.6, False), (-0.25, 1.5, False), (-0.75, 2.0, True)):
        send(state, kind="place", u=u, v=v, scrub="place", final=final)
        assert state.screen.scrubbing is not final
    W1, W2 = (layer.W for layer in state.experiment.network.layers)
    assert (W1[0, 0], W2[0, 0]) == (-0.75, 2.0)
    assert W1[1:].tolist() == WORKED.network.layers[0].W[1:].tolist()
    send(state, kind="undo")
    assert state.experiment == WORKED


@pytest.mark.parametrize("u", [float("nan"), 1e400, float("-inf")])
def test_a_point_that_is_none_is_refused_in_words(state: Session, u: float) -> None:
    send(state, kind="place", u=u, v=0.0)
    assert state.experiment == WORKED
    assert state.wire.refused
    check_sentence(ValueError(state.wire.refused["sentence"]))


@pytest.mark.parametrize("event", [{"u": 1.0}, {"u": "x", "v": 1.0}, {"u": None, "v": None}])
def test_what_is_none_of_ours_changes_nothing(state: Session, event: dict[str, object]) -> None:
    assert not events.apply({"number": 1, "kind": "place", **event}, state)
    assert state.experiment == WORKED


def test_the_window_stands_still_during_a_drag_and_follows_its_end(state: Session) -> None:
    def window() -> tuple[tuple[float, float], float]:
        plane, _, _ = plane_of(state, runs.current(state), state.evaluate())
        return plane.centre, plane.reach

    before = window()
    send(state, kind="place", u=9.0, v=9.0, final=False)
    assert window() == before
    send(state, kind="place", u=9.0, v=9.0, final=True)
    (u, v), reach = window()
    assert abs(u - 9) <= reach
    assert abs(v - 9) <= reach
    assert reach == before[1]


def test_while_training_the_window_grows_with_the_run(state: Session) -> None:
    state.do(preset("xor"))
    state.show(training=Training(steps=100_000))
    send(send(state, kind="train", go=True), kind="train", tick=True)
    run = runs.current(state)
    assert state.screen.scrubbing
    plane, _, _ = plane_of(state, run, state.evaluate())
    places = plane.place(run.theta)
    assert (abs(places - plane.centre) <= plane.reach).all()


@pytest.mark.parametrize("along", list(ALONG))
def test_each_way_to_look_has_a_plane_through_the_network(state: Session, along: str) -> None:
    state.show(LandscapeView(along=along))
    if along == "one":
        return
    run, evaluation = runs.current(state), state.evaluate()
    plane, names, said = plane_of(state, run, evaluation)
    from backprop.core.parameters import theta_of

    assert plane.off(theta_of(evaluation.network)) < 1e-12
    assert all(names)
    assert ("no run yet" in said) == (along == "run")
    assert framed(plane, state, run, evaluation).reach > 0


def test_names_of_axes_are_those_of_the_screen(state: Session) -> None:
    state.show(LandscapeView(axes=("b2[1]", "W1[3,2]")))
    _, names, _ = plane_of(state, runs.current(state), state.evaluate())
    assert names == ("b⁽²⁾₁", "W⁽¹⁾₃₂")
    assert Quantity.parse("b2[1]").kind == "b"
