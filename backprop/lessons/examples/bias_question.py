"""The worked example's open question: what its two printed bias gradients are, and why only the diagonal was added."""

from typing import NamedTuple

import numpy as np

from backprop.core.arrays import Array
from backprop.core.central_differences import Problem, slopes_along
from backprop.core.evaluation import Evaluation
from backprop.core.parameters import structured, theta_of
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset

STEP = 1e-3  # of the numeric slope along a shared bias


class Answer(NamedTuple):
    """One way to compute "the bias gradient" of a layer; `values` are its numbers, `right` what they are right for."""

    words: str
    formula: str
    values: tuple[float, ...]
    printed: str  # by the source, "" where it prints none
    right: str


class Paths(NamedTuple):
    """∂C/∂b⁽¹⁾ cut into paths: `right` (2, 2) are δ⁽²⁾ⱼ W⁽²⁾ᵢⱼ σ′(z⁽¹⁾ᵢ), from output j to hidden unit i.

    `source` (2, 2) are the cells of the published matrix, δ⁽²⁾ᵢ W⁽²⁾ᵢⱼ σ′(z⁽¹⁾ᵢ) b⁽¹⁾ᵢ.
    """

    right: Array
    source: Array


def belongs(experiment: Experiment) -> bool:
    """Whether this is the worked example: the same bits in network, x and t, and its loss; words do not matter."""
    example = preset()
    return (
        experiment.network == example.network
        and experiment.x.tobytes() == example.x.tobytes()
        and experiment.t.tobytes() == example.t.tobytes()
        and experiment.loss == example.loss
    )


def paths_of(evaluation: Evaluation) -> Paths:
    """The paths of a two-layer network with as many hidden units as outputs, and one sample."""
    W, b = evaluation.network.layers[1].W, evaluation.network.layers[0].b
    delta, slope = evaluation.array("delta", 2)[0], evaluation.array("slope", 1)[0]
    a = evaluation.forward.a[1][0]  # the source writes σ′ with a, and so its last digit comes out
    return Paths(
        right=delta * W * slope[:, None],
        source=delta[:, None] * W * (a * (1.0 - a))[:, None] * b[:, None],
    )


def answers(evaluation: Evaluation) -> list[Answer]:
    """What is printed, what it lacks, and what is right, for the last layer and then for the hidden one."""
    right, source = paths_of(evaluation)
    b = evaluation.network.layers[0].b
    printed = preset().published
    delta1, delta2 = evaluation.array("delta", 1)[0], evaluation.array("delta", 2)[0]
    without_b = source / b[:, None]
    shared, units = "right if both units shared one bias", "right: one bias a unit"
    return [
        Answer("Layer 2 as published", "Σₖ δ⁽²⁾ₖ", (float(delta2.sum()),), printed["db2[1]"].text, shared),
        Answer("Layer 2, one bias a unit", "δ⁽²⁾", tuple(delta2.tolist()), "", units),
        Answer(
            "Layer 1 as published: the diagonal of a matrix",
            "Σᵢ δ⁽²⁾ᵢ W⁽²⁾ᵢᵢ σ′(z⁽¹⁾ᵢ) b⁽¹⁾ᵢ",
            (float(np.trace(source)),),
            printed["db1[1]"].text,
            "wrong",
        ),
        Answer(
            "… without the factor b",
            "Σᵢ δ⁽²⁾ᵢ W⁽²⁾ᵢᵢ σ′(z⁽¹⁾ᵢ)",
            (float(np.trace(without_b)),),
            "",
            "wrong: two of four paths",
        ),
        Answer(
            "… and the whole of that matrix",
            "Σᵢⱼ δ⁽²⁾ᵢ W⁽²⁾ᵢⱼ σ′(z⁽¹⁾ᵢ)",
            (float(without_b.sum()),),
            "",
            "wrong: its other cells take the error of the wrong output",
        ),
        Answer("All four paths", "Σᵢⱼ δ⁽²⁾ⱼ W⁽²⁾ᵢⱼ σ′(z⁽¹⁾ᵢ) = Σᵢ δ⁽¹⁾ᵢ", (float(right.sum()),), "", shared),
        Answer("Layer 1, one bias a unit", "δ⁽¹⁾", tuple(delta1.tolist()), "", units),
    ]


def numeric_slopes(evaluation: Evaluation, layer: int) -> tuple[Array, float]:
    """The slopes of C by central differences along each bias of a layer, and along all of them at once."""
    e = evaluation
    theta = theta_of(e.network)
    problem = Problem(e.network, theta, e.x, e.t, e.loss)
    places = np.arange(theta.size)[
        structured(e.network, np.arange(theta.size, dtype=float)).db[layer - 1].astype(int)
    ]
    nudges = np.zeros((places.size + 1, theta.size))
    nudges[np.arange(places.size), places] = STEP
    nudges[-1, places] = STEP
    slopes = slopes_along(problem, nudges).slope
    return slopes[:-1], float(slopes[-1] * np.sqrt(places.size))  # a nudge of all is that much longer


def check_words(evaluation: Evaluation, fmt: NumberFormat) -> str:
    """What central differences say of the hidden layer's biases: each by itself, and both as one."""
    each, shared = numeric_slopes(evaluation, 1)
    names = " and ".join(fmt(float(slope)) for slope in each)
    return (
        f"The check by central differences: nudging each bias of layer 1 by itself changes C at the rates {names}, "
        f"which is δ⁽¹⁾; nudging both together at {fmt(shared)}, the sum. No nudge gives "
        f"{fmt(float(np.trace(paths_of(evaluation).source)))}."
    )
