"""The two passes against HIPS autograd, the published example, and loops over single networks."""

import itertools
import math

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.extend import defvjp, primitive

import backprop as bp
from backprop.core.passes import product
from tests.core.networks import PAIRS, random_network, random_samples, worked_example

erf = primitive(np.vectorize(math.erf, otypes=[np.float64]))
defvjp(erf, lambda ans, z: lambda g: g * 2 / np.sqrt(np.pi) * anp.exp(-z * z))

# What another library is told: textbook formulas, none of them shared with the code under test.
FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.exp(z) - 1),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "silu": lambda z: z / (1 + anp.exp(-z)),
    "gelu": lambda z: z * (1 + erf(z / anp.sqrt(2))) / 2,
    "mish": lambda z: z * anp.tanh(anp.log(1 + anp.exp(z))),
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z), axis=-1, keepdims=True),
}
LOSSES = {
    "half_squared_error": lambda y, t: anp.sum((y - t) ** 2, axis=-1) / 2,
    "squared_error": lambda y, t: anp.sum((y - t) ** 2, axis=-1),
    "mean_squared_error": lambda y, t: anp.mean((y - t) ** 2, axis=-1),
    "binary_cross_entropy": lambda y, t: -anp.sum(t * anp.log(y) + (1 - t) * anp.log(1 - y), axis=-1),
    "categorical_cross_entropy": lambda y, t: -anp.sum(t * anp.log(y), axis=-1),
    "huber": lambda y, t: anp.sum(
        anp.where(anp.abs(y - t) <= 1, (y - t) ** 2 / 2, anp.abs(y - t) - 1 / 2), axis=-1
    ),
    "hinge": lambda y, t: anp.sum(anp.where(t * y < 1, 1 - t * y, 0.0), axis=-1),
}


def reference_cost(parameters, x, t, activations, loss):
    a = x
    for (W, b), activation in zip(parameters, activations, strict=True):
        a = FUNCTIONS[activation](anp.dot(a, W) + b)
    return anp.mean(LOSSES[loss](a, t))


def assert_close(ours, theirs, tolerance=1e-11):
    """Relative to the largest entry of the array: a single entry may cancel."""
    assert ours.shape == theirs.shape
    assert np.any(theirs != 0), "a gradient that is all zero proves nothing"
    assert np.max(np.abs(ours - theirs)) <= tolerance * np.max(np.abs(theirs))


CASES = list(itertools.product(PAIRS, (1, 2, 4), (1, 5)))


@pytest.mark.parametrize(("pair", "depth", "samples"), CASES)
def test_gradients_agree_with_autograd(pair, depth, samples):
    loss, last = pair
    others = [name for name in bp.ACTIVATIONS if name != "relu"]
    k = list(bp.ACTIVATIONS).index(last)
    activations = [*(others[(k + l) % len(others)] for l in range(depth - 1)), last]
    network = random_network([*[4, 5, 3, 4][:depth], 3], activations, seed=3 * k + depth)
    x, t = random_samples(network, samples, loss, seed=k)
    parameters = [(layer.W, layer.b) for layer in network.layers]
    expected = grad(reference_cost)(parameters, x, t, activations, loss)
    expected_dx = grad(reference_cost, 1)(parameters, x, t, activations, loss) * samples

    forward = bp.forward(network, x)
    backward = bp.backward(network, forward, t, loss=loss)
    assert backward.cost == pytest.approx(reference_cost(parameters, x, t, activations, loss), rel=1e-13)
    assert bp.cost(network, x, t, loss=loss) == backward.cost
    for dW, db, (expected_dW, expected_db) in zip(backward.dW, backward.db, expected, strict=True):
        assert_close(dW, expected_dW)
        assert_close(db, expected_db)
    assert_close(backward.da[0], expected_dx)


@pytest.mark.parametrize("activation", bp.ACTIVATIONS)
def test_hidden_activations_agree_with_autograd(activation):
    activations = [activation, activation, "tanh"]
    network = random_network([3, 6, 6, 2], activations, seed=5)
    x, t = random_samples(network, 7, "half_squared_error")
    parameters = [(layer.W, layer.b) for layer in network.layers]
    expected = grad(reference_cost)(parameters, x, t, activations, "half_squared_error")
    backward = bp.backward(network, bp.forward(network, x), t)
    for dW, db, (expected_dW, expected_db) in zip(backward.dW, backward.db, expected, strict=True):
        assert_close(dW, expected_dW)
        assert_close(db, expected_db)


@pytest.mark.parametrize("activation", bp.ACTIVATIONS)
def test_gradients_agree_with_the_complex_step(activation):
    network = random_network([3, 4, 3], [activation, activation], seed=2)
    x, t = random_samples(network, 3, "squared_error")
    backward = bp.backward(network, bp.forward(network, x), t, loss="squared_error")
    for l, layer in enumerate(network.layers):
        steps = 1e-30j * np.eye(layer.W.size).reshape(-1, *layer.W.shape)
        stack = network.replace("W", l + 1, layer.W + steps)
        derivative = bp.cost(stack, x, t, loss="squared_error").imag / 1e-30
        assert_close(derivative.reshape(layer.W.shape), backward.dW[l], 1e-12)


@pytest.mark.parametrize(("pair", "depth", "samples"), CASES)
def test_gradients_agree_with_finite_differences(pair, depth, samples):
    """One parameter nudged at a time, the cost computed by the textbook formulas above: none of our code."""
    loss, last = pair
    others = [name for name in bp.ACTIVATIONS if name not in ("relu", "leaky_relu")]
    k = list(bp.ACTIVATIONS).index(last)
    activations = [*(others[(3 * k + l) % len(others)] for l in range(depth - 1)), last]
    network = random_network([*[3, 2, 3, 2][:depth], 3], activations, seed=3 * k + depth)
    x, t = random_samples(network, samples, loss, seed=k)
    parameters = [(layer.W.copy(), layer.b.copy()) for layer in network.layers]
    backward = bp.backward(network, bp.forward(network, x), t, loss=loss)
    for pair_of_arrays, gradients in zip(parameters, zip(backward.dW, backward.db, strict=True), strict=True):
        for array, gradient in zip(pair_of_arrays, gradients, strict=True):
            numeric = np.empty_like(array)
            for place in np.ndindex(array.shape):
                was, costs = array[place], []
                for nudge in (1e-5, -1e-5):
                    array[place] = was + nudge
                    costs.append(reference_cost(parameters, x, t, activations, loss))
                array[place] = was
                numeric[place] = (costs[0] - costs[1]) / 2e-5
            np.testing.assert_allclose(gradient, numeric, rtol=1e-6, atol=1e-8 * max(1.0, backward.cost))


def test_the_published_example():
    network = worked_example()
    forward = bp.forward(network, [1, 2, 3])
    backward = bp.backward(network, forward, [0.5, 0.1])

    def printed(array):
        return [f"{value:.8f}" for value in np.ravel(array)]

    assert printed(forward.a[1]) == ["0.93702664", "0.96442881"]
    assert printed(forward.output) == ["0.86103399", "0.75879129"]
    assert printed(forward.output - [0.5, 0.1]) == ["0.36103399", "0.65879129"]
    assert printed(backward.dW[1].T) == ["0.04047892", "0.04166268", "0.11298352", "0.11628758"]
    assert printed(backward.da[1]) == ["0.12670084", "0.05093706"]
    assert printed(backward.dW[0].T) == [
        "0.00747633", "0.01495265", "0.02242898", "0.00174744", "0.00349488", "0.00524232",
    ]  # fmt: skip
    assert printed(backward.delta[1].sum()) == ["0.16377596"]
    assert [f"{value:.10f}" for value in backward.db[0]] == ["0.0074763267", "0.0017474406"]
    assert f"{backward.delta[0].sum():.7f}" == "0.0092238"


@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_a_stack_of_networks_is_many_networks(loss, last):
    network = random_network([3, 4, 2], ["softmax", last], seed=8)
    x, t = random_samples(network, 3, loss)
    rng = np.random.default_rng(0)
    W = [layer.W + rng.normal(size=(5, 2, *layer.W.shape)) for layer in network.layers]
    b = [layer.b + rng.normal(size=(2, *layer.b.shape)) for layer in network.layers]
    stack = bp.Network(map_layers(W, b, network))
    assert stack.stack == (5, 2)
    forward = bp.forward(stack, x)
    backward = bp.backward(stack, forward, t, loss=loss)
    assert backward.cost.shape == bp.cost(stack, x, t, loss=loss).shape == (5, 2)
    for i, j in np.ndindex(5, 2):
        single = bp.Network(map_layers([w[i, j] for w in W], [v[j] for v in b], network))
        alone = bp.forward(single, x)
        expected = bp.backward(single, alone, t, loss=loss)
        assert backward.cost[i, j] == pytest.approx(expected.cost, rel=1e-14)
        for name in ("da", "delta", "dW", "db"):
            for ours, theirs in zip(getattr(backward, name), getattr(expected, name), strict=True):
                np.testing.assert_allclose(ours[i, j], theirs, rtol=1e-12, atol=1e-15)
        for ours, theirs in zip(forward.z + forward.a[1:], alone.z + alone.a[1:], strict=True):
            np.testing.assert_allclose(ours[i, j], theirs, rtol=1e-13, atol=1e-15)


def map_layers(W, b, network):
    return [bp.Layer(w, v, name) for w, v, name in zip(W, b, network.activations, strict=True)]


def test_one_stacked_array_is_enough():
    network = worked_example()
    b1 = np.array([[0.5, 0.5], [0.1, -0.2]])
    stack = network.replace("b", 1, b1)
    costs = bp.cost(stack, [1, 2, 3], [0.5, 0.1])
    assert costs[0] == pytest.approx(bp.cost(network, [1, 2, 3], [0.5, 0.1]), rel=1e-15)
    assert costs[1] == pytest.approx(
        bp.cost(network.replace("b", 1, b1[1]), [1, 2, 3], [0.5, 0.1]), rel=1e-15
    )
    backward = bp.backward(stack, bp.forward(stack, [1, 2, 3]), [0.5, 0.1])
    assert [dW.shape for dW in backward.dW] == [(2, 3, 2), (2, 2, 2)]


def test_cost_is_the_mean_and_delta_is_not_divided():
    network = worked_example()
    x, t = [[1, 2, 3], [0, 1, -1]], [[0.5, 0.1], [1, 0]]
    both = bp.backward(network, bp.forward(network, x), t)
    each = [bp.backward(network, bp.forward(network, x[i]), t[i]) for i in range(2)]
    assert both.cost == pytest.approx((each[0].cost + each[1].cost) / 2)
    np.testing.assert_allclose(both.delta[0], np.concatenate([e.delta[0] for e in each]), rtol=1e-14)
    np.testing.assert_allclose(both.dW[0], (each[0].dW[0] + each[1].dW[0]) / 2, rtol=1e-13)
    np.testing.assert_allclose(both.db[1], (each[0].db[1] + each[1].db[1]) / 2, rtol=1e-13)


@pytest.mark.parametrize(
    ("x", "t", "loss", "sentence"),
    [
        ([1, 2, 3, 4], [0, 0], "squared_error", "x: 4 inputs given, the network has 3"),
        ([[1, 2, 3], [1, 2]], [0, 0], "squared_error", "x: row 2 has 2 numbers, 3 expected"),
        ([1, 2, "3"], [0, 0], "squared_error", "x[3]: '3' is not a number"),
        ([[1, 2, 3], [1, 2, None]], [0, 0], "squared_error", "x[3]@2: None is not a number"),
        ([1, float("nan"), 3], [0, 0], "squared_error", "x[2] is nan; a finite number is expected"),
        ([[1, 2, 3], [1, 2, -np.inf]], [0, 0], "squared_error", "x[3]@2 is -inf; a finite number"),
        ([[1, 2, 3], [1, [2, 4], 3]], [0, 0], "squared_error", "x: a table of numbers is expected"),
        ([[1, 2, 3], 4], [0, 0], "squared_error", "x: row 2 has 1 number, 3 expected"),
        (np.ones((2, 2, 3)), [0, 0], "squared_error", "x: 3 axes given, 2 expected: one row of inputs"),
        ({1: 2}, [0, 0], "squared_error", "x: {1: 2} is not a number"),
        ([1, 2, 10**400], [0, 0], "squared_error", "x[3] is too large for a floating-point number"),
        ([], [0, 0], "squared_error", "x: no numbers given"),
        (3.0, [0, 0], "squared_error", "x: a list of numbers expected, one number given"),
        ("abc", [0, 0], "squared_error", "x: 'abc' is not a number"),
        ([1, 2, 3], [0, 0, 0], "squared_error", "t: 3 targets given, the network has 2 outputs"),
        ([1, 2, 3], [[0, 0], [0, 0]], "squared_error", "t: 2 samples given, x has 1"),
        ([1, 2, 3], [0, 1.5], "binary_cross_entropy", "t[2]@1 is 1.5; binary_cross_entropy needs"),
        ([1, 2, 3], [0, 1], "categorical_cross_entropy", "loss: categorical_cross_entropy needs softmax"),
        ([1, 2, 3], [0, 1], "cube", "loss: 'cube' is not known; choose one of half_squared_error"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(x, t, loss, sentence):
    network = worked_example()
    with pytest.raises(ValueError) as error:
        bp.cost(network, x, t, loss=loss)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)
    with pytest.raises(ValueError) as error:
        bp.backward(network, bp.forward(network, x), t, loss=loss)
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize("sizes", [[3, 2], [4, 2, 2], [3, 1, 2], [3, 2, 2, 2]])
def test_a_pass_through_another_network_is_refused(sizes):
    other = random_network(sizes, ["tanh"] * (len(sizes) - 1))
    with pytest.raises(ValueError) as error:
        bp.backward(worked_example(), bp.forward(other, [1.0] * sizes[0]), [0, 0])
    given = "-".join(map(str, sizes))
    assert str(error.value) == f"forward: a pass through a {given} network given, this network is 3-2-2"


def test_overflow_is_silent_and_infinite():
    network = bp.Network([bp.Layer([[1e200]], [0.0], "identity"), bp.Layer([[1e200]], [0.0], "identity")])
    with np.errstate(all="raise", under="ignore"):
        forward = bp.forward(network, [1.0])
        assert forward.output[0, 0] == np.inf
        assert bp.backward(network, forward, [0.0]).cost == np.inf


@pytest.mark.parametrize(
    ("a", "W"),
    [
        ((5, 4), (4, 3)),
        ((6, 5, 4), (4, 3)),
        ((5, 4), (6, 4, 3)),
        ((6, 5, 4), (1, 4, 3)),
        ((6, 1, 4), (6, 4, 3)),
        ((1, 6, 5, 4), (7, 1, 4, 3)),
        ((2, 6, 5, 4), (2, 1, 4, 3)),
        ((7, 1, 5, 4), (1, 6, 4, 3)),
    ],
)
def test_a_product_is_the_sum_of_products_however_networks_share_their_arrays(a, W):
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=a), rng.normal(size=W)
    expected = (left[..., :, :, None] * right[..., None, :, :]).sum(axis=-2)
    np.testing.assert_allclose(product(left, right), expected, rtol=1e-12, atol=1e-14)
