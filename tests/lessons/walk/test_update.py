"""One step of gradient descent: what the gradient promises is the first order of what happens."""

import numpy as np
import pytest

from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.walk.update import update


@pytest.mark.parametrize("slug", PRESETS)
def test_the_promise_is_kept_to_first_order(slug):
    """Halving η quarters the gap between promise and truth, where the cost is smooth; it is small in any case."""
    gaps = []
    for rate in (1e-3, 5e-4):
        found = update(preset(slug).evaluate(rate))
        gaps.append(abs(found.after - found.predicted))
        assert abs(found.after - found.predicted) <= 0.05 * abs(found.before - found.predicted) + 1e-15
    if gaps[0] > 1e-12:
        assert gaps[1] < 0.3 * gaps[0]


def test_the_words_say_how_it_turned_out():
    write = NumberFormat()
    assert "falls from 0.2822 to 0.2583" in update(preset().evaluate(0.5)).words(write)
    assert "rises" in update(preset("xor").evaluate(500.0)).words(write)
    assert "stays" in update(preset().evaluate(1e-9)).words(write)


def test_every_parameter_moves_against_its_gradient():
    evaluation = preset("three-classes").evaluate(0.1)
    for kind, layer, new in update(evaluation).network.parameters():
        gradient = evaluation.array(f"d{kind}", layer)
        np.testing.assert_array_equal(new, evaluation.array(kind, layer) - 0.1 * gradient)
