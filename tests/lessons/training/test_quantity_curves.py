"""Numbers along a run by their names: read as they are written, and equal to those of single networks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import backprop as bp
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.presets import preset
from backprop.lessons.training.quantity_curves import MOST, MOST_POINTS, names_in, quantity_curves

XOR = preset("xor")
EVALUATION = XOR.evaluate()
RUN = bp.descend(XOR.network, XOR.x, XOR.t, XOR.loss, bp.GradientDescent(0.5), 900)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("W1[2,1]", ["W1[2,1]"]),
        ("W1[2,1], a2[1] ;dW1[1,1]\tC", ["W1[2,1]", "a2[1]", "dW1[1,1]", "C"]),
        ("x[1]@3 delta2[1]@2 C, C", ["x[1]@3", "delta2[1]@2", "C"]),
    ],
)
def test_names_are_read_as_people_write_them(text, names):
    assert list(map(str, names_in(text, EVALUATION))) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("W9[1,1]", "W9"),
        ("W1[7,1]", "W1"),
        ("nonsense", "nonsense"),
        ("W1[1", "W1\\[1"),
        ("a1[1] a1[2] z1[1] z1[2] z2[1] a2[1] C", f"7 names given, at most {MOST}"),
        ("x[1]@9", "sample 9"),
        ("<b>", "<b>"),
    ],
)
def test_others_are_refused_by_name(text, said):
    with pytest.raises(QuantityError, match=said):
        names_in(text, EVALUATION)


@given(st.text(max_size=60))
def test_any_text_gives_names_or_one_sentence(text):
    said, names = "", ()
    try:
        names = names_in(text, EVALUATION)
    except QuantityError as error:
        said = str(error)
    assert "\n" not in said
    assert len(names) <= MOST
    assert all(np.isfinite(EVALUATION.value(name)) for name in names)


def test_numbers_are_those_of_single_networks():
    names = names_in("W1[2,1] delta2[1] a2[1]@3 C", EVALUATION)
    found = quantity_curves(RUN, names, 2)
    assert (found.steps[0], found.steps[-1]) == (0, 900)
    assert len(found.steps) <= MOST_POINTS
    for row in (0, 57, len(found.steps) - 1):
        network = RUN.at(int(found.steps[row]))
        passed = bp.forward(network, XOR.x)
        back = bp.backward(network, passed, XOR.t, XOR.loss)
        expected = [network.layers[0].W[1, 0], back.delta[1][1, 0], passed.output[2, 0], back.cost]
        np.testing.assert_array_equal(found.values[row], expected)
    assert np.ptp(found.values, axis=0).min() > 0


def test_a_run_of_no_steps_is_a_point():
    found = quantity_curves(bp.descend(XOR.network, XOR.x, XOR.t, XOR.loss, steps=0), [Quantity("C")], 1)
    assert found.steps.tolist() == [0]
