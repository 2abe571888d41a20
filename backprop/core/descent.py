"""Gradient descent: the one training loop, which keeps the parameters of every step and recomputes all else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.core import passes
from backprop.core.arrays import Array, read_only
from backprop.core.batches import rows_of
from backprop.core.landscape import networks_in_a_slice
from backprop.core.losses import DEFAULT_LOSS
from backprop.core.network import Network
from backprop.core.optimizers import GradientDescent, Optimizer, State
from backprop.core.parameters import flat, frozen_mask, theta_of, weight_mask, with_theta
from backprop.core.passes import Backward, Forward, check_t, check_x, run_backward, run_cost, run_forward

BackwardPass = Callable[[Network, Forward, Array, str], Backward]

MOST_BYTES = 64 * 2**20  # of parameters that a run keeps; of a longer one every second step, every fourth, …
_NEVER = 2**60  # between two kept steps
_CHUNK = 256  # steps whose costs are computed in one stacked pass


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What a run is a run of: where it starts, what it learns from, and how it steps."""

    network: Network
    x: Array
    t: Array
    loss: str
    optimizer: Optimizer
    batch_size: int | None
    seed: int
    l2: float
    frozen: tuple[str, ...]
    backward: BackwardPass


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Run:
    """A training run: `theta` (kept, …, n_parameters) holds the parameters of every `every`-th step, from the start.

    `cost` (steps + 1, …) is that of all samples after each step, without the penalty. `diverged` is the step at
    which the cost or a parameter was no longer finite, or None; what came before is kept. `last` and `state`
    are where a longer run goes on.
    """

    task: Task
    theta: Array
    every: int
    cost: Array
    last: Array
    state: State
    diverged: int | None = None

    @property
    def steps(self) -> int:
        """How many steps have been made, and kept."""
        return len(self.cost) - 1

    @property
    def kept(self) -> NDArray[np.intp]:
        """The steps whose networks are in the stack: all of them, unless they would not fit into 64 MB."""
        return np.arange(len(self.theta)) * self.every

    @property
    def network(self) -> Network:
        """The networks of the kept steps as one stack, so that forward(run.network, x) is the whole history."""
        return with_theta(self.task.network, self.theta)

    def at(self, step: int) -> Network:
        """The network after this many steps: one of `kept`, or the last; in between, the kept one before."""
        step = min(max(step, 0), self.steps)
        theta = self.last if step == self.steps else self.theta[step // self.every]
        return with_theta(self.task.network, read_only(theta))

    def lean(self) -> "Run":
        """The same run for its costs alone: of its steps it keeps the start and the last one, however long it gets."""
        return replace(self, theta=self.theta[:1].copy(), every=_NEVER)

    def extend(self, steps: int) -> "Run":
        """The same run with so many steps more. Cut short, it goes on as if it had not been."""
        run, chunk = self, _chunk(self.task)
        goal = self.steps + steps
        while run.steps < goal and run.diverged is None:
            run = _advanced(run, min(chunk, goal - run.steps))
        return run


def descend(
    network: Network,
    x: ArrayLike,
    t: ArrayLike,
    loss: str = DEFAULT_LOSS,
    optimizer: Optimizer | None = None,
    steps: int = 1000,
    *,
    batch_size: int | None = None,
    seed: int = 0,
    l2: float = 0.0,
    frozen: Sequence[str] = (),
    backward: BackwardPass = passes.backward,
) -> Run:
    """Train a network, or each of a stack, for so many updates; without an `optimizer` by plain descent with η = 0.1.

    `batch_size` samples at a time are drawn in an order made with `seed`, all of them before any comes again;
    None takes all at once. `l2` adds (l2/2) Σ W² over the weights to what is descended on. `frozen` names
    what stays as it is: "b1", "W2", "W1[2,1]". Another `backward` trains with a mistaken one.

    A run that diverges is no error: it ends there. Raises ValueError with one sentence as the two passes do,
    and for settings that make no sense.
    """
    x = check_x(network, x)
    t = check_t(network, t, x.shape[-2], loss)
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size: {batch_size} given, at least one sample expected")
    if not (l2 >= 0 and np.isfinite(l2)):
        raise ValueError(f"l2: {l2} given, 0 or a positive number expected")
    if steps < 0:
        raise ValueError(f"steps: {steps} given, 0 or more expected")
    frozen_mask(network, frozen)  # refuses what is no parameter
    task = Task(
        network, x, t, loss, optimizer or GradientDescent(0.1), batch_size, seed, l2, tuple(frozen), backward
    )
    theta = theta_of(network)
    state = tuple(np.zeros_like(theta) for _ in range(task.optimizer.slots))
    cost = run_cost(run_forward(network, x), t, loss)
    diverged = None if np.isfinite(cost).any() else 0
    return Run(task, theta[None], 1, np.asarray(cost)[None], theta, state, diverged).extend(steps)


def _chunk(task: Task) -> int:
    stack = int(np.prod(task.network.stack))
    return max(1, min(_CHUNK, networks_in_a_slice(task.network, len(task.x)) // max(stack, 1)))


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # a run that diverges says so by itself
def _advanced(run: Run, steps: int) -> Run:
    """A run with at most so many steps more: fewer when it diverges."""
    task, first = run.task, run.steps
    thetas = np.empty((steps, *run.last.shape))
    states: list[State] = []
    step = _step_of(task)
    theta, state = run.last, run.state
    for k in range(steps):
        theta, state = step(theta, state, first + k)
        thetas[k] = theta
        states.append(state)
    stack = with_theta(task.network, thetas)
    cost = run_cost(run_forward(stack, task.x), task.t, task.loss)
    finite = np.isfinite(cost) & np.isfinite(thetas).all(axis=-1)
    alive = finite.reshape(steps, -1).any(axis=1)  # of a stack one network at least
    good = steps if alive.all() else int(np.argmin(alive))
    if good < steps:
        theta, state = (thetas[good - 1], states[good - 1]) if good else (run.last, run.state)
    return _kept(
        replace(
            run,
            cost=np.concatenate([run.cost, cost[:good]]),
            last=theta,
            state=state,
            diverged=None if good == steps else first + good + 1,
        ),
        thetas[:good],
        first,
    )


def _kept(run: Run, thetas: Array, first: int) -> Run:
    """The run with these steps after the `first`-th, thinned out where they would be more than a run keeps."""
    theta = np.concatenate([run.theta, thetas[(-first - 1) % run.every :: run.every]])
    every = run.every
    while theta.nbytes > MOST_BYTES and len(theta) > 2:
        theta, every = theta[::2].copy(), 2 * every
    return replace(run, theta=theta, every=every)


def _step_of(task: Task) -> Callable[[Array, State, int], tuple[Array, State]]:
    """One update of theta: forward, backward, the penalty's share, and the optimizer's step."""
    network, loss, optimizer, l2 = task.network, task.loss, task.optimizer, task.l2
    backward = run_backward if task.backward is passes.backward else task.backward
    decays = l2 * weight_mask(network)
    free = ~frozen_mask(network, task.frozen) if task.frozen else None

    def step(theta: Array, state: State, k: int) -> tuple[Array, State]:
        rows = rows_of(len(task.x), task.batch_size, task.seed, k)
        now = with_theta(network, theta)
        found = backward(now, run_forward(now, task.x[rows]), task.t[rows], loss)
        gradient = flat(zip(found.dW, found.db, strict=True))
        if l2:
            gradient = gradient + decays * theta
        after, state = optimizer.step(theta, gradient, state, k)
        return (after if free is None else np.where(free, after, theta)), state

    return step
