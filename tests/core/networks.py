"""The networks that the tests of the numerics share."""

import numpy as np

import backprop as bp

PAIRS = [(loss, last) for last in bp.ACTIVATIONS for loss in bp.losses_for(last)]


def worked_example() -> bp.Network:
    """The published 3-2-2 sigmoid network."""
    return bp.Network(
        [
            bp.Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "sigmoid"),
            bp.Layer([[0.7, 0.8], [0.9, 0.1]], [0.3, 0.3], "sigmoid"),
        ]
    )


def random_network(sizes, activations, seed=0, scale=1.0) -> bp.Network:
    """Weights and biases from normal distributions, the biases around 1 so that rectifiers live."""
    rng = np.random.default_rng(seed)
    return bp.Network(
        [
            bp.Layer(
                scale * rng.normal(size=(n_in, n_out)), scale * rng.normal(1.0, 1.0, size=n_out), activation
            )
            for n_in, n_out, activation in zip(sizes, sizes[1:], activations, strict=False)
        ]
    )


def random_samples(network, samples, loss, seed=0):
    """x, and t that suits the loss: between 0 and 1 for the cross-entropies, not summing to 1."""
    rng = np.random.default_rng(seed + 1000)
    n_in, n_out = network.sizes[0], network.sizes[-1]
    x = rng.normal(size=(samples, n_in))
    t = rng.uniform(size=(samples, n_out)) if bp.LOSSES[loss].follows else rng.normal(size=(samples, n_out))
    return x, t
