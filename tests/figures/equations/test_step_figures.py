"""One step drawn: its terms on its edges, what is not yet known absent, and what is hidden hidden."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.figures.diagram.step_diagram import step_diagram
from backprop.figures.equations.operation import operation
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.walk.steps import Step, steps_of
from backprop.lessons.walk.veil import veil_over, veiled
from tests.figures.drawn import look_at, points, texts

FMT = NumberFormat()


def both(whole: Evaluation, step: Step, *, hidden: bool = False, detail: str = "", width: int = 600) -> list:
    evaluation = veiled(whole, veil_over(whole, step.shows), 1) if hidden else whole
    fmt, theme = (NumberFormat(unknown="?"), DARK) if hidden else (FMT, LIGHT)
    look = look_at(whole, detail, fmt=fmt, theme=theme)
    return [
        step_diagram(evaluation, look, step, whole=whole, width=width, height=400),
        operation(evaluation, look, step, width=width),
    ]


@pytest.mark.parametrize("slug", PRESETS)
def test_every_step_of_every_example_is_a_figure(slug):
    whole = preset(slug).evaluate()
    for step in steps_of(whole):
        for figure in both(whole, step):
            go.Figure(figure)
            json.dumps(figure, allow_nan=False)
            for text in texts(figure):
                if text.name and not text.name.startswith("W"):
                    assert text.text.split(" ")[-1] == FMT(whole.value(Quantity.parse(text.name), 1)), (
                        step.key
                    )


@pytest.mark.parametrize("slug", PRESETS)
def test_what_is_not_yet_known_is_absent(slug):
    whole = preset(slug).evaluate()
    for step in steps_of(whole):
        diagram, equation = both(whole, step)
        for figure in (diagram, equation):
            written = {Quantity.parse(text.name).array for text in texts(figure) if text.name}
            assert written <= step.known, step.key
        told = {name for name, exact in points(diagram) if exact != "not computed yet"}
        assert {Quantity.parse(name).array for name in told} <= step.known, step.key


@pytest.mark.parametrize("slug", PRESETS)
def test_what_is_hidden_is_told_nowhere(slug):
    whole = preset(slug).evaluate()
    for step in steps_of(whole):
        veil = veil_over(whole, step.shows)
        for figure in both(whole, step, hidden=True):
            for text in texts(figure):
                if text.name and Quantity.parse(text.name).array in veil.arrays:
                    assert text.text.split(" ")[-1] == "?", (step.key, text)
            for name, exact in points(figure):
                if Quantity.parse(name).array in veil.arrays:
                    assert str(exact) in ("nan", "?", "not computed yet"), (step.key, name, exact)


def labels(figure, array: str) -> dict[str, str]:
    return {text.name: text.text for text in texts(figure) if text.name and text.name.startswith(array)}


def test_the_edges_carry_this_operations_terms():
    """a W forward, δ W backward and a δ for the gradient: the worked example's, multiplied here."""
    whole = preset().evaluate()
    steps = {step.key: step for step in steps_of(whole)}
    x, W1, W2 = np.array([1, 2, 3]), whole.array("W", 1), whole.array("W", 2)
    forward = labels(both(whole, steps["z1"])[0], "W1")
    assert forward == {f"W1[{i + 1},{j + 1}]": FMT(x[i] * W1[i, j]) for i in range(3) for j in range(2)}
    delta2 = whole.array("delta", 2)[0]
    backward = labels(both(whole, steps["da1"])[0], "W2")
    assert backward == {f"W2[{i + 1},{j + 1}]": FMT(W2[i, j] * delta2[j]) for i in range(2) for j in range(2)}
    delta1 = whole.array("delta", 1)[0]
    gradients = labels(both(whole, steps["dW1"])[0], "dW1")
    assert gradients == {f"dW1[{i + 1},{j + 1}]": FMT(x[i] * delta1[j]) for i in range(3) for j in range(2)}
    for key in ("a1", "C", "da2", "delta1", "db1"):
        assert not labels(both(whole, steps[key])[0], "W")


@pytest.mark.parametrize(("slug", "key"), [("xor", "da1"), ("four-layers", "da3"), ("worked-example", "z1")])
def test_a_single_term_does_not_tell_the_hidden_result(slug: str, key: str):
    """Where the next layer has one unit, δ W is ∂E/∂a itself."""
    whole = preset(slug).evaluate()
    step = next(step for step in steps_of(whole) if step.key == key)
    results = {FMT(whole.value(quantity)) for quantity in whole.quantities(step.kind, step.layer)}
    said = {text.text.split(" ")[-1] for text in texts(both(whole, step, hidden=True)[0])}
    assert not results & said


def test_in_detail_only_its_own_terms_are_written():
    whole = preset().evaluate()
    step = next(step for step in steps_of(whole) if step.key == "dW1")
    assert set(labels(both(whole, step, detail="dW1[2,1]")[0], "dW1")) == {"dW1[2,1]"}


def test_the_units_stand_still_from_step_to_step():
    whole = preset().evaluate()
    places = set()
    for step in steps_of(whole):
        [trace] = [
            t
            for t in both(whole, step)[0]["data"]
            if t.get("mode") == "markers" and t["marker"].get("opacity") == 1
        ]
        places.add((tuple(trace["x"]), tuple(trace["y"]), tuple(trace["marker"]["size"])))
    assert len(places) == 1


def test_the_equation_of_a_step_has_true_shapes():
    whole = preset("xor").evaluate()
    for step in steps_of(whole):
        if step.kind in ("z", "delta", "da", "dW", "db"):
            figure = both(whole, step, width=1200)[1]
            names = {name for name, _ in points(figure)}
            assert {str(q) for q in whole.quantities(step.kind, step.layer)} <= names, step.key
