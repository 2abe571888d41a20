"""The bug lab: a network with a mistaken backward pass, what a gradient check says of it, and how it learns."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.descent import Run, descend
from backprop.core.early_update import early_update
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.gradient_check import GradientCheck, check_gradients
from backprop.core.network import Network
from backprop.core.optimizers import GradientDescent, Momentum
from backprop.core.passes import Backward, Forward, run_backward
from backprop.lessons.bugs.listing import TwoLines, listing
from backprop.lessons.bugs.mistakes import MISTAKES, Mistake
from backprop.lessons.bugs.program import LineError, run_lines

MOST_CHECKED = 2000  # parameters; of a larger network a sample is checked
WORK, LEAST_STEPS = (
    100_000_000,
    10,
)  # parameters × samples × steps of a training run, and what any network gets
BackwardPass = Callable[[Network, Forward, Array, str], Backward]


class Finding(NamedTuple):
    """A mistake at work. `at` is the network it is looked at on, with the right gradients; `wrong` the mistaken ones.

    Where the program would stop, or the network cannot have the mistake, `wrong` is None; so is `check`, also where
    none was made.
    """

    at: Evaluation
    wrong: Backward | None
    check: GradientCheck | None
    crash: LineError | None
    absent: str

    @property
    def runs(self) -> bool:
        """Whether the mistaken program computes anything."""
        return self.wrong is not None


def mistaken_backward(mistake: Mistake, evaluation: Evaluation) -> BackwardPass:
    """The backward pass of a program with this mistake, for `check_gradients`; it raises LineError where that stops.

    Where gradients are never cleared, it is that of the second step, which `evaluation` was the first of.
    """

    def backward(network: Network, forward: Forward, t: Array, loss: str) -> Backward:
        if mistake.order == "early":
            return early_update(evaluation.learning_rate)(network, forward, t, loss)
        if mistake.order == "kept":
            return _added(run_backward(network, forward, t, loss), evaluation.backward)
        return run_lines(mistake.lines, network, forward, t, loss)

    return backward


def gradients(key: str, evaluation: Evaluation) -> Finding:
    """The mistake `key` of MISTAKES on this network, without a check.

    Gradients that are never cleared are looked at one step later.
    """
    mistake = MISTAKES[key]
    at = after_one_step(evaluation) if mistake.order == "kept" else evaluation
    if absent := mistake.absent(at.network, at.loss):
        return Finding(at, None, None, None, absent)
    try:
        wrong = mistaken_backward(mistake, evaluation)(at.network, at.forward, at.t, at.loss)
    except LineError as crash:
        return Finding(at, None, None, crash, "")
    return Finding(at, wrong, None, None, "")


def find(key: str, evaluation: Evaluation) -> Finding:
    """The same, with a gradient check of the mistaken gradients; of a large network that is one in part."""
    found = gradients(key, evaluation)
    if found.wrong is None:
        return found
    at, wrong = found.at, found.wrong
    check = check_gradients(
        at.network, at.x, at.t, at.loss, backward=lambda *_, **__: wrong, at_most=MOST_CHECKED
    )
    return found._replace(check=check)


def stops(key: str, evaluation: Evaluation) -> bool:
    """Whether a program with this mistake would stop on a network of these sizes; one sample tells."""
    e = evaluation
    one = evaluate(e.network, e.x[:1], e.t[:1], e.loss, e.learning_rate)
    return gradients(key, one).crash is not None


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def after_one_step(evaluation: Evaluation) -> Evaluation:
    """The network after one right update with its learning rate."""
    e = evaluation
    W = [layer.W - e.learning_rate * dW for layer, dW in zip(e.network.layers, e.backward.dW, strict=True)]
    b = [layer.b - e.learning_rate * db for layer, db in zip(e.network.layers, e.backward.db, strict=True)]
    return evaluate(e.network.with_parameters(W, b), e.x, e.t, e.loss, e.learning_rate)


def train(key: str, evaluation: Evaluation, steps: int) -> tuple[Run, Run]:
    """Plain descent from this network with the right gradients, and with the mistaken ones of a program that runs."""
    mistake, rate = MISTAKES[key], evaluation.learning_rate
    e, plain = evaluation, GradientDescent(rate)
    right = descend(e.network, e.x, e.t, e.loss, plain, steps)
    if mistake.order == "kept":  # the sum of all gradients so far is a velocity that nothing slows down
        return right, descend(e.network, e.x, e.t, e.loss, Momentum(rate, momentum=1.0), steps)
    backward = mistaken_backward(mistake, evaluation)
    return right, descend(e.network, e.x, e.t, e.loss, plain, steps, backward=backward)


def affordable(evaluation: Evaluation) -> int:
    """How many steps of training two runs may have on one page, which waits for them."""
    work = evaluation.network.n_parameters * evaluation.n_samples
    return int(max(LEAST_STEPS, WORK // work))


def code_of(key: str, evaluation: Evaluation) -> list[TwoLines]:
    """The program line by line, right and with the mistake."""
    mistake = MISTAKES[key]
    return listing(
        evaluation.network,
        evaluation.loss,
        evaluation.n_samples,
        mistake.lines,
        order=mistake.order,
    )


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def _added(one: Backward, other: Backward) -> Backward:
    """`one` with the gradients of `other` added to its own."""
    dW = tuple(a + b for a, b in zip(one.dW, other.dW, strict=True))
    db = tuple(a + b for a, b in zip(one.db, other.db, strict=True))
    return one._replace(dW=dW, db=db)
