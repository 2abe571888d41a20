"""Backpropagation's gradients beside numeric ones, with a step to choose: what agrees, and why the rest does not."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.central_differences import Problem, central_differences, round_off
from backprop.core.complex_step import complex_slopes
from backprop.core.evaluation import Evaluation
from backprop.core.gradient_check import TOLERANCE, check_evaluation, chosen_places, gradient_name
from backprop.core.parameters import Gradients, flat, structured, theta_of
from backprop.core.quantities import Quantity

METHODS = ("central", "complex")
MOST_CHECKED = 1000  # parameters; of a larger network a hundred stand for all
AT_A_KINK = 1e-9  # what a z may be from a kink for the complex step to take the slope of one side


@dataclass(frozen=True, slots=True, eq=False)
class NumericCheck:
    """The slopes of the cost by backpropagation and by one numeric method, at the `places` of theta (n,).

    `fails` (n,): the gradient is wrong. `kink` (n,): the nudge crosses a kink, where there is no slope to compare.
    """

    evaluation: Evaluation
    method: str
    epsilon: float
    places: NDArray[np.intp]
    analytic: Array
    numeric: Array
    fails: NDArray[np.bool]
    kink: NDArray[np.bool]

    @property
    def error(self) -> Array:
        """|a − n| / max(|a|, |n|) of each (n,): 0 where both are 0, nan at a kink."""
        return np.where(self.kink, np.nan, relative_error(self.analytic, self.numeric))

    @property
    def excused(self) -> NDArray[np.bool]:
        """Where the two differ by more than the tolerance, but it is the numeric one that is poor here."""
        return ~self.kink & ~self.fails & ~(self.error <= TOLERANCE)

    @property
    def worst(self) -> NDArray[np.intp]:
        """The order from the worst to the best; what was not compared comes last."""
        return np.argsort(-np.where(self.kink, -1.0, np.nan_to_num(self.error, nan=np.inf)), kind="stable")

    @property
    def complete(self) -> bool:
        """Whether every parameter was compared."""
        return self.places.size == self.evaluation.network.n_parameters

    def name(self, row: int) -> Quantity:
        """The gradient of a row."""
        return Quantity.parse(gradient_name(self.evaluation.network, int(self.places[row])))

    def parameter(self, row: int) -> Quantity:
        """The parameter of a row."""
        name = self.name(row)
        return Quantity(name.kind[1:], name.layer, name.index)

    @property
    def numeric_evaluation(self) -> Evaluation:
        """The same evaluation with the numeric gradients in place of those by backpropagation."""
        found = self.shaped(self.numeric)
        return replace(self.evaluation, backward=self.evaluation.backward._replace(dW=found.dW, db=found.db))

    def shaped(self, values: Array) -> Gradients:
        """Values (n,) as arrays of the shapes of W and b, nan where nothing was compared."""
        vector = np.full(self.evaluation.network.n_parameters, np.nan)
        vector[self.places] = values
        return structured(self.evaluation.network, vector)


def numeric_check(evaluation: Evaluation, method: str, epsilon: float) -> NumericCheck:
    """Check by "central" differences (C(θ + ε) − C(θ − ε)) / 2ε, or by the "complex" step, which needs no ε.

    A network of more than a thousand parameters, or with too many samples, has a hundred of them checked.
    """
    e = evaluation
    problem = Problem(e.network, theta_of(e.network), e.x, e.t, e.loss)
    places, _ = chosen_places(problem, MOST_CHECKED, 0)
    analytic = flat(zip(e.backward.dW, e.backward.db, strict=True))[places]
    with np.errstate(over="ignore", invalid="ignore"):
        step = epsilon if method == "central" else AT_A_KINK
        found = central_differences(problem, e.forward, places, np.full(places.size, step))
        exact = complex_slopes(problem, e.forward, places)
        noise = float(round_off(problem, e.forward, e.backward, found.moved) * np.finfo(float).eps)
        apart = (np.abs(analytic - exact) > noise) & (relative_error(analytic, exact) > TOLERANCE)
    numeric = found.near if method == "central" else exact
    fails = ~found.crosses & apart & ~_agrees(e, places, needed=bool(apart.any()))
    return NumericCheck(e, method, epsilon, places, analytic, numeric, fails, found.crosses)


def _agrees(evaluation: Evaluation, places: NDArray[np.intp], *, needed: bool) -> NDArray[np.bool]:
    """Where central differences at the best of steps agree with the gradient, or nothing can be told.

    No ε spoils the complex step, but it loses its digits where large terms cancel, and all of them below 1e-290. So a
    gradient is called wrong only if both say so.
    """
    if not needed:
        return np.zeros(places.size, bool)
    check = check_evaluation(evaluation, at_most=MOST_CHECKED)
    agrees: NDArray[np.bool] = (check.vectors[2][places] <= TOLERANCE) | check.overflows
    return agrees


def relative_error(a: Array, n: Array) -> Array:
    """|a − n| / max(|a|, |n|) of each, 0 where both are 0."""
    with np.errstate(invalid="ignore", over="ignore"):
        largest = np.maximum(np.abs(a), np.abs(n))
        relative: Array = np.abs(a - n) / np.where(largest > 0, largest, 1.0)
    return relative
