"""The training loop: known answers, going on, ending, and what a run keeps."""

import numpy as np
import pytest

import backprop as bp
from backprop.core import descent
from backprop.experiment.presets import preset

WORKED = preset()


def line(w: float = 3.0) -> tuple[bp.Network, list[list[float]], list[list[float]]]:
    """One weight, one sample x = 2, t = 0: C = ½(2w)² = 2w², whose descent is w ← (1 − 4η) w."""
    return bp.Network([bp.Layer([[w]], [0.0], "identity")]), [[2.0]], [[0.0]]


def train(problem, optimizer, steps, **told):
    return bp.descend(*problem, optimizer=optimizer, steps=steps, **told)


def test_a_quadratic_shrinks_by_the_same_factor_at_every_step():
    run = train(line(), bp.GradientDescent(0.1), 30, frozen=["b1"])
    w = 3.0 * 0.6 ** np.arange(31)
    np.testing.assert_allclose(run.network.layers[0].W[:, 0, 0], w, rtol=1e-13)
    np.testing.assert_allclose(run.cost, 2 * w**2, rtol=1e-13)


def test_beyond_its_stable_range_it_diverges_and_keeps_what_is_finite():
    run = train(line(), bp.GradientDescent(100.0), 2000, frozen=["b1"])  # w grows by 399 a step
    largest = np.sqrt(np.finfo(float).max) / 2  # of w, whose error 2w is squared
    expected = int(np.ceil(np.log(largest / 3) / np.log(399)))
    assert run.diverged == expected
    assert run.steps == expected - 1
    assert np.isfinite(run.cost).all()
    assert np.isfinite(run.theta).all()
    assert run.extend(5) is run


def test_a_start_that_is_not_finite_is_a_run_of_no_steps():
    run = train(line(1e200), bp.GradientDescent(), 5)
    assert (run.diverged, run.steps) == (0, 0)


@pytest.mark.parametrize("optimizer", [bp.GradientDescent(0.5), bp.Adam(0.01), bp.Nesterov(0.1)])
@pytest.mark.parametrize("told", [{}, {"batch_size": 1, "seed": 4}])
def test_a_run_that_goes_on_is_the_run_that_was_not_cut(optimizer, told):
    xor = preset("xor")
    problem = xor.network, xor.x, xor.t, xor.loss
    whole = bp.descend(*problem, optimizer, 700, **told)
    parts = bp.descend(*problem, optimizer, 0, **told).extend(1).extend(299).extend(400)
    assert np.array_equal(parts.theta, whole.theta)
    assert np.array_equal(parts.cost, whole.cost)


def test_the_history_is_a_stack_of_networks():
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, optimizer=bp.GradientDescent(0.5), steps=20)
    costs = bp.cost(run.network, WORKED.x, WORKED.t)
    np.testing.assert_array_equal(costs, run.cost)
    assert run.cost[0] == bp.cost(WORKED.network, WORKED.x, WORKED.t)
    assert run.at(0) == WORKED.network
    for step in (0, 7, 20):
        assert bp.cost(run.at(step), WORKED.x, WORKED.t) == pytest.approx(run.cost[step], rel=1e-15)


def test_one_step_is_the_update_of_the_step_page():
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(0.7), 1)
    evaluation = WORKED.evaluate(0.7)
    for layer, made in enumerate(run.at(1).layers, 1):
        np.testing.assert_allclose(made.W, evaluation.array("Wnew", layer), rtol=1e-15)
        np.testing.assert_allclose(made.b, evaluation.array("bnew", layer), rtol=1e-15)


def test_ten_thousand_steps_take_at_most_ten_megabytes():
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, steps=10_000)
    assert (run.every, len(run.theta)) == (1, 10_001)
    assert run.theta.nbytes + run.cost.nbytes <= 10e6


@pytest.mark.parametrize("cuts", [(1000,), (1, 2, 997), (300, 300, 400)])
def test_a_longer_run_keeps_every_so_manyth_step(monkeypatch, cuts):
    whole = bp.descend(WORKED.network, WORKED.x, WORKED.t, steps=1000)
    monkeypatch.setattr(descent, "MOST_BYTES", 150 * whole.theta[0].nbytes)
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, steps=0)
    for steps in cuts:
        run = run.extend(steps)
    assert run.theta.nbytes <= 150 * whole.theta[0].nbytes
    assert run.every == 8
    assert np.array_equal(run.theta, whole.theta[::8])
    assert run.kept.tolist() == list(range(0, 1001, 8))
    assert np.array_equal(run.cost, whole.cost), "costs are kept of every step"
    assert run.at(100) == whole.at(96)


def test_what_is_frozen_stays_and_the_rest_moves():
    start = WORKED.network
    for optimizer in (bp.AdamW(0.1), bp.Momentum(0.5)):
        run = bp.descend(start, WORKED.x, WORKED.t, optimizer=optimizer, steps=10, frozen=["b1", "W2[1,2]"])
        end = run.at(10)
        assert np.array_equal(end.layers[0].b, start.layers[0].b)
        assert end.layers[1].W[0, 1] == start.layers[1].W[0, 1]
        assert (end.layers[0].W != start.layers[0].W).all()


def test_the_penalty_pulls_at_weights_alone():
    still = bp.Network([bp.Layer([[2.0]], [1.0], "identity")])
    run = bp.descend(still, [[0.0]], [[1.0]], optimizer=bp.GradientDescent(0.5), steps=3, l2=0.2)
    np.testing.assert_allclose(run.theta, [[2.0, 1.0], [1.8, 1.0], [1.62, 1.0], [1.458, 1.0]], rtol=1e-14)
    assert (run.cost == 0).all(), "the cost is without the penalty"


def test_a_stack_of_starts_is_trained_at_once():
    networks = [bp.initialise((3, 2, 2), ("sigmoid", "sigmoid"), "normal", seed) for seed in (1, 2, 3)]
    rates = np.array([0.1, 0.5, 2.0])
    stack = networks[0].with_parameters(
        [np.stack([n.layers[l].W for n in networks]) for l in (0, 1)],
        [np.stack([n.layers[l].b for n in networks]) for l in (0, 1)],
    )
    run = bp.descend(stack, WORKED.x, WORKED.t, optimizer=bp.GradientDescent(rates), steps=300)
    assert run.cost.shape == (301, 3)
    for i, network in enumerate(networks):
        alone = bp.descend(
            network, WORKED.x, WORKED.t, optimizer=bp.GradientDescent(float(rates[i])), steps=300
        )
        np.testing.assert_allclose(run.cost[:, i], alone.cost, rtol=1e-10)


def test_a_mistaken_backward_pass_can_be_trained_with():
    def twice(network, forward, t, loss):
        right = bp.backward(network, forward, t, loss)
        return right._replace(dW=tuple(2 * W for W in right.dW), db=tuple(2 * b for b in right.db))

    wrong = bp.descend(
        WORKED.network, WORKED.x, WORKED.t, optimizer=bp.GradientDescent(0.25), steps=50, backward=twice
    )
    right = bp.descend(WORKED.network, WORKED.x, WORKED.t, optimizer=bp.GradientDescent(0.5), steps=50)
    np.testing.assert_allclose(wrong.theta, right.theta, rtol=1e-13)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"steps": -1}, "steps: -1 given"),
        ({"batch_size": 0}, "batch_size: 0 given"),
        ({"l2": -0.1}, "l2: -0.1 given"),
        ({"l2": float("nan")}, "l2: nan given"),
        ({"frozen": ["W9"]}, "frozen: W9 is no parameter"),
        ({"x": [[1, 2]]}, "x: 2 inputs given"),
    ],
)
def test_settings_that_make_no_sense_are_refused(told, sentence):
    given = {"x": WORKED.x, "t": WORKED.t, "steps": 1} | told
    with pytest.raises(ValueError, match=sentence):
        bp.descend(WORKED.network, **given)


def test_a_lean_run_has_the_same_costs_and_keeps_nothing_in_between():
    network = preset().network
    whole = bp.descend(network, [[1, 2, 3]], [[0.5, 0.1]], optimizer=bp.Adam(0.01), steps=70)
    lean = bp.descend(network, [[1, 2, 3]], [[0.5, 0.1]], optimizer=bp.Adam(0.01), steps=30).lean()
    for steps in (1, 39):
        lean = lean.extend(steps)
    np.testing.assert_array_equal(lean.cost, whole.cost)
    np.testing.assert_array_equal(lean.last, whole.last)
    assert lean.theta.nbytes == network.n_parameters * 8
    assert lean.at(70) == whole.at(70)
    assert lean.at(0) == network
