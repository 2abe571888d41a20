"""The check with a step to choose: what agrees, what the step explains, and what is a mistake all the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.bugs.lab import find
from backprop.lessons.checks.error_curve import STEPS, error_curve
from backprop.lessons.checks.numeric_check import METHODS, numeric_check
from backprop.lessons.checks.words import remarks, verdict
from tests.lessons.networks import evaluations

EPSILONS = [1e-13, 1e-11, 1e-8, 1e-5, 1e-3, 1e-1, 1.0]


@pytest.mark.parametrize("slug", PRESETS)
@pytest.mark.parametrize("method", METHODS)
def test_no_step_makes_a_right_gradient_fail(slug, method):
    e = preset(slug).evaluate()
    for epsilon in EPSILONS:
        check = numeric_check(e, method, epsilon)
        assert not check.fails.any(), (epsilon, check.error.max())
        assert verdict(check)[0] in ("ok", "caution")


@given(
    evaluations(widest=4, deepest=3),
    st.sampled_from(METHODS),
    st.sampled_from([1e-9, 1e-7, 1e-5, 1e-3, 1e-2]),
)
def test_nor_on_any_network(e, method, epsilon):
    check = numeric_check(e, method, epsilon)
    assert not check.fails.any()
    tone, said = verdict(check)
    assert tone != "failed"
    assert said.endswith(".")
    assert remarks(check)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("key", ["factor-two", "slope-forgotten", "times-bias", "not-transposed"])
def test_a_mistake_fails_at_a_good_step(method, key):
    e = preset().evaluate()
    check = numeric_check(replace(e, backward=find(key, e).wrong), method, 1e-5)
    failed = {str(check.name(row)) for row in np.flatnonzero(check.fails)}
    error = find(key, e).check.error
    red = {
        f"d{kind}{layer}[{','.join(str(i + 1) for i in place)}]"
        for kind, arrays in (("W", error.dW), ("b", error.db))
        for layer, array in enumerate(arrays, 1)
        for place in np.ndindex(array.shape)
        if array[place] > 1e-6
    }
    assert failed == red != set()
    assert verdict(check)[0] == "failed"


def test_the_numbers_by_hand():
    e = preset().evaluate()
    check = numeric_check(e, "central", 1e-3)

    def cost(w):
        return float(bp.cost(e.network.replace("W", 1, w), e.x, e.t)[()])

    nudge = np.zeros((3, 2))
    nudge[1, 0] = 1e-3
    W = e.network.layers[0].W
    by_hand = (cost(W + nudge) - cost(W - nudge)) / 2e-3
    row = next(row for row in range(14) if str(check.name(row)) == "dW1[2,1]")
    assert check.numeric[row] == pytest.approx(by_hand, rel=1e-10)
    assert check.error[row] == pytest.approx(
        abs(by_hand - e.backward.dW[0][1, 0]) / e.backward.dW[0][1, 0], rel=1e-4
    )
    assert check.numeric_evaluation.value(Quantity.parse("dW1[2,1]")) == check.numeric[row]
    assert str(check.parameter(row)) == "W1[2,1]"
    assert (np.diff(check.error[check.worst]) <= 0).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_kink_is_no_error(method):
    network = bp.Network(
        [bp.Layer([[1.0, 1.0]], [-1.0, 0.5], "relu"), bp.Layer([[1.0], [2.0]], [0.0], "identity")]
    )
    e = bp.evaluate(network, [[1.0]], [[0.0]])  # z of the first hidden unit is exactly 0
    check = numeric_check(e, method, 1e-5)
    kinks = {str(check.name(row)) for row in np.flatnonzero(check.kink)}
    assert kinks == {"dW1[1,1]", "db1[1]"}
    assert not check.fails.any()
    assert any("2 of them stand at a kink" in said for said in remarks(check))
    assert "5 of 7 gradients agree" in verdict(check)[1]


def test_of_a_large_network_a_hundred_are_checked():
    rng = np.random.default_rng(0)
    layers = [bp.Layer(rng.normal(size=(64, 64)) / 8, rng.normal(size=64), "tanh") for _ in range(8)]
    e = bp.evaluate(bp.Network(layers), rng.normal(size=(2, 64)), rng.normal(size=(2, 64)))
    check = numeric_check(e, "complex", 1e-5)
    assert check.places.size == 100
    assert not check.complete
    assert np.isfinite(check.shaped(check.error).dW[0]).sum() < 100
    assert "33,280 parameters 100 were drawn" in remarks(check)[-1]
    assert verdict(check)[0] == "ok"


def test_the_curve_has_a_truncation_and_a_round_off_side():
    e = preset().evaluate()
    found = error_curve(e, Quantity.parse("W2[1,1]"))
    right = (found.steps > 1e-3) & (found.steps < 0.5)
    rise = np.polyfit(np.log10(found.steps[right]), np.log10(found.error[right]), 1)[0]
    left = (found.steps > 1e-12) & (found.steps < 1e-6)
    fall = np.polyfit(np.log10(found.steps[left]), np.log10(found.error[left]), 1)[0]
    assert rise == pytest.approx(2, abs=0.1)
    assert fall == pytest.approx(-1, abs=0.25)
    # The third derivative, by complex numbers of our own, is what the truncation comes from: error = C‴ε² / 6C′.
    assert 1e-6 < found.best < 1e-3
    assert found.truncation == pytest.approx(found.error[-9] / found.steps[-9] ** 2, rel=0.2)
    assert "right of it" in found.words(0.1)
    assert "left of it" in found.words(1e-10)


def test_along_a_parabola_there_is_no_truncation():
    e = bp.evaluate(bp.Network([bp.Layer([[0.3]], [0.1], "identity")]), [[0.7]], [[0.2]])
    found = error_curve(e, Quantity.parse("W1[1,1]"))
    assert found.truncation is None
    assert "parabola" in found.words(1e-3)


@given(evaluations(widest=3, deepest=3))
def test_the_curve_of_any_network(e):
    found = error_curve(e, Quantity("W", 1, (1, 1)))
    assert found.error.shape == STEPS.shape
    assert found.words(1e-5).endswith(".")
