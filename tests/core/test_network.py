"""What a network holds, and what it refuses."""

from fractions import Fraction

import numpy as np
import pytest

import backprop as bp
from tests.core.networks import random_network, worked_example


def layers(W1=((1, 2),), b1=(0, 0), W2=((1,), (1,)), b2=(0,), activation="sigmoid"):
    return [bp.Layer(W1, b1, activation), bp.Layer(W2, b2, "sigmoid")]


def test_a_network_is_float64_read_only_and_its_own():
    W = np.array([[1, 2], [3, 4]], order="F")
    network = bp.Network([bp.Layer(W, [0, Fraction(1, 2)], "relu")])
    W[0, 0] = 9
    for _, _, array in network.parameters():
        assert array.dtype == np.float64
        assert array.flags.c_contiguous
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert network.layers[0].W.tolist() == [[1, 2], [3, 4]]
    assert network.layers[0].b.tolist() == [0, 0.5]


def test_what_a_network_knows_of_itself():
    network = random_network([3, 4, 2], ["tanh", "softmax"])
    assert network.sizes == (3, 4, 2)
    assert network.activations == ("tanh", "softmax")
    assert network.n_parameters == 12 + 4 + 8 + 2
    assert [(kind, number) for kind, number, _ in network.parameters()] == [
        ("W", 1), ("b", 1), ("W", 2), ("b", 2),
    ]  # fmt: skip
    assert network.stack == ()


def test_networks_are_equal_when_their_bits_are():
    network = worked_example()
    assert network == worked_example()
    assert hash(network) == hash(worked_example())
    assert network != network.replace("b", 1, [0.5, np.nextafter(0.5, 1)])
    assert network.replace("b", 1, [0.0, 0.5]) != network.replace("b", 1, [-0.0, 0.5])
    assert network != "network"


def test_replace_changes_one_array_and_leaves_the_network():
    network = worked_example()
    changed = network.replace("W", 2, [[1, 2], [3, 4]])
    assert changed.layers[1].W.tolist() == [[1, 2], [3, 4]]
    assert changed.layers[0] is network.layers[0]
    assert network.layers[1].W[0, 0] == 0.7
    with pytest.raises(ValueError, match=r"^W2: 3 × 2 numbers given, 2 × 2 expected$"):
        network.replace("W", 2, [[1, 2], [3, 4], [5, 6]])
    with pytest.raises(ValueError, match=r"^b1\[2\] is nan; a finite number is expected$"):
        network.replace("b", 1, [0, float("nan")])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"W1": [[1, 2], [3, 4, 5]]}, "W1: row 2 has 3 numbers, 2 expected"),
        ({"b1": [0, 0, 0]}, "b1: 3 numbers given, 2 expected, one for each column of W1"),
        ({"W2": [[1]]}, "W2: 1 row given, 2 expected, one for each unit of layer 1"),
        ({"W1": [1, 2]}, "W1: a list of rows of numbers expected, one row of numbers given"),
        ({"W1": [[1, "2"]]}, "W1[1,2]: '2' is not a number"),
        ({"W2": [[1], [np.inf]]}, "W2[2,1] is inf; a finite number is expected"),
        ({"W2": np.array([["1"], ["2"]])}, "W2[1,1]: '1' is not a number"),
        ({"W1": [[10**400, 0]]}, "W1[1,1] is too large for a floating-point number"),
        ({"b2": "x"}, "b2: 'x' is not a number"),
        ({"W1": [[]]}, "W1: no numbers given"),
        ({"activation": ["relu"]}, "layer 1: activation ['relu'] is not known; choose one of identity, "),
        ({"activation": "step"}, "layer 1: activation 'step' is not known; choose one of identity, "),
        (
            {"W1": np.ones((3, 1, 2)), "b1": np.zeros((2, 2))},
            "layers: the leading axes of W1 (3, 1, 2), b1 (2, 2)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(wrong, sentence):
    with pytest.raises(ValueError) as error:
        bp.Network(layers(**wrong))
    assert str(error.value).startswith(sentence)


def test_no_layers():
    with pytest.raises(ValueError, match=r"^layers: none given, at least one expected$"):
        bp.Network([])
