"""What the tangent predicts for a nudge, and what is true: against edits that are evaluated afresh."""

import math
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.formulas.what_if import what_if
from tests.lessons.networks import FORMATS, evaluations

FMT = NumberFormat(4)


def one_unit(weight, x=1.0, t=0.0, activation="identity", bias=0.0):
    """The smallest network: ŷ = f(x w + b), C = ½ (ŷ − t)²."""
    return evaluate(Network([Layer([[weight]], [bias], activation)]), [x], [t])


def ask(evaluation, nudge, name="W1[1,1]"):
    return what_if(evaluation, Quantity.parse(name), nudge)


@pytest.mark.parametrize("slug", PRESETS)
def test_the_true_change_is_that_of_an_edit(slug):
    experiment = preset(slug)
    evaluation = experiment.evaluate()
    for kind, layer, array in experiment.network.parameters():
        parameter = Quantity(kind, layer, array.shape)  # the last of its matrix
        for nudge in (-0.75, 0.01, 0.5):
            what = what_if(evaluation, parameter, nudge)
            edited = set_value(experiment, parameter, what.value + nudge).evaluate()
            cost = float(edited.backward.cost)
            assert what.true == pytest.approx(cost - what.cost, rel=1e-9, abs=1e-14)
            assert what.predicted == what.gradient * nudge
            assert what.gradient == evaluation.value(Quantity(f"d{kind}", layer, parameter.index))


@pytest.mark.parametrize("name", ["W1[3,1]", "b1[2]", "W2[2,1]", "b2[1]"])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_tangent_is_the_limit_of_ever_smaller_nudges(name, sign):
    evaluation = preset().evaluate()
    nudges = sign * 10.0 ** -np.arange(1, 6)
    off = [abs(what.predicted / what.true - 1) for what in (ask(evaluation, nudge, name) for nudge in nudges)]
    assert off[0] > 1e-3  # a nudge of 0.1 is visibly off
    for larger, smaller in pairwise(off):
        assert smaller == pytest.approx(larger / 10, rel=0.3)


@given(evaluations(), st.floats(-3, 3), FORMATS, st.data())
def test_any_network_has_its_curve_and_its_sentence(evaluation, nudge, fmt, data):
    kind, layer, array = data.draw(st.sampled_from(list(evaluation.network.parameters())))
    index = tuple(data.draw(st.integers(1, length)) for length in array.shape)
    what = what_if(evaluation, Quantity(kind, layer, index), nudge)
    assert what.value == evaluation.value(what.parameter)
    assert len(what.values) == len(what.costs) == 81
    assert what.values[40] == what.value
    assert what.costs[40] == pytest.approx(what.cost, rel=1e-9, abs=1e-12)
    assert (what.values[0], what.values[-1]) == (what.value - what.reach, what.value + what.reach)
    assert abs(what.nudge) <= what.reach
    sentence = what.words(fmt)
    assert sentence.endswith(".")
    assert ". " not in sentence


@pytest.mark.parametrize(
    ("value", "reach"),
    [
        (0, 1),
        (-0.3, 1),
        (1, 1),
        (1.01, 2),
        (-2, 2),
        (3, 5),
        (5.5, 10),
        (-10, 10),
        (11, 20),
        (999, 1000),
        (1001, 2000),
    ],
)
def test_the_reach_is_a_round_number_of_the_size_of_the_value(value, reach):
    what = ask(one_unit(value), 0.1)
    assert what.reach == reach
    assert ask(one_unit(value), 1e6).nudge == reach
    assert ask(one_unit(value), -1e6).nudge == -reach


@pytest.mark.parametrize(
    ("evaluation", "nudge", "sentence"),
    [
        (one_unit(1), 0.5, "The tangent predicts that C rises by 0.5; in truth it rises by 0.625."),
        (one_unit(1), -0.5, "The tangent predicts that C falls by 0.5; in truth it falls by 0.375."),
        (one_unit(-0.25), 1, "The tangent predicts that C falls by 0.25; in truth it rises by 0.25."),
        (one_unit(0), -1, "The tangent predicts that C does not change; in truth it rises by 0.5."),
        (
            one_unit(1),
            -1e-7,
            "The tangent predicts that C falls by 1×10⁻⁷, and so it does, to the digits shown.",
        ),
        (
            one_unit(-1, t=1, activation="relu"),
            0.5,
            "The tangent predicts that C does not change, and it does not.",
        ),
        (one_unit(1), 0, "Without a nudge, C stays as it is."),
        (
            one_unit(40, activation="sigmoid"),
            1,
            "The tangent predicts that C rises by 4.248×10⁻¹⁸, too little for the 16 digits that C is computed with.",
        ),
        (one_unit(0.5, x=1e154), 1, "The tangent predicts that C rises by 5×10³⁰⁷; in truth it overflows."),
        (one_unit(1, x=1e160), 1, "C overflows here, so there is nothing to compare."),
        (one_unit(1e-9, x=1e162), 1, "What the tangent predicts overflows; in truth C overflows."),
    ],
)
def test_the_interesting_cases_in_words(evaluation, nudge, sentence):
    assert ask(evaluation, nudge).words(FMT) == sentence


def test_a_change_below_the_decimal_places_shown_is_still_told():
    assert ask(one_unit(1), 1e-5).words(NumberFormat(6, places=2)) == (
        "The tangent predicts that C rises by 1×10⁻⁵; in truth it rises by 1.00001×10⁻⁵."
    )


def test_the_largest_numbers_stay_finite():
    what = ask(one_unit(sys.float_info.max, activation="tanh"), math.inf)
    assert all(map(math.isfinite, (*what.values, *what.costs, what.reach, what.nudge, what.true)))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x[1]", "x[1] is no parameter of the network; a weight or a bias is expected"),
        ("dW1[1,1]", "dW1[1,1] is no parameter of the network; a weight or a bias is expected"),
        ("W1[4,1]", "W1[4,1]: W1 has 3 rows"),
        ("b3[1]", "b3: the network has 2 layers"),
    ],
)
def test_what_is_no_parameter_is_refused_in_words(name, sentence):
    with pytest.raises(QuantityError) as error:
        ask(preset().evaluate(), 0.1, name)
    assert str(error.value) == sentence
