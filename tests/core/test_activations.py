"""The activation functions against the standard library, the complex step, and their extremes."""

import math

import numpy as np
import pytest

import backprop as bp
from backprop.core.activations import softmax_jacobian
from backprop.core.normal_distribution import cumulative, density

ELEMENTWISE = [name for name, row in bp.ACTIVATIONS.items() if row.slope is not None]
EXTREMES = np.array([[-1e4, -745.0, -40.0, -1e-300, 0.0, 1e-300, 40.0, 745.0, 1e4]])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_slopes_agree_with_the_complex_step(name):
    row = bp.ACTIVATIONS[name]
    z = np.concatenate([np.linspace(-30.05, 30, 600), [-700.0, 700.0, -1e4, 1e4]])
    derivative = row.f(z + 1e-100j).imag / 1e-100
    np.testing.assert_allclose(row.slope(z), derivative, rtol=3e-12, atol=1e-200)
    assert np.count_nonzero(derivative) > 250


@pytest.mark.parametrize("name", bp.ACTIVATIONS)
def test_extremes_are_silent_and_finite(name):
    row = bp.ACTIVATIONS[name]
    with np.errstate(all="raise", under="ignore"):
        a = row.f(EXTREMES)
        delta = row.delta(EXTREMES, a, np.ones_like(a))
        row.f(EXTREMES + 0j)
    assert a.dtype == delta.dtype == np.float64
    assert np.isfinite(a).all()
    assert np.isfinite(delta).all()


def test_tails_keep_their_digits():
    sigmoid, tanh, softplus = (bp.ACTIVATIONS[name] for name in ("sigmoid", "tanh", "softplus"))
    z = np.array([-700.0, -40.0, 40.0, 700.0])
    np.testing.assert_allclose(sigmoid.f(z[:2]), [math.exp(-700), math.exp(-40)], rtol=1e-14)
    np.testing.assert_allclose(sigmoid.slope(z), [math.exp(-abs(v)) for v in z], rtol=1e-14)
    np.testing.assert_allclose(
        tanh.slope(np.array([20.0, -300.0])), [4 * math.exp(-40), 4 * math.exp(-600)], rtol=1e-14
    )
    np.testing.assert_allclose(softplus.f(z[:2]), [math.exp(-700), math.exp(-40)], rtol=1e-14)


def test_the_normal_distribution_agrees_with_the_standard_library():
    z = np.concatenate([np.linspace(-37, 9, 4601), [0.0, -1e-300, 1e-18]])
    expected = np.array([math.erfc(-v / math.sqrt(2)) / 2 for v in z])
    np.testing.assert_allclose(cumulative(z), expected, rtol=1e-12)
    np.testing.assert_allclose(density(z), np.exp(-z * z / 2) / math.sqrt(2 * math.pi), rtol=1e-12)
    gelu = bp.ACTIVATIONS["gelu"].f(np.array([-10.0]))[0]
    assert gelu == pytest.approx(-10 * math.erfc(10 / math.sqrt(2)) / 2, rel=1e-13)
    x = np.linspace(-3, 3, 601)
    erf = 2 * cumulative(x * math.sqrt(2)) - 1
    np.testing.assert_allclose(erf, [math.erf(v) for v in x], rtol=1e-12, atol=4e-16)


def test_the_slope_of_relu_at_0_is_0():
    zero = np.zeros((1, 1))
    assert bp.ACTIVATIONS["relu"].slope(zero) == 0
    assert bp.ACTIVATIONS["leaky_relu"].slope(zero) == 0.01
    assert bp.ACTIVATIONS["elu"].slope(zero) == 1


def test_the_softmax_product_is_the_product_with_its_jacobian():
    rng = np.random.default_rng(0)
    z, da = rng.normal(size=(2, 4, 5))
    softmax = bp.ACTIVATIONS["softmax"]
    a = softmax.f(z)
    columns = [softmax.f(z + 1e-30j * np.eye(5)[j]).imag / 1e-30 for j in range(5)]
    jacobian = np.stack(columns, axis=-1)
    np.testing.assert_allclose(softmax_jacobian(a), jacobian, rtol=1e-13)
    np.testing.assert_allclose(
        softmax.delta(z, a, da), (da[:, None, :] @ jacobian)[:, 0], rtol=1e-12, atol=1e-16
    )


def test_a_saturated_jacobian_keeps_its_digits():
    a = bp.ACTIVATIONS["softmax"].f(np.array([[0.0, -50.0]]))
    np.testing.assert_allclose(
        softmax_jacobian(a)[0], math.exp(-50) * np.array([[1, -1], [-1, 1]]), rtol=1e-13
    )
