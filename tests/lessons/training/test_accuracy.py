"""The share of right samples, counted by hand."""

import numpy as np
import pytest

from backprop.core.network import Layer, Network
from backprop.experiment.presets import preset
from backprop.lessons.training.accuracy import accuracy, decision_level


def passing(activation, n=1):
    """A network that hands its inputs on, through the activation alone."""
    return Network([Layer(np.eye(n), np.zeros(n), activation)])


def test_a_sigmoid_decides_at_a_half_which_is_on_the_upper_side():
    t = np.array([[0.0], [0], [1], [1], [1]])
    assert accuracy(passing("sigmoid"), [[-3], [0.1], [2], [-1e-9], [0]], t) == 3 / 5
    assert accuracy(passing("sigmoid"), [[0.0]], np.array([[0.0]])) == 0


@pytest.mark.parametrize("activation", ["identity", "tanh"])
def test_other_outputs_decide_between_the_targets_they_are_given(activation):
    x = [[0.2], [0.9], [-0.7]]
    assert accuracy(passing(activation), x, np.array([[1.0], [1], [-1]])) == 1
    assert accuracy(passing(activation), x, np.array([[0.0], [1], [0]])) == 1
    assert accuracy(passing(activation), x, np.array([[1.0], [1], [0]])) == pytest.approx(2 / 3)


def test_every_output_has_to_be_right():
    x = [[3, 3], [3, -3], [-3, -3]]
    assert accuracy(passing("sigmoid", 2), x, np.array([[1.0, 1], [1, 1], [1, 1]])) == pytest.approx(1 / 3)
    assert accuracy(passing("sigmoid", 2), x, np.array([[1.0, 1], [1, 0], [0, 0]])) == 1


def test_of_a_softmax_the_largest_counts_however_small():
    x = [[0.1, 0.0, 0.05], [1, 2, 3], [0, 5, 0]]
    assert accuracy(passing("softmax", 3), x, np.eye(3)[[0, 2, 1]]) == 1
    assert accuracy(passing("softmax", 3), x, np.eye(3)[[1, 2, 0]]) == pytest.approx(1 / 3)
    assert accuracy(passing("softmax", 3), x, np.array([[0.5, 0.3, 0.2]] * 3)) == pytest.approx(1 / 3)


def test_what_is_not_a_number_is_wrong():
    huge = Network([Layer([[1e300, -1e300]], [0, 0], "identity"), Layer([[1], [1]], [0], "identity")])
    assert accuracy(huge, [[1e9], [0.0]], np.array([[0.0], [0.0]])) == 0.5


def test_the_example_of_xor_is_right_from_the_start():
    xor = preset("xor")
    assert accuracy(xor.network, xor.x, xor.t) == 1
    assert accuracy(xor.network, xor.x, 1 - xor.t) == 0


def test_the_level():
    assert decision_level(passing("sigmoid"), [[0.2]]) == 0.5
    assert decision_level(passing("softmax"), [[1]]) == 0.5
    assert decision_level(passing("sigmoid"), [[-1]]) == 0.5
    assert decision_level(passing("tanh"), [[-1], [1]]) == 0
    assert decision_level(passing("tanh"), [[0], [1]]) == 0.5
    assert decision_level(passing("relu"), [[0], [1]]) == 0.5


def test_inputs_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="x: 3 inputs given"):
        accuracy(passing("sigmoid"), [[1, 2, 3]], np.array([[1.0]]))
