"""The choices for a run: what a link says of them comes back, and nonsense is left at its default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backprop as bp
from backprop.experiment.presets import preset
from backprop.experiment.training import OPTIMIZERS, PARAMETERS, Training, read_training


@st.composite
def trainings(draw):
    training = Training(
        optimizer=draw(st.sampled_from(list(OPTIMIZERS))),
        rate=draw(st.floats(1e-6, 1e6)),
        steps=draw(st.integers(1, 100_000)),
        batch=draw(st.integers(0, 512)),
        seed=draw(st.integers(0, 2**32 - 1)),
        l2=draw(st.floats(0, 10)),
        frozen=tuple(draw(st.lists(st.sampled_from(["W1", "b1", "W2", "b2"]), unique=True))),
    )
    for name in training.parameters():
        _, least, most = PARAMETERS[name]
        training = training.with_parameter(name, draw(st.floats(least, most)))
    return training


@given(trainings())
def test_what_is_written_is_read_back(training):
    assert read_training(training.write()) == training


@pytest.mark.parametrize(
    "text",
    [
        "",
        "optimizer:magic",
        "rate:-1",
        "rate:nan",
        "steps:0,batch:9999,l2:-3,seed:x",
        "frozen:W9+x",
        "momentum:0.5",
        "::,",
    ],
)
def test_nonsense_is_left_at_its_default(text):
    assert read_training(text) == Training()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_run_is_the_numerics_own(name):
    xor = preset("xor")
    training = Training(optimizer=name, rate=0.05, batch=1, seed=5, l2=0.01, frozen=("b1", "W7"))
    run = training.start(xor).extend(20)
    own = bp.descend(
        xor.network, xor.x, xor.t, xor.loss, OPTIMIZERS[name].make(learning_rate=0.05), 20,
        batch_size=1, seed=5, l2=0.01, frozen=["b1"],
    )  # fmt: skip
    assert (run.theta == own.theta).all()


def test_a_default_is_not_kept_as_a_choice():
    training = Training(optimizer="adam").with_parameter("beta1", 0.5)
    assert training.parameters()["beta1"] == 0.5
    assert training.with_parameter("beta1", 0.9) == Training(optimizer="adam")
