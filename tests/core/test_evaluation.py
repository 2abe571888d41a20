"""Every number of a network by its name."""

import numpy as np
import pytest

import backprop as bp
from tests.core.networks import random_network, worked_example


@pytest.fixture
def evaluation():
    network = random_network([3, 4, 2], ["tanh", "softmax"], seed=1)
    x, t = np.random.default_rng(0).normal(size=(2, 5, 3))
    return bp.evaluate(network, x, t[:, :2], "half_squared_error", learning_rate=0.1)


def value(evaluation, name, sample=1):
    return evaluation.value(bp.Quantity.parse(name), sample)


def test_every_kind_has_its_array(evaluation):
    shapes = {
        ("x", 0): (5, 3), ("t", 0): (5, 2), ("W", 1): (3, 4), ("b", 2): (2,), ("z", 1): (5, 4),
        ("a", 0): (5, 3), ("a", 2): (5, 2), ("C", 0): (), ("E", 0): (5,), ("da", 0): (5, 3),
        ("da", 2): (5, 2), ("delta", 1): (5, 4), ("dW", 2): (4, 2), ("db", 1): (4,),
        ("dx", 0): (5, 3), ("diff", 0): (5, 2),
        ("slope", 1): (5, 4), ("J", 2): (5, 2, 2), ("Wnew", 1): (3, 4), ("bnew", 2): (2,),
        ("Wchange", 1): (3, 4), ("bchange", 2): (2,),
    }  # fmt: skip
    assert {kind for kind, _ in shapes} == set(bp.KINDS)
    for (kind, layer), shape in shapes.items():
        array = evaluation.array(kind, layer)
        assert array.shape == shape
        names = evaluation.quantities(kind, layer)
        flat = (array[0] if bp.KINDS[kind].per_sample else array).ravel()
        assert [evaluation.value(name) for name in names] == flat.tolist()
        assert all(bp.Quantity.parse(str(name)) == name for name in names)


def test_values_of_the_worked_example():
    evaluation = bp.evaluate(worked_example(), [1, 2, 3], [0.5, 0.1])
    assert value(evaluation, "W1[2,1]") == 0.3
    assert value(evaluation, "x[2]") == value(evaluation, "a0[2]") == 2
    assert value(evaluation, "a2[1]") == pytest.approx(0.86103399, abs=5e-9)
    assert value(evaluation, "diff[1]") == value(evaluation, "a2[1]") - 0.5
    assert value(evaluation, "dW2[2,1]") == pytest.approx(0.04166268, abs=5e-9)
    assert value(evaluation, "C") == value(evaluation, "E") == value(evaluation, "E@1")
    assert value(evaluation, "slope1[1]") == pytest.approx(
        value(evaluation, "a1[1]") * (1 - value(evaluation, "a1[1]"))
    )
    assert value(evaluation, "W1new[2,1]") == pytest.approx(
        0.3 - 0.5 * value(evaluation, "dW1[2,1]"), abs=1e-16
    )
    assert value(evaluation, "b2new[1]") == pytest.approx(
        0.3 - 0.5 * value(evaluation, "delta2[1]"), abs=1e-16
    )


def test_the_named_sample_wins(evaluation):
    assert value(evaluation, "x[2]", sample=3) == value(evaluation, "x[2]@3", sample=1) == evaluation.x[2, 1]
    assert value(evaluation, "C") == pytest.approx(
        np.mean([value(evaluation, f"E@{i}") for i in range(1, 6)])
    )


def test_the_jacobian_takes_the_place_of_slopes(evaluation):
    delta = evaluation.array("da", 2)[:, None, :] @ evaluation.array("J", 2)
    np.testing.assert_allclose(delta[:, 0], evaluation.array("delta", 2), rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("W1[9,1]", "W1[9,1]: W1 has 3 rows"),
        ("W1[1,9]", "W1[1,9]: W1 has 4 columns"),
        ("b2[3]", "b2[3]: b2 has 2 numbers"),
        ("W3[1,1]", "W3: the network has 2 layers"),
        ("x[1]@6", "x[1]@6: sample 6 does not exist; there are 5"),
        ("slope2[1]", "slope2: layer 2 is a softmax, which has a Jacobian, J2, in place of slopes"),
        ("J1[1,1]", "J1: layer 1 is no softmax; its tanh has slopes, slope1"),
    ],
)
def test_what_does_not_exist_is_refused(evaluation, name, sentence):
    with pytest.raises(bp.QuantityError) as error:
        value(evaluation, name)
    assert str(error.value) == sentence


def test_a_quantity_without_its_index_is_refused(evaluation):
    with pytest.raises(bp.QuantityError, match=r"^W1: W1 takes two indices$"):
        evaluation.value(bp.Quantity("W", 1))
    with pytest.raises(bp.QuantityError, match="names nothing"):
        evaluation.array("nothing")


def test_a_stack_has_no_single_value():
    with pytest.raises(ValueError, match=r"one network expected"):
        bp.evaluate(worked_example().replace("b", 1, [[0, 0], [1, 1]]), [1, 2, 3], [0, 0])


UPDATE = ("Wchange", "bchange", "Wnew", "bnew")


@pytest.mark.parametrize("activation", bp.ACTIVATIONS)
def test_numbers_beyond_all_floats_are_read_in_silence(activation):
    network = bp.Network([bp.Layer([[1e200, -1e200]], [0, 0], activation)] * 1)
    evaluation = bp.evaluate(network, [1e200], [0, 1])
    kinds = ["z", "a", "da", "delta", "dW", "db", *UPDATE, "J" if activation == "softmax" else "slope"]
    with np.errstate(all="raise", under="ignore"):
        for kind in kinds:
            assert evaluation.array(kind, 1).size
        for kind in ("x", "t", "C", "E", "dx", "diff"):
            assert evaluation.array(kind).size
