"""What the worked 3-2-2 example's derivations say, read as a student would; its numbers are published."""

import numpy as np
import pytest

from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.derivations import explain

FMT = NumberFormat(8)


@pytest.fixture(scope="module")
def worked() -> Evaluation:
    first = Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "sigmoid")
    second = Layer([[0.7, 0.8], [0.9, 0.1]], [0.3, 0.3], "sigmoid")
    return evaluate(Network([first, second]), [1, 2, 3], [0.5, 0.1])


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("a1[1]", "0.93702664"), ("a1[2]", "0.96442881"), ("a2[1]", "0.86103399"), ("a2[2]", "0.75879129"),
        ("diff[1]", "0.36103399"), ("diff[2]", "0.65879129"), ("dW2[1,1]", "0.04047892"),
        ("dW2[1,2]", "0.11298352"), ("da1[1]", "0.12670084"), ("da1[2]", "0.05093706"),
        ("dW1[2,1]", "0.01495265"), ("dW1[3,2]", "0.00524232"), ("db1[1]", "0.0074763267"),
    ],
)  # fmt: skip
def test_published_results(worked, name, published):
    result = explain(worked, Quantity.parse(name), 1, NumberFormat(4, places=len(published) - 2)).result
    assert result == published


def test_the_gradient_of_a_weight(worked):
    derivation = explain(worked, Quantity.parse("dW1[2,1]"), 1, NumberFormat())
    assert derivation.words == "gradient of the weight from unit 2 of the input to unit 1 of layer 1"
    assert derivation.meaning == "Raise W1[2,1] by 0.01 and C rises by about 0.00015."
    assert derivation.formula.rule_text == "∂C/∂W⁽¹⁾₂₁ = x₂ · δ⁽¹⁾₁"
    assert derivation.formula.substituted_text == "∂C/∂W⁽¹⁾₂₁ ≈ 2 · 0.0074763 ≈ 0.01495"
    assert derivation.made_from == (
        (Quantity.parse("x[2]"), "incoming activation"),
        (Quantity.parse("delta1[1]"), "upstream gradient"),
    )
    assert derivation.feeds == (Quantity.parse("W1new[2,1]"), Quantity.parse("W1change[2,1]"))


def test_exact_arithmetic_says_equals(worked):
    derivation = explain(worked, Quantity.parse("z1[1]"), 1, NumberFormat())
    assert derivation.formula.substituted_text == "z⁽¹⁾₁ = 1 · 0.1 + 2 · 0.3 + 3 · 0.5 + 0.5 = 2.7"


def test_by_matrix(worked):
    derivation = explain(worked, Quantity.parse("z1[1]"), 1, NumberFormat(), "matrix")
    text = "z⁽¹⁾ = [1 2 3] · [0.1 0.2; 0.3 0.4; 0.5 0.6] + [0.5 0.5] = [2.7 3.3]"
    assert derivation.formula.rule_text == "z⁽¹⁾ = x · W⁽¹⁾ + b⁽¹⁾"
    assert derivation.formula.substituted_text == text
    assert r"\boxed{2.7}" in derivation.substituted[-1]


def test_a_given_number_says_so_and_what_it_feeds(worked):
    derivation = explain(worked, Quantity.parse("W1[2,1]"), 1, NumberFormat())
    assert derivation.given
    assert derivation.words == "weight from unit 2 of the input to unit 1 of layer 1"
    assert "given" in derivation.text()
    assert [str(name) for name in derivation.feeds] == ["z1[1]", "dx[2]", "W1new[2,1]"]


@pytest.mark.parametrize("name", ["W1[9,1]", "z3[1]", "J1[1,1]", "x[2]@2"])
def test_a_number_that_does_not_exist_is_refused(worked, name):
    with pytest.raises(QuantityError):
        explain(worked, Quantity.parse(name), 1, NumberFormat())


@pytest.mark.parametrize(
    ("activation", "loss", "cancelled"),
    [("sigmoid", "binary_cross_entropy", "ŷ₁ − t₁"), ("softmax", "categorical_cross_entropy", "Σᵢ tᵢ")],
)
def test_a_fused_pair_shows_both_ways(activation, loss, cancelled):
    network = Network([Layer([[0.5, -0.25], [0.3, 0.8]], [0.1, -0.2], activation)])
    derivation = explain(
        evaluate(network, [1, 2], [1, 0], loss), Quantity.parse("delta1[1]"), 1, NumberFormat()
    )
    assert derivation.formula.rule_text == "δ⁽¹⁾₁ = ŷ₁ − t₁"
    (aside,) = derivation.asides
    assert cancelled in aside.collapse_text
    assert aside.formula.substituted_text.endswith(derivation.result)


def test_a_prediction_of_zero_sends_the_long_way_to_infinity_and_not_the_short_one():
    network = Network([Layer([[800.0, -800.0]], [0.0, 0.0], "softmax")])
    evaluation = evaluate(network, [1], [0, 1], "categorical_cross_entropy")
    derivation = explain(evaluation, Quantity.parse("delta1[2]"), 1, NumberFormat())
    assert derivation.result == "−1"
    assert "∞ · 0" in derivation.asides[0].formula.remark
    gradient = explain(evaluation, Quantity.parse("da1[2]"), 1, NumberFormat())
    assert gradient.result == "−∞"
    assert "delta stays finite" in gradient.meaning


def test_several_samples_list_their_parts():
    rng = np.random.default_rng(5)
    network = Network([Layer(rng.normal(size=(2, 2)), rng.normal(size=2), "tanh")])
    x, t = rng.normal(size=(8, 2)), rng.normal(size=(8, 2))
    evaluation = evaluate(network, x, t)
    derivation = explain(evaluation, Quantity.parse("dW1[1,2]"), 3, NumberFormat())
    assert [part.sample for part in derivation.parts] == [1, 2, 3, None, 7, 8]
    assert derivation.parts[3].label == "3 more samples"
    total = sum(part.value for part in derivation.parts)
    assert total / 8 == pytest.approx(derivation.value, rel=1e-12)
    assert derivation.value == pytest.approx((x.T @ evaluation.array("delta", 1) / 8)[0, 1])


def test_a_saturated_unit_is_explained_without_its_cancellation():
    network = Network([Layer([[40.0]], [0.0], "sigmoid")])
    evaluation = evaluate(network, [1], [1], "binary_cross_entropy")
    slope = explain(evaluation, Quantity.parse("slope1[1]"), 1, NumberFormat())
    assert slope.result == "4.248×10⁻¹⁸"
    assert slope.formula.numbers_text == "e^(−40) / (1 + e^(−40))²"
    assert slope.formula.remark == ""
