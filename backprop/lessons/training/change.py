"""What training has changed: every number after some steps less the same number at the start."""

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.passes import Backward, Forward

MARK = "Δ"  # before the name of a number, its change


@np.errstate(over="ignore", invalid="ignore")  # what overflows, or is undefined, shows as that
def change(now: Evaluation, start: Evaluation) -> Evaluation:
    """The differences of two evaluations of one structure on the same samples, as an evaluation.

    Its arrays, x and t among them, are differences; no pass leads from one to the next.
    """
    W = [a.W - b.W for a, b in zip(now.network.layers, start.network.layers, strict=True)]
    b = [a.b - b.b for a, b in zip(now.network.layers, start.network.layers, strict=True)]
    ours, theirs = now.backward, start.backward
    return Evaluation(
        network=now.network.with_parameters(W, b),
        x=now.x - start.x,
        t=now.t - start.t,
        loss=now.loss,
        learning_rate=now.learning_rate,
        forward=Forward(_less(now.forward.z, start.forward.z), _less(now.forward.a, start.forward.a)),
        backward=Backward(
            cost=ours.cost - theirs.cost,
            sample_loss=ours.sample_loss - theirs.sample_loss,
            da=_less(ours.da, theirs.da),
            delta=_less(ours.delta, theirs.delta),
            dW=_less(ours.dW, theirs.dW),
            db=_less(ours.db, theirs.db),
        ),
    )


def _less(now: tuple[Array, ...], start: tuple[Array, ...]) -> tuple[Array, ...]:
    return tuple(a - b for a, b in zip(now, start, strict=True))
