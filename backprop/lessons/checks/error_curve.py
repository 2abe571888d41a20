"""The error of a central difference over its step: too large a step bends away, too small a one drowns in rounding."""

from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.landscape import costs_along, parameter_value, points_of_a_curve
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat

STEPS = 10.0 ** np.linspace(-13, 0, 53)  # ε, four to a power of ten ...
FEWER = {
    4: slice(None),
    2: slice(0, None, 2),
    1: slice(8, None, 4),
}  # ... of the largest networks two, or one
NEAR = 10.0  # times: a step so close to the best one is on neither side
CLEAR = 1e-10  # relative error above which it is no rounding at a large step
SMOOTH = 0.25  # how far a slope of the curve may be from 2, or from −1, to be called so
LEAST, LARGEST = 1e-17, 1e100  # relative errors beyond which nothing is drawn: no float has one so small


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """|a − n(ε)| / |a| over the steps (k,); a is the gradient by backpropagation.

    `truncation` is c in c·ε², which the error follows on the right, and `rounding` c in c/ε, which it scatters
    about on the left; None where the curve has no such side. `best` is the step of the smallest error.
    """

    parameter: Quantity
    gradient: float
    steps: Array
    error: Array
    truncation: float | None
    rounding: float | None
    best: float

    def words(self, epsilon: float) -> str:
        """Where the chosen step stands on the curve, and what another one would do."""
        if not np.isfinite(self.error).any():
            return "The gradient is 0, or C overflows: there is no relative error to draw."
        if self.truncation is None:
            return (
                "No bend shows over these steps: along this parameter C is a parabola, or close to one, so the "
                "larger ε is, the fewer digits are lost."
            )
        best = f"The smallest error is at ε ≈ {NumberFormat(2)(self.best)}."
        if epsilon > NEAR * self.best:
            return (
                f"{best} This ε is right of it: the secant cuts the bend of the curve. Ten times smaller, it would be "
                "a hundred times closer."
            )
        if self.rounding is not None and epsilon < self.best / NEAR:
            return (
                f"{best} This ε is left of it: C(w + ε) and C(w − ε) agree in most of their 16 digits, and the rest "
                "is rounding. Ten times larger, it would be about ten times closer."
            )
        return f"{best} Right of it the error falls with ε² (truncation), left of it it grows as 1/ε (round-off)."


def error_curve(evaluation: Evaluation, parameter: Quantity) -> ErrorCurve:
    """The curve of one weight or bias. Raises QuantityError for a name that is no parameter."""
    value = parameter_value(evaluation, parameter)
    gradient = evaluation.value(Quantity(f"d{parameter.kind}", parameter.layer, parameter.index))
    steps, density = _affordable(evaluation, parameter)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        high, low = value + steps, value - steps
        costs = costs_along(evaluation, parameter, np.concatenate([high, low]))
        slopes = (costs[: len(steps)] - costs[len(steps) :]) / (high - low)
        error = np.abs(slopes - gradient) / np.abs(gradient)
    error = np.where(np.isfinite(error), np.clip(error, LEAST, LARGEST), np.nan)
    truncation, rounding, best = _sides(steps, density, error)
    return ErrorCurve(parameter, gradient, steps, error, truncation, rounding, best)


def _affordable(evaluation: Evaluation, parameter: Quantity) -> tuple[Array, int]:
    """As many steps as an edit can pay for, and how many of them there are to a power of ten."""
    points = points_of_a_curve(evaluation, parameter, 0, 2 * len(STEPS))
    for density, some in FEWER.items():
        steps = STEPS[some]
        if 2 * len(steps) <= points:
            return steps, density
    return steps, density


def _steady(error: Array, density: int) -> Array:
    """The median of the error and its neighbours: a chance hit of rounding is no better step."""
    reach = max(density // 2, 1)
    padded = np.pad(error, reach, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    known = np.where(np.isfinite(windows), windows, np.inf)
    median: Array = np.median(known, axis=1)
    return np.where(np.isfinite(error) & np.isfinite(median), median, np.nan)


def _sides(steps: Array, density: int, error: Array) -> tuple[float | None, float | None, float]:
    """The coefficients of both sides, and the step between them."""
    if not np.isfinite(_steady(error, density)).any():
        return None, None, float("nan")
    best = int(np.nanargmin(_steady(error, density)))
    lowest = steps[best]
    # On the right the error is smooth: somewhere it grows as the square of ε over a whole power of ten.
    with np.errstate(invalid="ignore"):
        rises = np.log10(error[density:] / error[:-density])
    later, seen = steps[density:], error[density:]
    square = np.flatnonzero((np.abs(rises - 2.0) < SMOOTH) & (later > lowest) & (seen > CLEAR))
    truncation = float(seen[square[-1]] / later[square[-1]] ** 2) if square.size else None
    left = lowest / 10 >= steps
    noise = (error * steps)[left & np.isfinite(error)]
    rounding = float(np.median(noise)) if noise.size >= 4 else None
    return truncation, rounding, float(lowest)
