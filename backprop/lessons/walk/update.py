"""One step of gradient descent: the cost before, what the gradient promises, and the cost after."""

import math
from dataclasses import dataclass

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.network import Network
from backprop.core.passes import cost
from backprop.experiment.numerals import NumberFormat


@dataclass(frozen=True, slots=True)
class Update:
    """`predicted` is C − η ‖∇C‖², to which the tangent leads; `after` the cost of the updated `network`."""

    network: Network
    before: float
    predicted: float
    after: float

    def words(self, write: NumberFormat) -> str:
        """How it turned out, in one sentence."""
        if not (math.isfinite(self.before) and math.isfinite(self.after)):
            return "C overflows before or after the update, so nothing can be said of it."
        before, after = write(self.before), write(self.after)
        if before == after:
            return f"C stays {before} to the digits shown: the gradient is flat here, or η is small."
        if self.after < self.before:
            return f"C falls from {before} to {after}; the gradient promised {write(self.predicted)}."
        return (
            f"C rises from {before} to {after}, though it should fall: the step is too long, η is too large."
        )


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def update(evaluation: Evaluation) -> Update:
    """The update with the evaluation's learning rate, of all weights and biases at once."""
    layers = range(1, evaluation.n_layers + 1)
    W, b = ([evaluation.array(kind, layer) for layer in layers] for kind in ("Wnew", "bnew"))
    network = evaluation.network.with_parameters(W, b)
    gradient = (*evaluation.backward.dW, *evaluation.backward.db)
    before, fall = float(evaluation.backward.cost), sum(float((part**2).sum()) for part in gradient)
    after = float(cost(network, evaluation.x, evaluation.t, evaluation.loss))
    return Update(network, before, before - evaluation.learning_rate * fall, after)
