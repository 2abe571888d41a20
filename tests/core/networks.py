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
    return x, allowed(t, loss)


def living_samples(network, samples, loss, seed=0):
    """The first samples from a seed on that any parameter feels: relu and hinge may be flat for all."""
    for more in range(0, 20_000, 100):
        x, t = random_samples(network, samples, loss, seed + more)
        if any(db.any() for db in bp.backward(network, bp.forward(network, x), t, loss=loss).db):
            return x, t
    raise AssertionError("no samples give this network a gradient")


def allowed(t, loss):
    """Targets that a loss takes: these if it takes them, else −1 or 1 by the side of the middle they are on."""
    takes = bp.LOSSES[loss].allows
    return t if takes is None or takes(t).all() else np.where(t < 0.5, -1.0, 1.0)
