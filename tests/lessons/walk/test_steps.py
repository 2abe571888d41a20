"""The walk has one step for every operation, in an order in which each one can be computed."""

import pytest

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import array_name
from backprop.experiment.edits import restructure
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.walk.lesson import elements
from backprop.lessons.walk.steps import step_at, steps_of


def test_the_worked_example_has_fifteen_steps():
    keys = " ".join(step.key for step in steps_of(preset().evaluate()))
    assert keys == "x z1 a1 z2 a2 C da2 delta2 dW2 db2 da1 delta1 dW1 db1 update"
    groups = list(dict.fromkeys(step.group for step in steps_of(preset().evaluate())))
    assert groups == ["Input", "Layer 1 →", "Layer 2 →", "Cost", "← Layer 2", "← Layer 1", "Update"]


def test_eight_layers_have_fifty_one():
    deep = restructure(preset(), [3, 2, 2, 2, 2, 2, 2, 2, 2]).evaluate()
    assert len(steps_of(deep)) == 51


@pytest.fixture(params=PRESETS)
def evaluation(request) -> Evaluation:
    return preset(request.param).evaluate()


def test_what_a_step_is_made_from_is_known_before(evaluation):
    """The derivation of every result names nothing that a later step computes."""
    before: frozenset[str] = frozenset()
    for step in steps_of(evaluation):
        results = {array_name(*place) for place in step.shows}
        assert results <= step.known
        assert not results & (before - {"x"})
        for quantity in elements(evaluation, step):
            sources = explain(evaluation, quantity, 1, NumberFormat()).made_from
            assert {source.array for source, _ in sources} <= step.known - results
        before = step.known


def test_at_the_end_everything_is_known_but_the_gradient_of_the_input(evaluation):
    layers = range(1, evaluation.n_layers + 1)
    local = {l: "J" if evaluation.network.activations[l - 1] == "softmax" else "slope" for l in layers}
    kinds = ("W", "b", "z", "a", "da", "delta", "dW", "db", "Wnew", "bnew")
    every = {array_name(kind, l) for l in layers for kind in (*kinds, local[l])}
    assert steps_of(evaluation)[-1].known == every | {"x", "t", "C", "E", "diff"}


def test_every_step_says_what_and_why(evaluation):
    for step in steps_of(evaluation):
        assert step.title
        assert step.symbol
        assert all(sentence.endswith(".") and len(sentence) > 30 for sentence in step.why)


def test_a_key_of_another_network_leads_to_the_first_step():
    steps = steps_of(preset().evaluate())
    assert step_at(steps, "delta2") == 7
    assert step_at(steps, "delta7") == step_at(steps, "nonsense") == 0
