"""What if a parameter were a little different? What the tangent predicts for the cost, and what is true."""

import math
import sys
from dataclasses import dataclass

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.landscape import costs_along, parameter_value, points_of_a_curve
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat

LEAST_HALF, HALF = 4, 40  # points of the curve on either side of the parameter's own value
LARGEST = sys.float_info.max
FARTHEST = 1e300  # that a curve reaches: its width is a number too
ROUND_OFF = 16 * sys.float_info.epsilon  # times C: a smaller change may be nothing but rounding


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A parameter nudged from w to w + Δ, on the curve of C over w.

    `predicted` is ∂C/∂w · Δ, the way along the tangent, and `true` C(w + Δ) − C(w). The curve goes from
    w − reach to w + reach; numbers beyond 1.8e308 are ±∞ among the costs, or nan.
    """

    parameter: Quantity
    value: float
    nudge: float
    gradient: float
    cost: float
    predicted: float
    true: float
    reach: float
    values: tuple[float, ...]
    costs: tuple[float, ...]

    def words(self, fmt: NumberFormat) -> str:
        """What the tangent predicts beside what is true, in one sentence."""
        if not math.isfinite(self.cost):
            return "C overflows here, so there is nothing to compare."
        if self.nudge == 0:
            return "Without a nudge, C stays as it is."
        noise = ROUND_OFF * abs(self.cost)
        true = 0.0 if abs(self.true) <= noise else self.true
        if not math.isfinite(self.predicted):
            return f"What the tangent predicts overflows; in truth C {_change(true, fmt)}."
        verdict = _verdict(self.predicted, true, noise, fmt)
        return f"The tangent predicts that C {_change(self.predicted, fmt)}{verdict}."


def what_if(evaluation: Evaluation, parameter: Quantity, nudge: float) -> WhatIf:
    """What a nudge of one weight or bias does to the cost; a nudge beyond the curve ends where the curve does.

    Raises QuantityError for a name that is no parameter of this network.
    """
    value = parameter_value(evaluation, parameter)
    gradient = evaluation.value(Quantity(f"d{parameter.kind}", parameter.layer, parameter.index))
    reach = _reach(value)
    nudge = max(-reach, min(reach, nudge))
    half = points_of_a_curve(evaluation, parameter, 2 * LEAST_HALF, 2 * HALF) // 2
    curve = [value + reach * (i / half) for i in range(-half, half + 1)]
    values = np.clip([value, value + nudge, *curve], -LARGEST, LARGEST)
    here, there, *costs = costs_along(evaluation, parameter, values).tolist()
    return WhatIf(
        parameter=parameter,
        value=value,
        nudge=nudge,
        gradient=gradient,
        cost=float(evaluation.backward.cost),
        predicted=gradient * nudge,
        true=there - here,
        reach=reach,
        values=tuple(values[2:].tolist()),
        costs=tuple(costs),
    )


def _reach(value: float) -> float:
    """The first of 1, 2, 5, 10, 20, 50 … that is not below |value|; so it stands still while a value is dragged."""
    power = 10.0 ** math.floor(math.log10(max(1.0, abs(value))))
    return min(next((m * power for m in (1, 2, 5) if m * power >= abs(value)), 10 * power), FARTHEST)


def _verdict(predicted: float, true: float, noise: float, fmt: NumberFormat) -> str:
    """How a sentence on what is predicted goes on; less than the noise is nothing."""
    if true == 0 and 0 < abs(predicted) <= noise:
        return ", too little for the 16 digits that C is computed with"
    if true == predicted == 0:
        return ", and it does not"
    if _same_as_printed(true, predicted, fmt):
        return ", and so it does, to the digits shown"
    return f"; in truth it {_change(true, fmt)}"


def _change(difference: float, fmt: NumberFormat) -> str:
    if not math.isfinite(difference):
        return "overflows"
    if difference == 0:
        return "does not change"
    return f"{'rises' if difference > 0 else 'falls'} by {_amount(difference, fmt)}"


def _amount(difference: float, fmt: NumberFormat) -> str:
    """How much, in more decimal places than chosen where those would say 0."""
    amount = fmt(abs(difference))
    return NumberFormat(fmt.digits)(abs(difference)) if _short(amount) == ("0", "") else amount


def _same_as_printed(a: float, b: float, fmt: NumberFormat) -> bool:
    """Whether a reader reads the same change twice: 1 and 1.000 are the same."""
    return (a > 0) == (b > 0) and _short(_amount(a, fmt)) == _short(_amount(b, fmt))


def _short(amount: str) -> tuple[str, str]:
    """A printed number without the zeros behind, and its power of ten."""
    mantissa, _, power = amount.partition("×")
    return mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa, power
