"""The losses where their textbook formulas break down, and which pairs are allowed."""

import math

import numpy as np
import pytest

import backprop as bp

BINARY, CATEGORICAL = bp.LOSSES["binary_cross_entropy"], bp.LOSSES["categorical_cross_entropy"]


def pair(loss, z, t):
    a = bp.ACTIVATIONS[loss.follows].f(z)
    return loss.value(z, a, t), loss.slope(z, a, t), loss.delta(z, a, t)


@pytest.mark.parametrize("loss", [BINARY, CATEGORICAL])
@pytest.mark.parametrize("z", [[1e4, -1e4, 0.0], [-1e4, -1e4, 1e4], [800.0, 0.0, -800.0], [0.0, 0.0, 0.0]])
def test_cross_entropies_are_silent_and_finite(loss, z):
    for t in ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.2, 0.3, 0.5], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]):
        with np.errstate(all="raise", under="ignore"):
            value, slope, delta = pair(loss, np.array([z]), np.array([t]))
        assert np.isfinite(value).all()
        assert np.isfinite(delta).all()
        assert not np.isnan(slope).any()


def test_binary_cross_entropy_far_out():
    z, one, zero = np.array([[1e4]]), np.ones((1, 1)), np.zeros((1, 1))
    assert [part.item() for part in pair(BINARY, z, zero)] == [1e4, math.inf, 1.0]
    assert [part.item() for part in pair(BINARY, -z, one)] == [1e4, -math.inf, -1.0]
    assert [part.item() for part in pair(BINARY, z, one)] == [0.0, -1.0, 0.0]
    value, _, delta = pair(BINARY, np.array([[40.0]]), one)
    assert value.item() == pytest.approx(math.exp(-40), rel=1e-14)
    assert delta.item() == pytest.approx(-math.exp(-40), rel=1e-14)


def test_categorical_cross_entropy_far_out():
    z, t = np.array([[1e4, 0.0]]), np.array([[0.0, 1.0]])
    value, slope, delta = pair(CATEGORICAL, z, t)
    assert value.item() == 1e4
    assert slope.tolist() == [[0.0, -math.inf]]
    assert delta.tolist() == [[1.0, -1.0]]
    value, _, delta = pair(CATEGORICAL, np.array([[40.0, 0.0]]), np.array([[1.0, 0.0]]))
    assert value.item() == pytest.approx(math.exp(-40), rel=1e-14)
    np.testing.assert_allclose(delta, [[-math.exp(-40), math.exp(-40)]], rtol=1e-14)


def test_delta_is_the_difference():
    rng = np.random.default_rng(0)
    z, t = rng.normal(size=(4, 3)), rng.uniform(size=(4, 3))
    sigmoid, softmax = bp.ACTIVATIONS["sigmoid"].f(z), bp.ACTIVATIONS["softmax"].f(z)
    np.testing.assert_allclose(BINARY.delta(z, sigmoid, t), sigmoid - t, atol=1e-15)
    expected = softmax * t.sum(axis=1, keepdims=True) - t
    np.testing.assert_allclose(CATEGORICAL.delta(z, softmax, t), expected, atol=1e-15)


def test_pairs():
    assert bp.losses_for("sigmoid") == [
        "half_squared_error", "squared_error", "mean_squared_error", "binary_cross_entropy", "huber", "hinge",
    ]  # fmt: skip
    assert bp.losses_for("softmax")[3] == "categorical_cross_entropy"
    assert bp.losses_for("relu") == [
        "half_squared_error",
        "squared_error",
        "mean_squared_error",
        "huber",
        "hinge",
    ]
    assert bp.pair_error("half_squared_error", "softmax") is None
    assert "needs sigmoid in the last layer" in bp.pair_error("binary_cross_entropy", "tanh")
    assert "'gauss' is not known" in bp.pair_error("squared_error", "gauss")


def test_huber_is_a_square_near_the_target_and_a_line_far_from_it():
    huber, t = bp.LOSSES["huber"], np.array([[0.0, 0.0, 0.0, 0.0, 1.0]])
    a = np.array([[0.5, 1.0, -3.0, 1e200, 1.0]])
    assert huber.value(a, a[..., :1], t[..., :1]).item() == 0.125
    assert huber.value(a, a[..., 1:3], t[..., 1:3]).item() == 0.5 + 2.5
    with np.errstate(all="raise"):
        assert huber.value(a, a[..., 3:], t[..., 3:]).item() == 1e200
    assert huber.slope(a, a, t).tolist() == [[0.5, 1.0, -1.0, 1.0, 0.0]]


def test_hinge_is_flat_beyond_its_margin_and_at_the_kink():
    hinge, t = bp.LOSSES["hinge"], np.array([[1.0, 1.0, 1.0, -1.0, -1.0]])
    a = np.array([[0.25, 1.0, 7.0, -1.0, 0.5]])
    assert hinge.value(a, a, t).item() == 0.75 + 0 + 0 + 0 + 1.5
    assert hinge.slope(a, a, t).tolist() == [[-1.0, 0.0, 0.0, 0.0, 1.0]]


def test_hinge_takes_targets_of_minus_1_and_1_alone():
    network = bp.Network([bp.Layer([[1.0]], [0.0], "tanh")])
    with pytest.raises(ValueError, match=r"t\[1\]@1 is 0\.0; hinge needs targets of −1 or 1"):
        bp.cost(network, [1.0], [0.0], loss="hinge")


@pytest.mark.parametrize(("loss", "at"), [("hinge", 1.0), ("huber", 2.0), ("huber", 0.0)])
def test_the_check_knows_where_a_loss_has_a_kink_or_a_bend(loss, at):
    """ŷ stands exactly where the slope jumps, or where it bends."""
    network = bp.Network([bp.Layer([[1.0]], [0.0], "identity")])
    check = bp.check_gradients(network, [at], [1.0], loss)
    assert check.ok, check.summary
    assert bool(check.not_differentiable) == (loss == "hinge")
