"""How often a network is right, and where its decision lies: what people ask for and the loss does not say."""

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.arrays import Array
from backprop.core.network import Network
from backprop.core.passes import check_x, run_forward


def decision_level(network: Network, t: ArrayLike) -> float:
    """The value from which on an output counts as on: 0.5, or 0 where targets are negative.

    Sigmoid and softmax stay between 0 and 1, so it is 0.5 for them. Any other output can be trained towards 0
    and 1, or towards −1 and 1, and the targets tell which.
    """
    bounded = network.layers[-1].activation in ("sigmoid", "softmax")
    return 0.0 if not bounded and np.min(t) < 0 else 0.5


def accuracy(network: Network, x: ArrayLike, t: Array) -> float:
    """The share of samples, 0 to 1, that the network has right: x is (samples, n_in), t (samples, n_out).

    After softmax the largest output has to be where the largest target is. Any other output has to be on its
    target's side of the decision level, which itself is on the upper side; a sample is right when all its
    outputs are. An output that is not a number is wrong. Raises ValueError when x does not fit.
    """
    a = run_forward(network, check_x(network, x)).output
    if network.layers[-1].activation == "softmax":
        right = a.argmax(axis=-1) == t.argmax(axis=-1)
    else:
        level = decision_level(network, t)
        right = ((a >= level) == (t >= level)).all(axis=-1)
    return float(np.mean(right & ~np.isnan(a).any(axis=-1)))
