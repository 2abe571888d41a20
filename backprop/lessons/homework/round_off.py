"""How far round-off may move each number of a calculation, by Monte Carlo arithmetic (Parker, 1997).

Every input and every result on the way is nudged up or down by one relative unit at random, some times over; the
largest deviation seen, in such units, is how sensitive a number is: large where big numbers have cancelled.
"""

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.lessons.homework.calculation import calculate, is_small

FLOAT64, FLOAT32 = 2.0**-52, 2.0**-23
SOME = 4.0  # units: what the order of a sum, or another's library, may cost
_TRIES = 6
_NUDGE = 2.0**-30  # far above the calculation's own round-off, far below what would bend it


def sensitivity(evaluation: Evaluation) -> dict[str, Array]:
    """By the name of each array: how far its numbers move for each relative unit that everything may be off.

    Of a large network nothing is tried: its numbers are taken to move as much as they are large.
    """
    rng = np.random.default_rng(0)

    def nudged(_: str, array: Array) -> Array:
        return array * (1.0 + _NUDGE * rng.choice((-1.0, 1.0), size=array.shape))

    plain = calculate(evaluation)
    most = {name: np.abs(array) for name, array in plain.items()}  # its own last digit at least
    for _ in range(_TRIES if is_small(evaluation) else 0):
        for name, array in calculate(evaluation, nudged, given=nudged).items():
            with np.errstate(invalid="ignore"):
                most[name] = np.fmax(most[name], np.abs(array - plain[name]) / _NUDGE)
    return most
