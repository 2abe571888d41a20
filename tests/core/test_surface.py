"""The cost over a plane against a loop over single networks."""

import tracemalloc

import numpy as np
import pytest

import backprop as bp
from backprop.core.parameters import flat, structured
from tests.core.networks import PAIRS, random_network, random_samples, worked_example
from tests.core.test_landscape import with_value

U, V = np.array([-2.0, 0.3, 1.7]), np.array([-0.5, 0.9])


@pytest.mark.parametrize(("loss", "last"), PAIRS)
@pytest.mark.parametrize(
    "axes",
    [
        ("W1[2,3]", "W3[1,2]"),
        ("W3[1,2]", "W1[2,3]"),
        ("W2[3,1]", "b1[4]"),
        ("b2[1]", "W2[1,1]"),
        ("W2[3,1]", "W2[1,2]"),
        ("b1[1]", "b1[2]"),
    ],
)
def test_a_plane_of_parameters_is_a_loop_over_networks(loss, last, axes):
    network = random_network([3, 4, 3, 2], ["tanh", "sigmoid", last])
    x, t = random_samples(network, 3, loss)
    found = bp.loss_surface(network, x, t, loss, axes, U, V)
    assert found.shape == (2, 3)
    for i, v in enumerate(V):
        for j, u in enumerate(U):
            one = with_value(with_value(network, axes[0], u), axes[1], v)
            assert found[i, j] == pytest.approx(bp.cost(one, x, t, loss), rel=1e-12, abs=1e-14)
    assert np.ptp(found) > 1e-3


def test_a_plane_of_directions_is_a_loop_over_networks():
    network = random_network([3, 4, 2], ["tanh", "sigmoid"])
    x, t = random_samples(network, 3, "half_squared_error")
    rng = np.random.default_rng(0)
    along, upward = rng.normal(size=(2, network.n_parameters))
    found = bp.loss_surface(network, x, t, "half_squared_error", (along, upward), U, V)
    theta = flat((layer.W, layer.b) for layer in network.layers)
    for i, v in enumerate(V):
        for j, u in enumerate(U):
            one = network.with_parameters(*structured(network, theta + u * along + v * upward))
            assert found[i, j] == pytest.approx(bp.cost(one, x, t), rel=1e-12)


def test_two_parameters_are_the_plane_of_their_unit_directions():
    network, x, t, loss = worked_example(), [[1.0, 2.0, 3.0]], [[0.5, 0.1]], "half_squared_error"
    first, second = np.zeros((2, network.n_parameters))
    first[1], second[8] = 1.0, 1.0  # W1[1,2] and, after six weights and two biases, W2[1,1]
    by_name = bp.loss_surface(
        network,
        x,
        t,
        loss,
        ("W1[1,2]", "W2[1,1]"),
        network.layers[0].W[0, 1] + U,
        network.layers[1].W[0, 0] + V,
    )
    np.testing.assert_allclose(
        bp.loss_surface(network, x, t, loss, (first, second), U, V), by_name, rtol=1e-12
    )


@pytest.mark.parametrize("axes", [("W1[1,1]", "W2[1,1]"), "directions"])
def test_a_large_plane_goes_in_slices(axes):
    network = random_network([8, 32, 8], ["tanh", "sigmoid"])
    x, t = random_samples(network, 64, "half_squared_error")
    if axes == "directions":
        axes = tuple(np.eye(network.n_parameters)[:2])
    tracemalloc.start()
    bp.loss_surface(network, x, t, "half_squared_error", axes, np.linspace(-1, 1, 60), np.linspace(-1, 1, 60))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 2**20


@pytest.mark.parametrize(
    ("axes", "u", "sentence"),
    [
        (("W1[1,1]", "W1[1,1]"), U, "axes: W1.1,1. twice"),
        (("W1[1,1]", "z1[1]"), U, "z1.1. is no parameter"),
        (("W1[9,1]", "b1[1]"), U, "W1"),
        (([1.0], [1.0]), U, r"axes\[0\]: 1 numbers given, 14 expected"),
        (("W1[1,1]", "W2[1,1]"), [[1.0]], "u: one list"),
        (("W1[1,1]", "W2[1,1]"), [np.nan], "u"),
        (("W1[1,1]", [1.0]), U, r"axes\[0\]"),
    ],
)
def test_what_does_not_fit_is_refused(axes, u, sentence):
    with pytest.raises(ValueError, match=sentence):
        bp.loss_surface(worked_example(), [1, 2, 3], [0.5, 0.1], "half_squared_error", axes, u, V)
