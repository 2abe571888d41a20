"""A learning-rate sweep equals the runs it stands for; on a quadratic the stable range is the one that is known."""

import numpy as np
import pytest

import backprop as bp
from backprop.experiment.edits import restructure
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.experiment.training import OPTIMIZERS, Training
from backprop.lessons.training.sweep import RATES, Sweep, sweep

XOR = preset("xor")


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_each_rate_is_a_run_of_its_own(optimizer):
    training = Training(optimizer, steps=60, l2=0.01, batch=3, seed=2, frozen=("b1",))
    found = sweep(XOR, training)
    assert found.steps == 60
    for place in (0, 11, 24):
        rate = float(RATES[place])
        one = bp.descend(
            XOR.network, XOR.x, XOR.t, XOR.loss, OPTIMIZERS[optimizer].make(learning_rate=rate), 60,
            l2=0.01, batch_size=3, seed=2, frozen=["b1"],
        )  # fmt: skip
        assert found.cost[place] == pytest.approx(one.cost[-1], rel=1e-9)
    assert found.start == one.cost[0]


@pytest.mark.parametrize(
    ("decay", "rate"), [("time", lambda k: 1 / (1 + k / 20)), ("exponential", lambda k: 2 ** (-k / 20))]
)
def test_each_rate_falls_as_the_runs_does(decay, rate):
    found = sweep(XOR, Training("momentum", steps=60, decay=decay, half=20))
    for place in (5, 20):
        first = float(RATES[place])
        momentum = bp.Momentum(lambda k, first=first: first * rate(k))
        one = bp.descend(XOR.network, XOR.x, XOR.t, XOR.loss, momentum, 60)
        assert found.cost[place] == pytest.approx(one.cost[-1], rel=1e-9)


@pytest.mark.parametrize(("curvature", "limit"), [(4.0, 0.5), (0.25, 8.0)])
def test_on_a_quadratic_rates_below_two_over_the_curvature_are_stable(curvature, limit):
    """C = ½ (w x)², one weight: each step multiplies it by 1 − η x²."""
    network = bp.Network([bp.Layer([[1.0]], [0.0], "identity")])
    quadratic = Experiment(network, [[np.sqrt(curvature)]], [[0.0]])
    found = sweep(quadratic, Training(steps=200, frozen=("b1",)))
    assert (found.stable == (found.rates <= limit)).all()
    assert found.rates[found.best] == pytest.approx(1 / curvature, rel=0.6)
    assert f"up to η = {found.rates[found.rates <= limit][-1]:g}" in found.words(NumberFormat())


def test_a_sweep_without_a_stable_rate_says_so():
    found = Sweep(np.array([1.0, 2.0]), np.array([np.nan, 0.1]), 0.5, 30)
    assert found.best is None
    assert not found.stable.any()
    assert "not even η = 1" in found.words(NumberFormat())


def test_large_networks_make_fewer_steps():
    large = restructure(XOR, sizes=[2, 64, 64, 1])
    found = sweep(large, Training())
    assert 10 <= found.steps < 300
    assert np.isfinite(found.cost).any()


@pytest.mark.parametrize(
    ("bias", "sentence"), [(1e200, "C overflows at the start"), (0.0, "C is 0 at the start")]
)
def test_where_no_rate_can_lower_the_cost_it_says_why(bias, sentence):
    network = bp.Network([bp.Layer([[0.0]], [bias], "identity")])
    found = sweep(Experiment(network, [1.0], [0.0]), Training(steps=10))
    assert sentence in found.words(NumberFormat(4))
