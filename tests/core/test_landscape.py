"""The cost along one parameter against a loop over single networks, its slope against central differences."""

import tracemalloc

import numpy as np
import pytest

import backprop as bp
from backprop.core import landscape
from tests.core.networks import PAIRS, random_network, random_samples, worked_example


def with_value(network, name, value):
    """The network with one parameter replaced; the name is read anew, by a reader of its own."""
    array, _, index = name.rstrip("]").partition("[")
    kind, layer = array[0], int(array[1:])
    values = getattr(network.layers[layer - 1], kind).copy()
    values[tuple(int(i) - 1 for i in index.split(","))] = value
    return network.replace(kind, layer, values)


def one_by_one(network, x, t, loss, name, values):
    return np.array([bp.cost(with_value(network, name, value), x, t, loss) for value in values])


def central(network, x, t, loss, name, values, step=1e-5):
    above, below = (one_by_one(network, x, t, loss, name, values + s) for s in (step, -step))
    return (above - below) / (2 * step)


VALUES = np.array([-3.0, -0.7, 0.123, 4.0])


@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_the_slice_is_a_loop_over_single_networks(loss, last):
    for seed, hidden in enumerate(bp.ACTIVATIONS):
        network = random_network([3, 4, 3, 2], [hidden, "tanh", last], seed)
        x, t = random_samples(network, (1, 4)[seed % 2], loss, seed)
        for name in ("W1[2,3]", "b1[3]", "W2[4,1]", "b2[2]", "W3[3,2]", "b3[1]"):
            found = bp.loss_slice(network, x, t, loss, name, VALUES)
            assert found.cost.shape == found.slope.shape == VALUES.shape
            np.testing.assert_allclose(
                found.cost, one_by_one(network, x, t, loss, name, VALUES), rtol=1e-12, atol=1e-14
            )
            slopes = central(network, x, t, loss, name, VALUES)
            np.testing.assert_allclose(found.slope, slopes, rtol=1e-5, atol=2e-8, err_msg=f"{hidden} {name}")


def test_the_slices_of_these_networks_are_not_flat():
    """Else the slopes above would prove nothing."""
    network = random_network([3, 4, 3, 2], ["sigmoid", "tanh", "sigmoid"])
    x, t = random_samples(network, 4, "half_squared_error")
    for name in ("W1[2,3]", "b1[3]", "W2[4,1]", "b3[1]"):
        assert np.ptp(bp.loss_slice(network, x, t, "half_squared_error", name, VALUES).cost) > 1e-3


def test_the_published_gradient_is_the_slope_at_the_worked_example():
    found = bp.loss_slice(worked_example(), [1, 2, 3], [0.5, 0.1], "half_squared_error", "W1[3,1]", [0.5])
    assert found.slope == pytest.approx([0.02242898], abs=5e-9)


def test_a_kink_bends_the_cost_where_the_unit_wakes_up():
    """ReLU(w · 2 − 2) with target 1: flat left of w = 1, then ½ (2w − 3)²; at the kink itself ReLU′ is 0."""
    network = bp.Network([bp.Layer([[5.0]], [-2], "relu")])
    found = bp.loss_slice(network, [2], [1], "half_squared_error", "W1[1,1]", [-1, 0.5, 1, 1.25, 1.5, 2])
    assert found.cost.tolist() == [0.5, 0.5, 0.5, 0.125, 0, 0.5]
    assert found.slope.tolist() == [0, 0, 0, -1, 0, 2]


def test_slices_change_nothing_and_keep_to_their_memory(monkeypatch):
    network = random_network([5, 40, 3], ["gelu", "softmax"])
    x, t = random_samples(network, 50, "categorical_cross_entropy")
    values = np.linspace(-2, 2, 60)
    whole = bp.loss_slice(network, x, t, "categorical_cross_entropy", "W1[2,7]", values)
    monkeypatch.setattr(landscape, "SLICE_BYTES", 2**20)
    tracemalloc.start()
    sliced = bp.loss_slice(network, x, t, "categorical_cross_entropy", "W1[2,7]", values)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_allclose(sliced.cost, whole.cost, rtol=1e-13)
    np.testing.assert_allclose(sliced.slope, whole.slope, rtol=1e-11, atol=1e-16)
    assert peak < 2**20 * 1.25  # the evaluation before it also takes its room


def test_a_network_larger_than_a_slice_goes_by_itself(monkeypatch):
    monkeypatch.setattr(landscape, "SLICE_BYTES", 1)
    found = bp.loss_slice(worked_example(), [1, 2, 3], [0, 0], "half_squared_error", "b1[2]", VALUES)
    slow = one_by_one(worked_example(), [1, 2, 3], [0, 0], "half_squared_error", "b1[2]", VALUES)
    np.testing.assert_allclose(found.cost, slow, rtol=1e-14)


def test_an_overflow_is_infinite_and_silent():
    network = bp.Network([bp.Layer([[1.0]], [0], "identity"), bp.Layer([[1.0]], [0], "identity")])
    with np.errstate(all="raise", under="ignore"):
        found = bp.loss_slice(network, [1], [0], "half_squared_error", "W1[1,1]", [-1e200, 2, 1.7e308])
    assert found.cost.tolist() == [np.inf, 2, np.inf]
    assert found.slope[1] == 2


def test_the_network_stays_as_it_was():
    network = worked_example()
    bp.loss_slice(network, [1, 2, 3], [0, 0], "half_squared_error", bp.Quantity("b", 2, (1,)), [7])
    assert network == worked_example()


STACK = worked_example().replace("b", 1, np.zeros((5, 2)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"network": STACK}, "W and b: one network expected, a stack of (5,) given"),
        ({"name": "weight"}, "weight: 'weight' names nothing; the names are x, t, W"),
        ({"name": "W1"}, "W1: W takes two indices, as in W1[2,1]"),
        ({"name": "W3[1,1]"}, "W3: the network has 2 layers"),
        ({"name": "W1[4,1]"}, "W1[4,1]: W1 has 3 rows"),
        ({"name": bp.Quantity("b", 1, (3,))}, "b1[3]: b1 has 2 numbers"),
        ({"name": "x[1]"}, "x[1] is no parameter of the network; a weight or a bias is expected"),
        ({"name": "dW1[1,1]"}, "dW1[1,1] is no parameter of the network; a weight or a bias is expected"),
        ({"values": [0, np.inf]}, "values[2] is inf; a finite number is expected"),
        ({"values": [np.nan]}, "values[1] is nan; a finite number is expected"),
        ({"values": []}, "values: no numbers given"),
        ({"values": 1.0}, "values: a list of numbers expected, one number given"),
        ({"values": [[1.0, 2.0]]}, "values: one list of real numbers is expected"),
        ({"values": [1j]}, "values: one list of real numbers is expected"),
        ({"t": [0]}, "t: 1 target given, the network has 2 outputs"),
        ({"loss": "none"}, "loss: 'none' is not known"),
    ],
)
def test_what_has_no_slice_is_refused_in_words(change, sentence):
    given = {"network": worked_example(), "x": [1, 2, 3], "t": [0, 0], "loss": "half_squared_error"}
    given |= {"name": "W1[1,1]", "values": [0.0, 1.0]} | change
    with pytest.raises(ValueError) as error:
        bp.loss_slice(**given)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)
