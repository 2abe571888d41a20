"""The complex step: every gradient to the last digits, in slices, and what it says at a kink."""

import numpy as np
import pytest

import backprop as bp
from backprop.core import complex_step
from tests.core.networks import PAIRS, random_network, random_samples


def relative(one, other):
    return float(np.abs(one - other).max() / max(np.abs(other).max(), 1e-300))


@pytest.mark.parametrize(("loss", "last"), PAIRS)
@pytest.mark.parametrize("samples", [1, 3])
def test_every_activation_and_loss_allows_it(loss, last, samples):
    for hidden in bp.ACTIVATIONS:
        network = random_network((3, 4, 2), (hidden, last))
        x, t = random_samples(network, samples, loss)
        found = bp.complex_step_gradients(network, x, t, loss)
        true = bp.backward(network, bp.forward(network, x), t, loss)
        for one, other in zip([*found.dW, *found.db], [*true.dW, *true.db], strict=True):
            assert one.dtype == np.float64
            assert relative(one, other) < 1e-12


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_any_depth(depth):
    network = random_network((2, *[3] * depth), ["tanh"] * (depth - 1) + ["sigmoid"])
    x, t = random_samples(network, 2, "squared_error")
    found = bp.complex_step_gradients(network, x, t, "squared_error")
    true = bp.backward(network, bp.forward(network, x), t, "squared_error")
    assert max(map(relative, found.dW, true.dW)) < 1e-12
    assert max(np.abs(dW).max() for dW in true.dW) > 1e-3


def test_slices_give_the_same_bits(monkeypatch):
    network = random_network((3, 5, 2), ("gelu", "softmax"))
    x, t = random_samples(network, 4, "categorical_cross_entropy")
    whole = bp.complex_step_gradients(network, x, t, "categorical_cross_entropy")
    monkeypatch.setattr(complex_step, "SLICE_BYTES", 20_000)
    cut = bp.complex_step_gradients(network, x, t, "categorical_cross_entropy")
    assert all((a == b).all() for a, b in zip([*whole.dW, *whole.db], [*cut.dW, *cut.db], strict=True))


def test_a_planted_mistake_is_seen_in_the_last_digits():
    network = random_network((3, 4, 2), ("tanh", "sigmoid"))
    x, t = random_samples(network, 1, "half_squared_error")
    found = bp.complex_step_gradients(network, x, t)
    true = bp.backward(network, bp.forward(network, x), t)
    assert relative(found.dW[0], true.dW[0] * (1 + 1e-12)) > 5e-13  # central differences would not tell


def test_saturated_units_and_large_numbers():
    network = bp.Network(
        [bp.Layer([[300.0, -20.0]], [5.0, 3.0], "sigmoid"), bp.Layer([[1e4], [2.0]], [0.0], "tanh")]
    )
    found = bp.complex_step_gradients(network, [[2.0]], [[0.5]])
    true = bp.backward(network, bp.forward(network, [[2.0]]), [[0.5]])
    for one, other in zip([*found.dW, *found.db], [*true.dW, *true.db], strict=True):
        assert np.allclose(one, other, rtol=1e-10, atol=0)


def test_what_does_not_fit_is_refused():
    network = random_network((3, 4, 2), ("tanh", "sigmoid"))
    with pytest.raises(ValueError, match="x: 2 inputs given"):
        bp.complex_step_gradients(network, [[1, 2]], [[0, 1]])
