"""The classic mistake of order: each layer's W is overwritten before the error travels back through it."""

from collections.abc import Sequence

import numpy as np

from backprop.core.arrays import Array
from backprop.core.descent import BackwardPass
from backprop.core.network import Network
from backprop.core.parameters import frozen_mask, structured
from backprop.core.passes import Backward, Forward, run_backward


def early_update(learning_rate: float, *, l2: float = 0.0, frozen: Sequence[str] = ()) -> BackwardPass:
    """A backward pass for `descend` that goes wrong as a program does which updates the layers one by one.

    Going back, each layer's W becomes W − η(∂C/∂W + l2·W), all but what is `frozen`, before it hands the error
    down; so the last layer's gradients are right, and every hidden layer's errors come from weights one step too
    new. The numbers that Mazur's article (2015) prints after training come out in this order. The three settings
    must be those of the run. ∂E/∂x, from which nothing is learnt, comes from the old W⁽¹⁾.

    With t that has been checked. The returned pass raises ValueError for a frozen name that is no parameter.
    """

    @np.errstate(over="ignore", invalid="ignore")  # as in the passes
    def backward(network: Network, forward: Forward, t: Array, loss: str) -> Backward:
        rate = structured(network, np.where(frozen_mask(network, frozen), 0.0, learning_rate)).dW
        W, b = [layer.W for layer in network.layers], [layer.b for layer in network.layers]
        found = run_backward(network, forward, t, loss)
        for l in reversed(range(1, len(W))):
            # What was found for layer l and those after it stays: W[l] has no part in it.
            W[l] = W[l] - rate[l] * (found.dW[l] + l2 * W[l])
            found = run_backward(network.with_parameters(W, b), forward, t, loss)
        return found

    return backward
