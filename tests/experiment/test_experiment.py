"""An experiment is checked when it is made, compares by its bits, and never changes."""

import dataclasses
import itertools

import numpy as np
import pytest

from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.experiment import (
    Experiment,
    ExperimentError,
    Initialisation,
    Published,
    Samples,
)


def test_evaluates_to_the_published_cost(worked):
    difference = np.array([0.36103399, 0.65879129])
    assert worked.evaluate().backward.cost == pytest.approx(0.5 * difference @ difference, abs=1e-8)


def test_frozen(worked):
    with pytest.raises(dataclasses.FrozenInstanceError):
        worked.loss = "squared_error"
    with pytest.raises(ValueError, match="read-only"):
        worked.x[0, 0] = 9
    with pytest.raises(TypeError):
        worked.published["C"] = Published("1")
    tested = dataclasses.replace(worked, test=Samples([[4, 5, 6]], [[0, 1]]))
    for array in (tested.test.x, tested.test.t):
        assert array.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 9


def test_a_callers_array_stays_the_callers():
    x = np.array([[1.0]])
    experiment = Experiment(Network([Layer([[1.0]], [0.0], "identity")]), x, [[1.0]])
    x[0, 0] = 5
    assert experiment.x[0, 0] == 1


def test_equality_is_of_bits(worked):
    zero = dataclasses.replace(worked, x=[[0.0, 2, 3]])
    assert zero != dataclasses.replace(worked, x=[[-0.0, 2, 3]])
    assert zero == dataclasses.replace(worked, x=[[0.0, 2, 3]])
    assert hash(zero) == hash(dataclasses.replace(worked, x=[[0.0, 2, 3]]))
    assert worked != dataclasses.replace(worked, note="other")


def test_test_samples_count_in_the_comparison_by_their_bits(worked):
    with_test = [
        dataclasses.replace(worked, test=test)
        for test in (
            None,
            Samples([[0.0, 2, 3]], [[0, 1]]),
            Samples([[-0.0, 2, 3]], [[0, 1]]),
            Samples([[0.0, 2, 3]], [[0, 0]]),
            Samples([[0.0, 2, 3]] * 2, [[0, 1]] * 2),
        )
    ]
    for one, other in itertools.combinations(with_test, 2):
        assert one != other
    same = dataclasses.replace(worked, test=Samples(np.array([[0, 2, 3]]), np.array([[0, 1]])))
    assert same == with_test[1]
    assert hash(same.test) == hash(with_test[1].test)


def test_no_pass_knows_of_the_test_samples(worked):
    tested = dataclasses.replace(worked, test=Samples([[9, 9, 9]] * 2, [[0, 1]] * 2))
    assert tested.evaluate().backward.cost == worked.evaluate().backward.cost
    assert tested.missing(Quantity.parse("x[1]@2")) is not None


def big(*sizes: int) -> Network:
    layers = itertools.pairwise(sizes)
    return Network([Layer(np.ones((n, m)), np.ones(m), "identity") for n, m in layers])


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"x": [1, 2]}, "x: 2 inputs given"),
        ({"x": [[1, 2, 3]] * 2}, "t: 1 sample given, x has 2"),
        ({"x": [[1, 2, np.nan]]}, r"x\[3\]@1 is nan"),
        ({"t": [[0.5, 1.5]], "loss": "binary_cross_entropy"}, r"t\[2\]@1 is 1.5"),
        ({"loss": "categorical_cross_entropy"}, "needs softmax"),
        ({"loss": "no such"}, "not known"),
        ({"x": np.ones((513, 3)), "t": np.zeros((513, 2))}, "513 samples, at most 512"),
        ({"test": Samples([[1, 2]], [[0, 1]])}, r"^test\.x: 2 inputs given"),
        ({"test": Samples([[1, 2, 3]], [[0]])}, r"^test\.t: 1 target given"),
        ({"test": Samples([[1, 2, 3]] * 2, [[0, 1]])}, r"^test\.t: 1 sample given, x has 2"),
        ({"test": Samples([[1, np.inf, 3]], [[0, 1]])}, r"^test\.x\[2\]@1 is inf"),
        ({"test": Samples([[1, 2, 3j]], [[0, 1]])}, r"^test\.x and t: .* real numbers"),
        ({"test": Samples(np.ones((513, 3)), np.ones((513, 2)))}, r"^test\.x: 513 samples, at most 512"),
        (
            {"test": Samples([[1, 2, 3]], [[0, 2]]), "loss": "binary_cross_entropy"},
            r"^test\.t\[2\]@1 is 2.0; binary_cross_entropy needs",
        ),
        ({"test": ([[1, 2, 3]], [[0, 1]])}, r"^test: samples with their x and t"),
        ({"network": big(*[1] * 10)}, "9 given, 1 to 8"),
        ({"network": big(65, 1)}, "the inputs: 65 units"),
        ({"network": big(1, 65)}, "layer 1: 65 units"),
        ({"network": Network([Layer(np.ones((4, 3, 2)), np.ones(2), "identity")])}, "one network"),
        ({"network": Network([Layer(np.ones((3, 2)) * 1j, np.ones(2), "identity")])}, "real numbers"),
        ({"x": np.ones((1, 1, 3)), "t": np.zeros((1, 1, 2))}, "one row"),
        ({"title": "a" * 201}, "title: 201 characters, at most 200"),
        ({"note": "a\x00"}, r"note: the character U\+0000"),
        ({"source": "\ud800"}, r"source: the character U\+D800"),
        ({"published": {"nonsense": Published("1")}}, "names"),
        ({"published": {"a3[1]": Published("1")}}, "the network has 2 layers"),
        ({"published": {"C": Published("about 1")}}, "not a number"),
        ({"published": {"x[1]": Published("1"), "a0[1]": Published("1")}}, "given twice"),
    ],
)
def test_what_does_not_fit_is_refused(worked, parts, sentence):
    with pytest.raises(ExperimentError, match=sentence):
        dataclasses.replace(worked, **parts)


def test_the_limits_themselves_are_allowed():
    x, t = np.ones((512, 64)), np.zeros((512, 64))
    experiment = Experiment(big(*[64] * 9), x, t, test=Samples(x, t))
    assert experiment.network.n_parameters == 8 * 65 * 64


@pytest.mark.parametrize(
    ("scheme", "seed"), [("none", 0), ("he", -1), ("he", 2**32), ("he", True), ("he", 1.0)]
)
def test_initialisation_is_checked(scheme, seed):
    with pytest.raises(ExperimentError, match="initialisation"):
        Initialisation(scheme, seed)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("W1[3,2]", False),
        ("W1[4,1]", True),
        ("W1[1,3]", True),
        ("W3[1,1]", True),
        ("b2[2]", False),
        ("b2[3]", True),
        ("x[3]", False),
        ("x[4]", True),
        ("dx[3]@1", False),
        ("dx[3]@2", True),
        ("t[2]", False),
        ("t[3]", True),
        ("diff[2]", False),
        ("J2[2,2]", False),
        ("J2[3,2]", True),
        ("W2new[2,2]", False),
        ("C", False),
        ("E@2", True),
    ],
)
def test_which_numbers_there_are(worked, name, missing):
    assert (worked.missing(Quantity.parse(name)) is not None) is missing
