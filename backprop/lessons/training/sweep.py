"""A learning-rate sweep: the cost after so many steps for many η at once, and which of them are stable."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.descent import descend
from backprop.core.network import Network
from backprop.core.parameters import theta_of, with_theta
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.training import Training

RATES: Array = np.array([float(f"{m}e{p}") for p in range(-4, 2) for m in (1, 1.5, 2, 3, 5, 7)] + [100.0])
MOST_STEPS, LEAST_STEPS = 1000, 10
_WORK = 40_000_000  # parameters times samples times rates times steps, about a second for large networks


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """For each of `rates` (k,) the cost (k,) after `steps`, from one `start`; not finite where a run diverged."""

    rates: Array
    cost: Array
    start: float
    steps: int

    @property
    def stable(self) -> NDArray[np.bool]:
        """The rates, from the smallest up, before the first that ends above the start, or not at all."""
        good = np.isfinite(self.cost) & (self.cost <= self.start)
        return np.logical_and.accumulate(good)

    @property
    def best(self) -> int | None:
        """The place of the stable rate with the lowest cost."""
        if not self.stable.any():
            return None
        return int(np.argmin(np.where(self.stable, self.cost, np.inf)))

    def words(self, fmt: NumberFormat) -> str:
        """The stable range and the best rate in one or two sentences."""
        stable, best = self.stable, self.best
        if not math.isfinite(self.start):
            return "C overflows at the start, so there is no run to compare learning rates by."
        if self.start == 0:
            return "C is 0 at the start already, so no learning rate can lower it."
        if best is None:
            return (
                f"After {self.steps} steps not even η = {self.rates[0]:g} ends below C = {fmt(self.start)}."
            )
        most = f"up to η = {self.rates[stable][-1]:g}" if not stable.all() else "for every η tried"
        return (
            f"From the same start, {self.steps} steps lower C {most}; "
            f"lowest at η = {self.rates[best]:g}, where C = {fmt(float(self.cost[best]))}."
        )


def sweep(experiment: Experiment, training: Training, rates: Array = RATES) -> Sweep:
    """Train one network for each rate, all of them as one stack; large networks make fewer steps."""
    network = experiment.network
    work = network.n_parameters * len(experiment.x) * len(rates)
    steps = max(LEAST_STEPS, min(training.steps, MOST_STEPS, _WORK // work))
    one = replace(training, order="together").start(experiment).task
    run = descend(
        stacked(network, len(rates)),
        one.x,
        one.t,
        one.loss,
        training.made_for(rates),
        steps,
        batch_size=one.batch_size,
        seed=one.seed,
        l2=one.l2,
        frozen=one.frozen,
    )
    cost = np.full(len(rates), np.nan)
    if run.steps == steps:
        cost = run.cost[-1]
    return Sweep(rates, cost, float(run.cost[0, 0]), steps)


def stacked(network: Network, n: int) -> Network:
    """The same network n times, as a stack."""
    return with_theta(network, np.broadcast_to(theta_of(network), (n, network.n_parameters)).copy())
