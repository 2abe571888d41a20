"""The choices for a run: what a link says of them comes back, and nonsense is left at its default."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import backprop as bp
from backprop.core.early_update import early_update
from backprop.experiment.presets import preset
from backprop.experiment.training import (
    DECAYS,
    OPTIMIZERS,
    ORDERS,
    PARAMETERS,
    Training,
    question_of,
    read_training,
    training_of,
)


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
        order=draw(st.sampled_from(list(ORDERS))),
        decay=draw(st.sampled_from(list(DECAYS))),
        half=draw(st.integers(1, 100_000)),
    )
    for name in training.parameters():
        _, least, most = PARAMETERS[name]
        training = training.with_parameter(name, draw(st.floats(least, most)))
    return training


@given(trainings())
def test_what_is_written_is_read_back(training):
    assert read_training(training.write()) == training


@given(trainings())
def test_a_documents_run_holds_the_same_choices(training):
    run = {
        "optimizer": training.optimizer,
        "rate": training.rate,
        "steps": training.steps,
        "batch": training.batch,
        "seed": training.seed,
        "l2": training.l2,
        "frozen": list(training.frozen),
        "order": training.order,
        "decay": training.decay,
        "half": training.half,
        **training.parameters(),
        "question": "What is this?",
    }
    assert training_of(run) == training


@pytest.mark.parametrize(
    "run",
    [
        None,
        {},
        {"optimizer": "magic", "order": "late", "decay": "soon", "half": 0},
        {"optimizer": ["adam"], "order": {"early": 1}},
        {"rate": -1, "l2": -0.1, "batch": 513},
        {"rate": True, "steps": False, "seed": None},
        {"rate": "fast", "steps": [10], "seed": {}},
        {"rate": float("nan"), "steps": 10**400, "l2": float("inf")},
        {"frozen": "W1", "own": [["beta1", 0.5]]},
        {"frozen": ["W9", "b", "W1[1,1]", 3, None, ["W1"]]},
        {"momentum": 0.5},
    ],
)
def test_nonsense_in_a_document_is_left_at_its_default(run):
    assert training_of(run) == Training()


def test_what_makes_sense_beside_nonsense_is_kept():
    run = {
        "optimizer": "adam",
        "rate": "1/4",
        "beta1": 2,
        "beta2": 0.5,
        "frozen": ["b2", 7, "W1", "b2"],
        "steps": 0,
    }
    assert training_of(run) == Training(
        optimizer="adam", rate=0.25, frozen=("b2", "W1"), own=(("beta2", 0.5),)
    )


def test_a_question_and_its_answer_are_texts_of_reasonable_length():
    asked = {"question": "Does δ⁽¹⁾ vanish?", "answer": "No.", "rate": 0.1}
    assert question_of(asked) == ("Does δ⁽¹⁾ vanish?", "No.")
    assert question_of(None) == question_of({}) == ("", "")
    assert question_of({"question": "?" * 600, "answer": "!" * 601}) == ("?" * 600, "")
    assert question_of({"question": ["Why?"], "answer": "a\x00b"}) == ("", "")


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
        "order:late",
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


@pytest.mark.parametrize(
    ("decay", "rate"),
    [
        ("none", lambda k: 0.7),
        ("time", lambda k: 0.7 / (1 + k / 5)),
        ("exponential", lambda k: 0.7 * 2 ** (-k / 5)),
    ],
)
def test_a_falling_rate_is_half_after_as_many_steps_as_it_says(decay, rate):
    xor = preset("xor")
    training = Training(rate=0.7, decay=decay, half=5)
    run = training.start(xor).extend(20)
    for k in range(20):
        here = run.at(k)
        gradient = bp.backward(here, bp.forward(here, xor.x), xor.t, xor.loss)
        for layer, after, dW in zip(here.layers, run.at(k + 1).layers, gradient.dW, strict=True):
            np.testing.assert_allclose(after.W, layer.W - rate(k) * dW, rtol=1e-13)
    assert [training.rate_after(k) for k in (0, 5)] == pytest.approx([0.7, rate(5)], rel=1e-15)
    assert read_training(training.write()) == training


def test_a_default_is_not_kept_as_a_choice():
    training = Training(optimizer="adam").with_parameter("beta1", 0.5)
    assert training.parameters()["beta1"] == 0.5
    assert training.with_parameter("beta1", 0.9) == Training(optimizer="adam")


@pytest.mark.parametrize("told", [{}, {"l2": 0.02}, {"frozen": ("W2", "b1", "W7")}, {"batch": 2, "seed": 3}])
def test_the_early_order_trains_with_the_mistake(told):
    xor = preset("xor")
    training = Training(rate=0.7, order="early", **told)
    frozen = [name for name in training.frozen if name != "W7"]
    own = bp.descend(
        xor.network, xor.x, xor.t, xor.loss, bp.GradientDescent(0.7), 20,
        batch_size=training.batch or None, seed=training.seed, l2=training.l2, frozen=frozen,
        backward=early_update(0.7, l2=training.l2, frozen=frozen),
    )  # fmt: skip
    early, together = (
        replace(training, order=order).start(xor).extend(20).theta for order in ("early", "together")
    )
    assert (early == own.theta).all()
    assert (early == together).all() == ("W2" in frozen), "what is not updated is not overwritten"


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "descent"])
def test_other_optimizers_have_no_early_order(name):
    xor = preset("xor")
    one, other = (Training(optimizer=name, order=order).start(xor).extend(5) for order in ORDERS)
    assert (one.theta == other.theta).all()


def test_a_falling_rate_has_no_early_order():
    """The update that comes too early would not know which step it belongs to."""
    xor = preset("xor")
    one, other = (Training(decay="time", half=3, order=order).start(xor).extend(5) for order in ORDERS)
    assert (one.theta == other.theta).all()
