"""Veiled means veiled: neither the number nor anything that moves with it is told, in any figure or lesson."""

import json

import numpy as np
import pytest

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, array_name
from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.walk.lesson import elements, lesson
from backprop.lessons.walk.steps import steps_of
from backprop.lessons.walk.veil import NOTHING, veil_over, veil_over_number, veiled

LAYERED = ("z", "a", "slope", "J", "da", "delta", "dW", "db", "Wnew", "bnew", "W", "b")


def arrays(evaluation: Evaluation) -> dict[str, np.ndarray]:
    """All arrays of a network by name."""
    places = [(kind, 0) for kind in ("x", "t", "C", "E", "diff", "dx")]
    for layer in range(1, evaluation.n_layers + 1):
        softmax = evaluation.network.activations[layer - 1] == "softmax"
        places += [(kind, layer) for kind in LAYERED if kind != ("slope" if softmax else "J")]
    return {array_name(*place): evaluation.array(*place) for place in places}


@pytest.mark.parametrize("slug", PRESETS)
def test_whatever_moves_with_a_hidden_parameter_is_hidden(slug):
    """Nudge it: every array that changes must be covered."""
    experiment = preset(slug)
    evaluation = experiment.evaluate()
    for name in ("W1[1,1]", "b1[1]", f"W{evaluation.n_layers}[1,1]"):
        quantity = Quantity.parse(name)
        veil = veil_over_number(evaluation, quantity, 1)
        nudged = set_value(experiment, name, evaluation.value(quantity) + 0.37).evaluate()
        before, after = arrays(evaluation), arrays(nudged)
        changed = {array for array in before if not np.array_equal(before[array], after[array])}
        assert changed - {quantity.array} <= veil.arrays
        assert veil.covers(quantity)
        assert quantity.array not in veil.arrays


@pytest.mark.parametrize("slug", PRESETS)
def test_whatever_moves_with_the_result_of_a_step_is_hidden(slug):
    """A bias moves z of its layer, and with it everything that z moves."""
    experiment = preset(slug)
    evaluation = experiment.evaluate()
    for layer in range(1, evaluation.n_layers + 1):
        name = f"b{layer}[1]"
        covered = veil_over(evaluation, [("z", layer)]).arrays
        nudged = set_value(experiment, name, evaluation.value(Quantity.parse(name)) + 0.37).evaluate()
        before, after = arrays(evaluation), arrays(nudged)
        changed = {array for array in before if not np.array_equal(before[array], after[array])}
        assert changed - {f"b{layer}"} <= covered
        assert not covered & {"x", "t", f"W{layer}", f"b{layer}", *(f"z{l}" for l in range(1, layer))}


def test_the_cost_of_a_single_sample_is_not_told_under_another_name():
    single, several = preset().evaluate(), preset("xor").evaluate()
    assert "E" in veil_over(single, [("C", 0)]).arrays
    assert "E" not in veil_over(several, [("C", 0)]).arrays


@pytest.mark.parametrize("slug", PRESETS)
def test_the_difference_beside_the_outputs_does_not_tell_the_slope_of_the_loss(slug):
    evaluation = preset(slug).evaluate()
    last = evaluation.n_layers
    for kind in ("da", "delta"):
        assert "diff" in veil_over(evaluation, [(kind, last)]).arrays
        assert "diff" in veil_over_number(evaluation, Quantity(kind, last, (1,)), 1).arrays
    assert "diff" not in veil_over(evaluation, [("dW", last)]).arrays


def test_hidden_numbers_are_not_numbers_and_the_others_are_themselves():
    evaluation = preset("xor").evaluate()
    seen = veiled(evaluation, veil_over_number(evaluation, Quantity.parse("a1[2]"), 3), 3)
    assert np.isnan(seen.value(Quantity.parse("a1[2]"), 3))
    assert seen.value(Quantity.parse("a1[1]"), 3) == evaluation.value(Quantity.parse("a1[1]"), 3)
    assert seen.value(Quantity.parse("a1[2]@1"), 3) == evaluation.value(Quantity.parse("a1[2]@1"), 3)
    assert np.isnan(seen.array("z", 2)).all()
    assert np.isnan(seen.value(Quantity("C")))
    assert np.array_equal(seen.array("z", 1), evaluation.array("z", 1))
    assert veiled(evaluation, NOTHING, 1) is evaluation


@pytest.mark.parametrize("notation", ["element", "matrix"])
@pytest.mark.parametrize("slug", PRESETS)
def test_a_hidden_lesson_does_not_say_the_result(slug, notation):
    """None of its results is printed, unless it is one of the numbers it is made from, which are known."""
    evaluation, fmt = preset(slug).evaluate(), NumberFormat(9)
    for step in steps_of(evaluation):
        hidden = lesson(evaluation, step, 1, fmt, notation, hidden=True)
        said = json.dumps([hidden.rule, hidden.numbers, hidden.answers, hidden.remark, hidden.text])
        numbers = elements(evaluation, step)
        for quantity in numbers:
            sources = [
                source for number in numbers for source, _ in explain(evaluation, number, 1, fmt).made_from
            ]
            known = {fmt.latex(abs(evaluation.value(source))) for source in sources}
            printed = fmt.latex(abs(evaluation.value(quantity)))
            if len(printed) > 7 and printed not in known:
                assert printed not in said, (step.key, quantity)
        assert "?" in hidden.answers[-1]


@pytest.mark.parametrize("notation", ["element", "matrix"])
def test_a_hidden_derivation_keeps_its_sources(notation):
    evaluation, fmt = preset().evaluate(), NumberFormat(9)
    for name in ("a1[1]", "delta1[2]", "dW1[2,1]", "C", "W1[1,1]", "db2[1]"):
        quantity = Quantity.parse(name)
        whole = explain(evaluation, quantity, 1, fmt, notation)
        hidden = whole.veiled()
        assert hidden.made_from == whole.made_from
        assert hidden.formula.rule == whole.formula.rule
        assert np.isnan(hidden.value)
        assert hidden.result == "?"
        said = json.dumps([hidden.text(), hidden.latex(), hidden.meaning], ensure_ascii=False)
        if KINDS[quantity.kind].axes and name != "db2[1]":  # ∂C/∂b is δ, which is known
            assert whole.result not in said or len(whole.result) < 5
        assert whole.text() != hidden.text()
