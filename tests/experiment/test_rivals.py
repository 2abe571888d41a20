"""Runs to compare with: kept in links, named in words, started from the same weights or from drawn ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import backprop as bp
from backprop.experiment.presets import preset
from backprop.experiment.rivals import MOST, RIVALS, Rival, normal
from backprop.experiment.training import OPTIMIZERS, Training

trainings = st.builds(
    Training,
    optimizer=st.sampled_from(list(OPTIMIZERS)),
    rate=st.sampled_from([0.5, 0.01, 3e-5]),
    batch=st.integers(0, 9),
    l2=st.sampled_from([0.0, 0.1]),
    frozen=st.sampled_from([(), ("b1", "b2")]),
)
rivals = st.builds(Rival, trainings, st.none() | st.integers(0, 2**32 - 1))


@given(st.lists(rivals, max_size=MOST))
def test_a_link_keeps_them(chosen):
    assert RIVALS.read(RIVALS.write(tuple(chosen))) == tuple(chosen)


@pytest.mark.parametrize("text", ["@", "@x", ".@-1", ".@٤", ".@99999999999", "rate:nan", "optimizer:no"])
def test_what_nobody_understands_is_left_at_its_default(text):
    assert RIVALS.read(text) == (Rival(Training()),)


def test_no_more_are_read_than_are_compared():
    assert len(RIVALS.read("|".join(f".@{seed}" for seed in range(50)))) == MOST


def test_a_label_tells_what_is_not_usual():
    training = Training("momentum", 0.1, batch=2, l2=0.5, frozen=("b1",), own=(("momentum", 0.5),))
    said = "Momentum, η = 0.1, μ = 0.5, batches of 2, l2 = 0.5, b1 held constant, start 7"
    assert Rival(training, 7).label() == said
    assert Rival(Training()).label() == "Gradient descent, η = 0.5"
    falling = Training(decay="exponential", half=50, order="early")
    assert Rival(falling).label() == "Gradient descent, η = 0.5, η halved every 50 steps"
    assert Rival(Training(order="early")).label() == "Gradient descent, η = 0.5, layer by layer"


def test_all_start_where_the_experiment_does_unless_a_seed_draws_other_weights():
    xor = preset("xor")
    run = Rival(Training("adam", 0.1)).start(xor).extend(5)
    same = bp.descend(xor.network, xor.x, xor.t, xor.loss, bp.Adam(0.1), 5)
    np.testing.assert_array_equal(run.theta, same.theta)
    drawn = Rival(Training(), 3).start(xor)
    sizes, activations = xor.network.sizes, xor.network.activations
    assert drawn.task.network == bp.initialise(sizes, activations, "xavier", 3)
    assert drawn.task.network != xor.network


def test_published_numbers_of_the_start_are_no_hindrance():
    assert Rival(Training(), 1).start(preset("mazur")).extend(3).steps == 3


def test_how_many_steps_a_press_makes_is_no_part_of_a_rival():
    assert normal(Training(steps=7)) == Training()
