"""The worked example's open question: its printed numbers to the digit, and the right answers from elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.examples.bias_question import answers, belongs, check_words, numeric_slopes, paths_of

WORKED = preset()


def test_the_printed_numbers_are_reproduced_to_the_digit_as_what_they_are():
    found = {answer.printed: answer for answer in answers(WORKED.evaluate()) if answer.printed}
    assert set(found) == {"0.16377596", "0.0010990070941353347"}
    assert f"{found['0.16377596'].values[0]:.8f}" == "0.16377596"
    assert repr(found["0.0010990070941353347"].values[0]) == "0.0010990070941353347"
    assert found["0.0010990070941353347"].right == "wrong"


def test_the_four_paths_by_hand():
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    x, W1, b1 = np.array([1, 2, 3]), np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), 0.5
    W2, b2, t = np.array([[0.7, 0.8], [0.9, 0.1]]), 0.3, np.array([0.5, 0.1])
    a = sigmoid(x @ W1 + b1)
    y = sigmoid(a @ W2 + b2)
    d = (y - t) * y * (1 - y)
    right, source = paths_of(WORKED.evaluate())
    for i in range(2):
        for j in range(2):
            assert right[i, j] == pytest.approx(d[j] * W2[i, j] * a[i] * (1 - a[i]), rel=1e-12)
            assert source[i, j] == pytest.approx(d[i] * W2[i, j] * a[i] * (1 - a[i]) * 0.5, rel=1e-12)
    values = [answer.values for answer in answers(WORKED.evaluate())]
    assert values[3][0] == pytest.approx(0.0021980, abs=5e-8)
    assert values[5][0] == pytest.approx(0.0092238, abs=5e-8)
    assert values[6] == pytest.approx((0.0074763267, 0.0017474406), abs=5e-11)


def test_the_check_by_differences_of_a_program_of_our_own():
    e = WORKED.evaluate()
    each, shared = numeric_slopes(e, 1)

    def cost(shift):
        network = e.network.replace("b", 1, e.network.layers[0].b + shift)
        return float(replace(WORKED, network=network).evaluate().backward.cost)

    h = 1e-4
    for k, slope in enumerate(each):
        nudge = np.eye(2)[k] * h
        assert slope == pytest.approx((cost(nudge) - cost(-nudge)) / (2 * h), rel=1e-6)
    both = np.full(2, h)
    assert shared == pytest.approx((cost(both) - cost(-both)) / (2 * h), rel=1e-6)
    said = check_words(e, NumberFormat(8))
    for number in ("0.0074763267", "0.0017474406", "0.0092237673", "0.0010990071"):
        assert number in said


def test_only_the_worked_example_itself_asks_it():
    assert belongs(WORKED)
    assert belongs(replace(WORKED, title="Another title"))
    assert not belongs(set_value(WORKED, "W1[1,1]", 0.11))
    assert not any(belongs(preset(slug)) for slug in PRESETS if slug != "worked-example")
