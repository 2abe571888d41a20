"""The mistake of order, against the same mistake made with plain loops, one number at a time."""

from math import exp

import numpy as np
import pytest

import backprop as bp
from backprop.core.early_update import early_update
from backprop.experiment.presets import preset
from tests.core.networks import random_network, random_samples, worked_example

MAZUR = preset("mazur")


def sigmoid(z):
    return 1 / (1 + exp(-z))


def learn_in_place(network, x, t, rate, l2=0.0, held=()):
    """One step on one sample by a program that overwrites as it goes: sigmoid everywhere, half squared error.

    Parameters as lists, changed layer by layer from the last; `held` are (layer, row, column) that stay.
    """
    W, b = [layer.W.tolist() for layer in network.layers], [layer.b.tolist() for layer in network.layers]
    a = [list(x)]
    for weights, biases in zip(W, b, strict=True):
        a.append(
            [
                sigmoid(bias + sum(a[-1][i] * weights[i][j] for i in range(len(weights))))
                for j, bias in enumerate(biases)
            ]
        )
    error = [y - wanted for y, wanted in zip(a[-1], t, strict=True)]
    for l in reversed(range(len(W))):
        delta = [e * y * (1 - y) for e, y in zip(error, a[l + 1], strict=True)]
        for j, d in enumerate(delta):
            b[l][j] -= rate * d
            for i, value in enumerate(a[l]):
                if (l, i, j) not in held:
                    W[l][i][j] -= rate * (d * value + l2 * W[l][i][j])
        error = [sum(d * w for d, w in zip(delta, row, strict=True)) for row in W[l]]
    return W, b


@pytest.mark.parametrize("sizes", [(2, 1), (3, 2, 2), (2, 3, 3, 1), (2, 4, 3, 2, 2)])
@pytest.mark.parametrize("l2", [0.0, 0.05])
def test_a_step_is_that_of_a_program_which_overwrites_as_it_goes(sizes, l2):
    network = random_network(sizes, ("sigmoid",) * (len(sizes) - 1), seed=3)
    x, t = random_samples(network, 1, "half_squared_error", seed=3)
    run = bp.descend(
        network, x, t, optimizer=bp.GradientDescent(2.0), steps=1, l2=l2, backward=early_update(2.0, l2=l2)
    )
    W, b = learn_in_place(network, x[0], t[0], 2.0, l2)
    for layer, weights, biases in zip(run.at(1).layers, W, b, strict=True):
        np.testing.assert_allclose(layer.W, weights, rtol=1e-12)
        np.testing.assert_allclose(layer.b, biases, rtol=1e-12)


def test_what_is_frozen_is_not_overwritten_early():
    network = random_network((2, 3, 3, 1), ("sigmoid",) * 3, seed=5)
    x, t = random_samples(network, 1, "half_squared_error", seed=5)
    frozen = ["W3", "W2[1,2]"]
    run = bp.descend(
        network, x, t, optimizer=bp.GradientDescent(2.0), steps=1, frozen=frozen,
        backward=early_update(2.0, frozen=frozen),
    )  # fmt: skip
    W, _ = learn_in_place(network, x[0], t[0], 2.0, held={(2, 0, 0), (2, 1, 0), (2, 2, 0), (1, 0, 1)})
    for layer, weights in zip(run.at(1).layers, W, strict=True):
        np.testing.assert_allclose(layer.W, weights, rtol=1e-12)


@pytest.mark.parametrize("loss", ["half_squared_error", "categorical_cross_entropy"])
def test_with_two_layers_the_hidden_errors_come_from_the_new_w2_and_nothing_else_changes(loss):
    network = random_network((3, 4, 2), ("tanh", "softmax"), seed=1)
    x, t = random_samples(network, 5, loss, seed=1)
    forward = bp.forward(network, x)
    right = bp.backward(network, forward, t, loss)
    after = bp.backward(network.replace("W", 2, network.layers[1].W - 0.7 * right.dW[1]), forward, t, loss)
    found = early_update(0.7)(network, forward, t, loss)
    for name in ("dW", "db", "delta"):
        (hidden, last), new, old = getattr(found, name), getattr(after, name), getattr(right, name)
        np.testing.assert_array_equal(hidden, new[0])
        np.testing.assert_array_equal(last, old[1])
        assert np.abs(hidden - old[0]).max() > 1e-4
    assert found.cost == right.cost


def test_one_layer_has_nothing_to_overwrite_too_early():
    network = random_network((3, 2), ("sigmoid",))
    x, t = random_samples(network, 4, "half_squared_error")
    forward = bp.forward(network, x)
    found, right = (
        early_update(0.5)(network, forward, t, "half_squared_error"),
        bp.backward(network, forward, t),
    )
    np.testing.assert_array_equal(found.dW[0], right.dW[0])


def test_the_mistake_shrinks_with_the_learning_rate():
    network, x, t = worked_example(), [[1, 2, 3]], np.array([[0.5, 0.1]])
    forward = bp.forward(network, x)
    right = bp.backward(network, forward, t).dW[0]
    off = [
        np.abs(early_update(rate)(network, forward, t, "half_squared_error").dW[0] - right).max()
        for rate in (0.4, 0.2, 0.1)
    ]
    np.testing.assert_allclose([off[0] / off[1], off[1] / off[2]], 2, rtol=1e-9)


def test_the_two_orders_differ_by_less_than_anybody_would_notice():
    """That is why such a mistake lives for years: it learns."""

    def train(**told):
        return bp.descend(
            MAZUR.network,
            MAZUR.x,
            MAZUR.t,
            MAZUR.loss,
            bp.GradientDescent(0.5),
            500,
            frozen=("b1", "b2"),
            **told,
        )

    one, other = train(), train(backward=early_update(0.5, frozen=("b1", "b2")))
    assert (np.diff(one.cost) < 0).all()
    assert (np.diff(other.cost) < 0).all()
    assert 0 < np.abs(one.cost - other.cost).max() < 1e-3
