"""What is said of a run: promises kept to second order, and the gradients' norms against single networks."""

import numpy as np
import pytest

import backprop as bp
from backprop.core.parameters import flat
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.experiment.training import Training
from backprop.lessons.training.first_order import is_straight, promise, words
from backprop.lessons.training.gradient_norms import gradient_norms

WORKED = preset()


def trained(rate, steps=50, **told):
    return bp.descend(
        WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(rate), steps, **told
    )


def evaluated(run, step):
    return bp.evaluate(run.at(step), WORKED.x, WORKED.t, WORKED.loss)


@pytest.mark.parametrize("step", [0, 7, 49])
def test_plain_descent_is_promised_minus_eta_times_the_squared_norm(step):
    run = trained(0.3)
    found = promise(run, step, evaluated(run, step))
    gradient = bp.backward(run.at(step), bp.forward(run.at(step), WORKED.x), WORKED.t)
    squared = sum(float((array**2).sum()) for array in (*gradient.dW, *gradient.db))
    assert found.predicted == pytest.approx(-0.3 * squared, rel=1e-12)
    assert found.happened == run.cost[step + 1] - run.cost[step]


def test_a_promise_is_off_by_the_square_of_the_step():
    off = []
    for rate in (0.2, 0.1, 0.05):
        run = trained(rate, 1)
        found = promise(run, 0, evaluated(run, 0))
        off.append(abs(found.predicted - found.happened))
    np.testing.assert_allclose([off[0] / off[1], off[1] / off[2]], 4, rtol=0.1)


def test_nothing_is_promised_after_the_last_step():
    run = trained(0.3)
    assert promise(run, 50, evaluated(run, 50)) is None


def test_a_promise_in_words_has_both_signs():
    run = trained(1e-3)
    said = words(promise(run, 0, evaluated(run, 0)), NumberFormat())
    assert "promises −" in said
    assert "changes by −" in said


@pytest.mark.parametrize(
    ("told", "straight"),
    [
        ({}, True),
        ({"rate": 0.1}, True),
        ({"decay": "time"}, True),
        ({"batch": 4}, True),
        ({"batch": 3}, False),
        ({"l2": 0.1}, False),
        ({"frozen": ("b1",)}, False),
        ({"order": "early"}, False),
        ({"optimizer": "momentum"}, False),
    ],
)
def test_minus_eta_times_the_squared_norm_is_said_where_it_is_so(told, straight):
    xor = preset("xor")
    training = Training(**told)
    run = training.start(xor).extend(3)
    evaluation = bp.evaluate(run.at(2), xor.x, xor.t, xor.loss)
    found = promise(run, 2, evaluation)
    gradient = flat(zip(evaluation.backward.dW, evaluation.backward.db, strict=True))
    by_norm = -training.rate_after(2) * float(gradient @ gradient)
    assert (found.predicted == pytest.approx(by_norm, rel=1e-12)) == is_straight(run) == straight
    assert ("−η‖∇C‖²" in words(found, NumberFormat(), straight=is_straight(run))) == straight


def test_norms_are_those_of_single_networks():
    run = trained(0.5, 600)
    found = gradient_norms(run)
    assert found.steps[0] == 0
    assert found.steps[-1] == 600
    for row, step in enumerate(found.steps[::37]):
        network = run.at(step)
        gradient = bp.backward(network, bp.forward(network, WORKED.x), WORKED.t)
        for l in (0, 1):
            expected = np.linalg.norm([*gradient.dW[l].ravel(), *gradient.db[l]])
            assert found.norms[37 * row, l] == pytest.approx(expected, rel=1e-12)
