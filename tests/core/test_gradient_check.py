"""The gradient check finds planted mistakes, and nothing where there is nothing."""

from itertools import product

import numpy as np
import pytest

import backprop as bp
from backprop.core import central_differences
from backprop.core.gradient_check import check_evaluation
from tests.core.networks import PAIRS, allowed, living_samples, random_network, random_samples, worked_example


def flat(gradients):
    return np.concatenate([array.ravel() for pair in zip(*gradients, strict=True) for array in pair])


@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_right_gradients_pass(loss, last):
    for seed, (hidden, samples) in enumerate(product(("tanh", "gelu", "softmax", "elu"), (1, 4))):
        network = random_network([3, 5, 3], [hidden, last], seed)
        x, t = living_samples(network, samples, loss, seed)
        check = bp.check_gradients(network, x, t, loss)
        assert check.ok, (check.summary, seed)
        assert check.checked == check.total == network.n_parameters
        assert flat(check.analytic).any()
        np.testing.assert_allclose(flat(check.numeric), flat(check.analytic), rtol=1e-4, atol=1e-8)


def factor_2(network, forward, t, loss):
    right = bp.backward(network, forward, t, loss=loss)
    return right._replace(dW=(2 * right.dW[0], *right.dW[1:]))


def without_slope(network, forward, t, loss):
    right = bp.backward(network, forward, t, loss=loss)
    return right._replace(db=(right.da[1].mean(axis=0), *right.db[1:]))


def transposed_W(network, forward, t, loss):
    right = bp.backward(network, forward, t, loss=loss)
    slope = bp.ACTIVATIONS[network.activations[0]].slope(forward.z[0])
    delta = slope * (right.delta[1] @ network.layers[1].W)
    return right._replace(dW=(forward.a[0].T @ delta / len(delta), right.dW[1]))


def one_entry(network, forward, t, loss):
    right = bp.backward(network, forward, t, loss=loss)
    dW = right.dW[1].copy()
    dW[1, 0] *= 1 + 1e-5
    return right._replace(dW=(right.dW[0], dW))


@pytest.mark.parametrize(
    ("mistake", "place"),
    [(factor_2, "dW1["), (without_slope, "db1["), (transposed_W, "dW1["), (one_entry, "dW2[2,1]")],
)
@pytest.mark.parametrize("network", [worked_example(), random_network([3, 2, 2], ["tanh", "identity"], 4)])
def test_planted_mistakes_are_caught(mistake, place, network):
    x, t = [[1, 2, 3], [-1, 0.5, 2]], [[0.5, 0.1], [0, 1]]
    assert bp.check_gradients(network, x, t).ok
    check = bp.check_gradients(network, x, t, backward=mistake)
    assert not check.ok
    assert check.worst > 1e-6
    assert check.worst_name.startswith(place)
    assert check.worst_name in check.summary


def test_gradients_of_the_wrong_number_are_refused():
    def short(network, forward, t, loss):
        right = bp.backward(network, forward, t, loss=loss)
        return right._replace(db=(right.db[0][:1], right.db[1]))

    with pytest.raises(ValueError, match="backward: 13 gradients given, 14 expected"):
        bp.check_gradients(worked_example(), [1, 2, 3], [0, 0], backward=short)


def test_hundreds_of_wild_networks_pass():
    """Saturated, tiny and huge: round-off alone must never look like a mistake."""
    rng = np.random.default_rng(11)
    entries = 0
    for seed in range(400):
        sizes = rng.integers(1, 5, size=rng.integers(2, 5))
        loss = str(rng.choice(list(bp.LOSSES)))
        activations = [str(rng.choice(list(bp.ACTIVATIONS))) for _ in sizes[1:]]
        activations[-1] = bp.LOSSES[loss].follows or activations[-1]
        network = random_network(sizes, activations, seed, scale=rng.choice([0.01, 1, 4, 10]))
        x = rng.choice([1e-3, 1, 100]) * rng.normal(size=(rng.integers(1, 4), sizes[0]))
        t = allowed(rng.choice([0, 0.5, 1], size=(len(x), sizes[-1])), loss)
        with np.errstate(all="raise", under="ignore"):
            check = bp.check_gradients(network, x, t, loss)
        assert check.ok, (check.summary, seed)
        entries += np.count_nonzero(flat(check.analytic))
    assert entries > 5000


@pytest.mark.parametrize("z", [5, 20, 37, 40, 800])
@pytest.mark.parametrize("loss", ["half_squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("t", [0, 1])
def test_a_saturated_network_passes(z, loss, t):
    network = bp.Network([bp.Layer([[z / 2]], [z / 2], "sigmoid")])
    assert bp.check_gradients(network, [1], [t], loss).ok


def test_a_trained_network_passes():
    """At the minimum of a squared error the gradient is round-off, and so is what is compared with it."""
    network = random_network([2, 4, 1], ["tanh", "sigmoid"], 3)
    x, t = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0.2], [0.8], [0.8], [0.2]]
    for step in range(3000):
        gradient = bp.backward(network, bp.forward(network, x), t)
        W = [layer.W - 2 * dW for layer, dW in zip(network.layers, gradient.dW, strict=True)]
        b = [layer.b - 2 * db for layer, db in zip(network.layers, gradient.db, strict=True)]
        network = network.with_parameters(W, b)
        if step % 100 == 0:
            assert bp.check_gradients(network, x, t).ok
    assert bp.cost(network, x, t) < 1e-12
    assert bp.check_gradients(network, x, t).ok


@pytest.mark.parametrize("size", [1e-150, 1e-6, 1e6, 1e12])
def test_tiny_and_huge_costs_pass(size):
    network = random_network([3, 4, 2], ["tanh", "identity"])
    t = size * np.array([1.0, -2.0])
    assert bp.check_gradients(network, [1, 2, 3], bp.forward(network, [1, 2, 3]).output + t).ok
    large = network.replace("W", 2, network.layers[1].W * size)
    assert bp.check_gradients(large, [1, 2, 3], t).ok


def test_a_dead_unit_passes():
    network = bp.Network([bp.Layer([[1, -1]], [0, -3], "relu"), bp.Layer([[1], [1]], [0], "identity")])
    check = bp.check_gradients(network, [2], [1])
    assert check.ok
    assert check.not_differentiable == ()
    assert check.analytic.dW[0].tolist() == [[2, 0]]


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_a_kink_is_no_mistake(activation):
    network = bp.Network([bp.Layer([[1, 1]], [-2, 0], activation), bp.Layer([[1], [1]], [0], "identity")])
    check = bp.check_gradients(network, [2], [1])
    assert check.not_differentiable == ("dW1[1,1]", "db1[1]")
    assert check.ok
    assert np.isnan(check.error.dW[0]).tolist() == [[True, False]]
    assert "At 2 of them the cost has a kink" in check.summary
    assert check.compared == "5 of 7 gradients"


def bent_networks():
    """Networks with an ELU whose z is 0 or close to it: there f″ jumps, but f′ does not."""
    rng = np.random.default_rng(2)
    for seed in range(300):
        sizes = rng.integers(1, 5, size=rng.integers(2, 5))
        activations = [str(rng.choice(["elu", "elu", "relu", "tanh"])) for _ in sizes[1:]]
        scale = rng.choice([0, 1, 3])
        network = random_network(sizes, activations, seed, scale=scale)
        for layer, n_out in enumerate(sizes[1:], start=1):
            network = network.replace("b", layer, np.zeros(n_out))
        x = rng.choice([0, 0, 3e-6, 1e-5, 1.5e-5, 1, -1], size=(rng.integers(1, 4), sizes[0]))
        yield network, x, rng.normal(size=(len(x), sizes[-1]))


def test_a_bend_is_neither_a_mistake_nor_an_excuse():
    first = bp.Network([bp.Layer([[1, 1]], [-2, 0], "elu"), bp.Layer([[1], [1]], [0], "identity")])
    found = 0
    for network, x, t in [(first, [[2]], [[1]]), *bent_networks()]:
        check = bp.check_gradients(network, x, t)
        assert check.ok, check.summary
        kinks = [activation for activation in network.activations if activation == "relu"]
        assert kinks or check.not_differentiable == ()
        mistaken = bp.check_gradients(network, x, t, backward=factor_2_of_b)
        compared = ~np.isnan(mistaken.error.db[0])
        if (np.abs(check.analytic.db[0][compared]) > 1e-3).any():
            assert not mistaken.ok
            found += 1
    assert found > 100


def factor_2_of_b(network, forward, t, loss):
    right = bp.backward(network, forward, t, loss=loss)
    return right._replace(db=(2 * right.db[0], *right.db[1:]))


def test_a_kink_everywhere_leaves_nothing_to_check():
    network = bp.Network([bp.Layer([[1]], [-2], "relu")])
    check = bp.check_gradients(network, [2], [1])
    assert (check.ok, check.worst, check.worst_name) == (True, 0.0, "")
    assert check.summary.startswith(
        "Nothing could be compared: 0 of 2 gradients. At 2 of them the cost has a kink"
    )


def test_a_direction_across_a_kink_is_left_out_and_said_so():
    network = bp.initialise([50, 60], ["relu"], "zeros", seed=0)
    check = bp.check_gradients(network, np.zeros(50), np.ones(60), at_most=2000)
    assert np.isnan(check.direction_error)
    assert "a random direction" not in check.compared
    assert check.summary.endswith("The random direction crosses a kink, so it was left out.")


def test_a_large_network_is_checked_in_part_and_says_so():
    network = bp.initialise([40, 50, 10], ["tanh", "softmax"], "xavier", seed=1)
    x, t = np.random.default_rng(0).normal(size=(6, 40)), np.eye(10)[:6]
    check = bp.check_gradients(network, x, t, "categorical_cross_entropy", at_most=2000)
    assert check.ok
    assert (check.checked, check.total) == (100, 2560)
    assert check.direction_error is not None
    assert np.count_nonzero(~np.isnan(flat(check.numeric))) == 100
    assert check.compared == "100 of 2,560 gradients and a random direction"
    assert check.compared in check.summary
    again = bp.check_gradients(network, x, t, "categorical_cross_entropy", at_most=2000)
    np.testing.assert_array_equal(flat(check.numeric), flat(again.numeric))
    other = bp.check_gradients(network, x, t, "categorical_cross_entropy", at_most=2000, seed=1)
    assert not np.array_equal(flat(check.numeric), flat(other.numeric), equal_nan=True)


def test_the_random_direction_finds_what_the_subset_misses():
    network = bp.initialise([40, 50, 10], ["tanh", "identity"], "xavier", seed=1)
    x, t = np.random.default_rng(0).normal(size=(2, 6, 40))
    checked = bp.check_gradients(network, x, t[:, :10], at_most=2000)
    untouched = np.isnan(checked.numeric.dW[0])

    def mistaken(network, forward, t, loss):
        right = bp.backward(network, forward, t, loss=loss)
        return right._replace(dW=(np.where(untouched, 2 * right.dW[0], right.dW[0]), right.dW[1]))

    check = bp.check_gradients(network, x, t[:, :10], at_most=2000, backward=mistaken)
    assert not check.ok
    assert check.worst_name == "the slope along a random direction"


def test_slices_change_nothing(monkeypatch):
    network = random_network([4, 6, 3], ["sigmoid", "softmax"])
    x, t = random_samples(network, 5, "categorical_cross_entropy")
    whole = bp.check_gradients(network, x, t, "categorical_cross_entropy")
    monkeypatch.setattr(central_differences, "SLICE_BYTES", 30_000)
    sliced = bp.check_gradients(network, x, t, "categorical_cross_entropy")
    np.testing.assert_array_equal(flat(whole.numeric), flat(sliced.numeric))


def test_an_infinite_cost_is_said_in_words():
    network = bp.Network([bp.Layer([[1e200]], [0], "identity")])
    check = bp.check_gradients(network, [1], [0])
    assert not check.ok
    assert check.summary == "The cost overflows here or close by, so its differences say nothing."


def test_many_samples_are_checked_in_part_too():
    network = bp.initialise([64] * 9, ["tanh"] * 8, "xavier", seed=1)
    x, t = np.random.default_rng(0).normal(size=(2, 512, 64))
    check = bp.check_gradients(network, x, t, at_most=2000)
    assert check.ok
    assert 3 <= check.checked < 20
    assert check.compared == f"{check.checked} of 33,280 gradients and a random direction"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"network": worked_example().replace("b", 1, np.zeros((5, 2)))},
            "W and b: one network expected, a st",
        ),
        ({"epsilon": 0.0}, "epsilon: 0.0 given, a step above 0 is expected"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_words(change, sentence):
    with pytest.raises(ValueError) as error:
        bp.check_gradients(**({"network": worked_example(), "x": [1, 2, 3], "t": [0, 0]} | change))
    assert str(error.value).startswith(sentence)


def test_an_evaluated_network_is_checked_alike():
    x, t = [[1, 2, 3], [-1, 0.5, 2]], [[0.5, 0.1], [0, 1]]
    whole = bp.check_gradients(worked_example(), x, t)
    check = check_evaluation(bp.evaluate(worked_example(), x, t))
    assert (check.ok, check.worst, check.worst_name) == (True, whole.worst, whole.worst_name)
    np.testing.assert_array_equal(flat(check.numeric), flat(whole.numeric))
