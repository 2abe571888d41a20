"""The slope by hand: the secant through C(w − ε) and C(w + ε) beside the gradient, which is what it tends to."""

import math
from dataclasses import dataclass

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.landscape import costs_along, parameter_value
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat

LEAST, LARGEST = 1e-12, 1.0  # ε


@dataclass(frozen=True, slots=True)
class Secant:
    """The line through the costs `low` at w − ε and `high` at w + ε; `slope` is (high − low) / 2ε.

    ε is what it comes to in floating point: (w + ε) − (w − ε) is exactly twice as much.
    """

    value: float
    epsilon: float
    low: float
    high: float
    slope: float
    gradient: float

    @property
    def apart(self) -> float:
        """How far the secant's slope is from the gradient."""
        return self.slope - self.gradient

    def words(self, fmt: NumberFormat) -> str:
        """Both slopes and their difference, and what it comes from."""
        if not math.isfinite(self.slope):
            return "C overflows at w ± ε, so the secant has no slope."
        said = (
            f"Secant: (C(w + ε) − C(w − ε)) / 2ε = {fmt(self.slope)}; gradient: {fmt(self.gradient)}; "
            f"they differ by {NumberFormat(2)(abs(self.apart))}. "
        )
        if self.epsilon >= 1e-3:
            return said + "A smaller ε follows the bend of the curve better: the error falls with ε²."
        if self.epsilon <= 1e-7:
            return said + "So small an ε loses digits: both costs agree in most of their 16 digits."
        return said + "Neither the bend of the curve nor the rounding of C tells much at this ε."


def secant(evaluation: Evaluation, parameter: Quantity, epsilon: float) -> Secant:
    """The secant of one weight or bias. Raises QuantityError for a name that is no parameter."""
    value = parameter_value(evaluation, parameter)
    gradient = evaluation.value(Quantity(f"d{parameter.kind}", parameter.layer, parameter.index))
    with np.errstate(over="ignore", invalid="ignore"):
        ends = np.clip([value - epsilon, value + epsilon], -1.7e308, 1.7e308)
        low, high = costs_along(evaluation, parameter, ends).tolist()
        across = float(ends[1] - ends[0])
        slope = (high - low) / across if across > 0 else math.nan
    return Secant(value, across / 2, low, high, slope, gradient)
