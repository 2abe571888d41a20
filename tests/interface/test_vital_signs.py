"""The line of vital signs: cost, gradient norm and the badge, at the extremes too."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.edits import restructure, set_values
from backprop.experiment.experiment import Experiment
from backprop.experiment.history import History
from backprop.experiment.presets import preset
from backprop.interface.session import Session
from backprop.interface.vital_signs import gradient_norm, vital_signs
from backprop.lessons.walk.veil import veil_over_number, veiled


def signs(experiment: Experiment) -> dict[str, dict[str, str]]:
    part = vital_signs(Session(History(experiment)), experiment.evaluate())
    return {sign["name"]: sign for sign in part["signs"] if "name" in sign}


def line(w: float, x: float = 1.0) -> Experiment:
    """x through two identity layers of weight w."""
    layers = [Layer([[w]], [0.0], "identity"), Layer([[w]], [0.0], "identity")]
    return Experiment(Network(layers), np.array([[x]]), np.array([[0.0]]), "half_squared_error")


def test_the_norm_of_the_worked_example() -> None:
    backward = preset().evaluate().backward
    squares = [g * g for array in (*backward.dW, *backward.db) for g in array.ravel().tolist()]
    assert gradient_norm(preset().evaluate()) == pytest.approx(sum(squares) ** 0.5, rel=1e-14)


def test_a_norm_whose_square_overflows_is_finite_and_silent() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # C = ½ w⁴: the gradients of W1, W2 and b1 are w³, whose square is beyond all floats
        evaluation = line(1e60).evaluate()
        assert gradient_norm(evaluation) == pytest.approx(np.sqrt(3) * 1e180, rel=1e-12)
        assert signs(line(1e60))["norm"]["value"] == "1.732×10¹⁸⁰"
        assert gradient_norm(line(0.0).evaluate()) == 0
        assert gradient_norm(line(1e200).evaluate()) == np.inf


def test_the_norm_is_hidden_where_a_gradient_is() -> None:
    evaluation = preset().evaluate()
    behind = veiled(evaluation, veil_over_number(evaluation, Quantity.parse("W1[2,1]"), 1), 1)
    assert np.isnan(gradient_norm(behind))


def test_the_badge_says_what_it_compared() -> None:
    assert signs(preset())["check"]["before"].startswith("✓ all 14 gradients checked, worst")
    large = signs(restructure(preset(), [40, 50, 10]))["check"]
    assert large["before"].startswith("✓ 100 of 2,560 gradients and a random direction checked, worst")
    layers = [Layer([[1.0, 1.0]], [-2.0, 0.0], "relu"), Layer([[1.0], [1.0]], [0.0], "identity")]
    kink = Experiment(Network(layers), np.array([[2.0]]), np.array([[1.0]]), "half_squared_error")
    assert signs(kink)["check"]["before"].startswith("✓ 5 of 7 gradients checked (2 at a kink), worst")


def test_an_overflowing_cost_is_no_mistake_of_the_gradients() -> None:
    part = vital_signs(Session(History(line(1e200))), line(1e200).evaluate())
    badge = part["signs"][-1]
    assert badge["before"] == "C overflows, so its gradients cannot be checked"
    assert "failed" not in badge["tone"]
    assert "ok" not in badge["tone"]


def test_a_wrong_gradient_turns_the_badge_red() -> None:
    experiment = set_values(preset(), {"x[1]": 0.5})
    right = experiment.evaluate()
    dW = right.backward.dW
    wrong = replace(right, backward=right.backward._replace(dW=(2 * dW[0], *dW[1:])))
    badge = vital_signs(Session(History(experiment)), wrong)["signs"][-1]
    assert badge["tone"] == "badge failed"
    assert badge["before"].startswith("✗ gradient check failed at dW1[")
    assert badge["value"] == "0.50"
