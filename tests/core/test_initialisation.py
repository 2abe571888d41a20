"""Where the weights start."""

import numpy as np
import pytest

import backprop as bp


@pytest.mark.parametrize("scheme", bp.SCHEMES)
def test_a_seed_brings_the_same_numbers_back(scheme):
    sizes, activations = [3, 4, 2], ["relu", "softmax"]
    network = bp.initialise(sizes, activations, scheme, seed=7)
    assert network.sizes == (3, 4, 2)
    assert network.activations == ("relu", "softmax")
    assert network == bp.initialise(sizes, activations, scheme, seed=7)
    assert (network == bp.initialise(sizes, activations, scheme, seed=8)) is (scheme == "zeros")
    assert all(not layer.b.any() for layer in network.layers)


def test_deviations():
    def weights(scheme):
        return bp.initialise([200, 300], ["tanh"], scheme, seed=1).layers[0].W

    assert not weights("zeros").any()
    assert np.abs(weights("uniform")).max() <= 1
    assert weights("uniform").std() == pytest.approx(1 / np.sqrt(3), rel=0.02)
    assert weights("normal").std() == pytest.approx(1, rel=0.02)
    assert weights("xavier").std() == pytest.approx(np.sqrt(2 / 500), rel=0.02)
    assert np.abs(weights("xavier")).max() <= np.sqrt(6 / 500)
    assert weights("he").std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)


def test_a_layer_keeps_its_numbers_when_others_change():
    before = bp.initialise([3, 4, 2], ["tanh", "tanh"], "normal", seed=3)
    after = bp.initialise([3, 4, 2, 5], ["tanh", "tanh", "relu"], "normal", seed=3)
    assert after.layers[1].W.tolist() == before.layers[1].W.tolist()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([3, 2], ["tanh"], "best", 0), "initialisation: 'best' is not known; choose one of zeros, uniform"),
        (([3, 2], ["tanh"], "he", -1), "seed: -1 given, a whole number"),
        (([3, 2], ["tanh"], "he", 1.5), "seed: 1.5 given, a whole number"),
        (([3, 2, 1], ["tanh"], "he", 0), "sizes: 3 given, 2 expected"),
        (([3, 0], ["tanh"], "he", 0), "sizes: 0 units given, at least 1 expected"),
        (([3, 2], ["step"], "he", 0), "layer 1: activation 'step' is not known"),
    ],
)
def test_what_makes_no_network_is_refused(arguments, sentence):
    with pytest.raises(ValueError) as error:
        bp.initialise(*arguments)
    assert str(error.value).startswith(sentence)
