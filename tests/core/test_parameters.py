"""All parameters as one vector, and the names of those that stay."""

import numpy as np
import pytest

import backprop as bp
from backprop.core.parameters import flat, frozen_mask, structured, weight_mask

NETWORK = bp.Network(
    [bp.Layer([[1, 2], [3, 4], [5, 6]], [7, 8], "tanh"), bp.Layer([[9], [10]], [11], "sigmoid")]
)


def test_one_vector_and_back_in_the_order_of_the_layers():
    theta = flat((layer.W, layer.b) for layer in NETWORK.layers)
    assert theta.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    back = structured(NETWORK, theta)
    assert [W.tolist() for W in back.dW] == [[[1, 2], [3, 4], [5, 6]], [[9], [10]]]
    assert [b.tolist() for b in back.db] == [[7, 8], [11]]
    many = np.arange(33.0).reshape(3, 11)
    assert np.array_equal(flat(zip(*structured(NETWORK, many), strict=True)), many)


def test_weights_are_told_from_biases():
    assert weight_mask(NETWORK).tolist() == [1] * 6 + [0] * 2 + [1] * 2 + [0]


def test_parts_are_frozen_by_name():
    assert np.flatnonzero(frozen_mask(NETWORK, ["b1", "W1[3,2]", "W2"])).tolist() == [5, 6, 7, 8, 9]


@pytest.mark.parametrize("name", ["W3", "b1[3]", "W1[0,1]", "W1[1]", "x", "W1[a,b]", "", "dW1"])
def test_what_is_no_parameter_is_refused_by_name(name):
    with pytest.raises(ValueError, match=r"^frozen: .* is no parameter"):
        frozen_mask(NETWORK, [name])
