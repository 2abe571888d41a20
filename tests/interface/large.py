"""The largest network that the app opens."""

import numpy as np

from backprop.core.network import Layer, Network
from backprop.experiment.experiment import MOST_LAYERS, MOST_SAMPLES, MOST_UNITS, Experiment


def largest(activation: str = "tanh", samples: int = MOST_SAMPLES) -> Experiment:
    """8 layers of 64 units and as many samples, with numbers of four digits."""
    draw, units = np.random.default_rng(0), MOST_UNITS
    layers = [
        Layer(
            draw.normal(0, units**-0.5, (units, units)).round(4),
            draw.normal(0, 0.1, units).round(4),
            activation,
        )
        for _ in range(MOST_LAYERS)
    ]
    x, t = draw.normal(size=(samples, units)).round(3), draw.uniform(-0.8, 0.8, (samples, units)).round(3)
    return Experiment(network=Network(layers), x=x, t=t, title="Large")
