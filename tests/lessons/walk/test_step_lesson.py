"""What stands on the board at each step; the worked example's results are the published ones."""

import re

import pytest

from backprop.core.passes import cost
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.formulas.by_element import element_formula
from backprop.lessons.formulas.context import Context
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import uncoloured
from backprop.lessons.walk.lesson import elements, lesson
from backprop.lessons.walk.steps import steps_of
from backprop.lessons.walk.words import on_edges
from tests.lessons.published import PUBLISHED


@pytest.mark.parametrize("notation", ["element", "matrix"])
@pytest.mark.parametrize("key", PUBLISHED)
def test_published_results_stand_in_reading_order(key, notation):
    evaluation = preset().evaluate()
    step = next(step for step in steps_of(evaluation) if step.key == key)
    written = lesson(evaluation, step, 1, NumberFormat(4, places=8), notation)
    numbers = re.findall(r"\d\.\d{8}", uncoloured(written.answers[0]))
    assert numbers == PUBLISHED[key]


def test_each_element_has_its_own_line():
    evaluation = preset().evaluate()
    step = next(step for step in steps_of(evaluation) if step.key == "delta1")
    written = lesson(evaluation, step, 1, NumberFormat(), "element")
    lines = [uncoloured(line) for line in written.numbers]
    assert len(lines) == 2
    for line, numbers in zip(lines, (("0.12670", "0.059008"), ("0.050937", "0.034306")), strict=True):
        assert all(number in line for number in numbers)
    assert [line.split()[-1] for line in lines] == ["0.007476", "0.001747"]


def test_the_cost_of_several_samples_says_what_the_loss_of_one_is():
    evaluation = preset("xor").evaluate()
    step = next(step for step in steps_of(evaluation) if step.key == "C")
    written = lesson(evaluation, step, 3, NumberFormat(), "element")
    own = element_formula(
        Context(evaluation, Quantity("E"), 3), evaluation.value(Quantity("E"), 3), NumberFormat()
    )
    assert written.rule[0] == own.rule[0]
    assert written.text.startswith(own.rule_text)
    single = preset().evaluate()
    step = next(step for step in steps_of(single) if step.key == "C")
    assert "E" not in lesson(single, step, 1, NumberFormat(), "element").text


def test_what_the_edges_carry_is_said():
    one, several = (Notation.of(preset(slug).evaluate()) for slug in ("worked-example", "xor"))
    assert on_edges("z", 1, one) == "The edges carry the terms x · W⁽¹⁾."
    assert on_edges("z", 2, one) == "The edges carry the terms a⁽¹⁾ · W⁽²⁾."
    assert on_edges("da", 1, one) == "The edges carry the terms δ⁽²⁾ · W⁽²⁾."
    assert on_edges("dW", 1, one) == "The edges carry ∂C/∂W⁽¹⁾."
    assert on_edges("dW", 1, several).endswith("∂C/∂W⁽¹⁾, the mean of 4 samples.")
    assert not any(on_edges(kind, 2, one) for kind in ("x", "a", "C", "da", "delta", "db", "update"))


def test_of_many_weights_two_are_written_out_and_the_rest_counted():
    evaluation = preset().evaluate()
    step = next(step for step in steps_of(evaluation) if step.key == "dW1")
    assert r"\text{… and 4 more}" in lesson(evaluation, step, 1, NumberFormat(), "element").numbers
    brief = lesson(evaluation, step, 1, NumberFormat(), "element", brief=True)
    assert r"\text{… and 5 more}" in brief.numbers


@pytest.mark.parametrize("slug", PRESETS)
def test_in_detail_each_number_has_its_own_derivation(slug):
    evaluation, fmt = preset(slug).evaluate(), NumberFormat()
    for step in steps_of(evaluation):
        for quantity in elements(evaluation, step)[:6]:
            written = lesson(evaluation, step, 1, fmt, "element", detail=quantity)
            value = fmt.latex(evaluation.value(quantity, 1))
            assert uncoloured(written.answers[0]).endswith(f"{{{value}}}")


def test_the_update_says_the_cost_before_and_after():
    experiment = preset()
    evaluation = experiment.evaluate(learning_rate=2.0)
    written = lesson(evaluation, steps_of(evaluation)[-1], 1, NumberFormat(6), "element")
    layers = experiment.network.layers
    W = [layer.W - 2.0 * evaluation.backward.dW[l] for l, layer in enumerate(layers)]
    b = [layer.b - 2.0 * evaluation.backward.db[l] for l, layer in enumerate(layers)]
    after = type(evaluation.network)(
        [type(layer)(W[l], b[l], layer.activation) for l, layer in enumerate(layers)]
    )
    numbers = re.findall(r"\d\.\d+", uncoloured(written.answers[0]))
    fmt = NumberFormat(6)
    assert numbers == [
        fmt(evaluation.value(Quantity("C"))),
        fmt(float(cost(after, experiment.x, experiment.t))),
    ]
