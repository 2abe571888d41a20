"""The functions that stand in formulas, a row each: of a number, of an array, and how they are written."""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from backprop.core.activations import sigmoid
from backprop.core.arrays import Array
from backprop.core.normal_distribution import cumulative, density


@dataclass(frozen=True, slots=True)
class Function:
    """One function: of floats, of arrays (by element), its LaTeX, its NumPy; and where its value is exact."""

    of_number: Callable[..., float]
    of_array: Callable[..., Array]
    latex: str
    numpy: str
    exact: Mapping[int, Fraction] = field(default_factory=dict)


def _exp(z: float) -> float:
    return math.exp(z) if z < 709 else float(np.exp(np.float64(min(z, 709.7)))) if z < 709.7 else math.inf


def _ln(v: float) -> float:
    return math.log(v) if v > 0 else -math.inf if v == 0 else math.nan


def _sigmoid(z: float) -> float:
    e = math.exp(-abs(z))
    return (1.0 if z >= 0 else e) / (1.0 + e)


def _normal(v: float) -> float:
    return 0.5 * math.erfc(-v / math.sqrt(2.0))


def _density(v: float) -> float:
    return math.exp(-0.5 * min(abs(v), 40.0) ** 2) / math.sqrt(2.0 * math.pi)


HALF, NOTHING, WHOLE = Fraction(1, 2), Fraction(0), Fraction(1)

# fmt: off
FUNCTIONS: dict[str, Function] = {
    #               of a number  of an array  LaTeX        NumPy                    exact at
    "exp": Function(_exp,        np.exp,      "e^",        "np.exp({})",            {0: WHOLE}),
    "ln":  Function(_ln,         np.log,      r"\ln",      "np.log({})",            {1: NOTHING}),
    "tanh": Function(math.tanh,  np.tanh,     r"\tanh",    "np.tanh({})",           {0: NOTHING}),
    "max": Function(max,         np.maximum,  r"\max",     "np.maximum({}, {})"),
    "min": Function(min,         np.minimum,  r"\min",     "np.minimum({}, {})"),
    "abs": Function(abs,         np.abs,      "",          "np.abs({})"),
    "σ":   Function(_sigmoid,    sigmoid,     r"\sigma",   "sigmoid({})",           {0: HALF}),
    "Φ":   Function(_normal,     cumulative,  r"\Phi",     "normal_cdf({})",        {0: HALF}),
    "φ":   Function(_density,    density,     r"\varphi",  "normal_density({})"),
}

# fmt: on


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sign that tells a function's cases apart: what it means, its LaTeX and NumPy, the LaTeX of its contrary.

    `holds` and `fails` say in words that it does and that it does not.
    """

    of: Callable[[Any, Any], Any]
    latex: str
    numpy: str
    contrary: str
    holds: str
    fails: str


# fmt: off
COMPARISONS: dict[str, Comparison] = {
    "<": Comparison(operator.lt, "<",     "<",  r"\ge", "below",     "not below"),
    "≤": Comparison(operator.le, r"\le",  "<=", ">",    "not above", "above"),
    ">": Comparison(operator.gt, ">",     ">",  r"\le", "above",     "not above"),
}
# fmt: on
