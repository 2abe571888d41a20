"""The change since the start in diagram and matrices: every number written is a difference, under its own name."""

import json

import plotly.graph_objects as go
import pytest

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.diagram.network_diagram import change_diagram
from backprop.figures.equations.sheets import change_pair
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.training.change import change
from tests.figures.drawn import look_at, overlapping, points, texts

WRITE = NumberFormat()


def two(evaluation):
    run = bp.descend(
        evaluation.network, evaluation.x, evaluation.t, evaluation.loss, bp.GradientDescent(0.5), 60
    )
    return [bp.evaluate(run.at(step), evaluation.x, evaluation.t, evaluation.loss) for step in (60, 0)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("sizes", "options"),
    [
        ((3, 2, 2), {}),
        ((2, 3, 3), {"samples": 3, "last": "softmax", "loss": "categorical_cross_entropy"}),
        ((4, 8, 8, 2), {"samples": 2}),
    ],
)
def test_what_is_written_and_told_is_the_difference(evaluation_of, sizes, options, theme):
    now, start = two(evaluation_of(sizes, **options))
    found = change(now, start)
    look = look_at(found, "W1[2,1]", theme=theme)
    figures = [
        change_diagram(found, look, width=650, height=380),
        *change_pair(found, look, widths=(580, 780)),
    ]
    told = 0
    for figure in figures:
        go.Figure(figure)
        json.dumps(figure, allow_nan=False)
        for name, exact in points(figure):
            quantity = Quantity.parse(name.removeprefix("Δ"))
            assert name.startswith("Δ")
            assert float(exact) == now.value(quantity) - start.value(quantity)
            told += 1
        for text in texts(figure):
            if text.name:
                quantity = Quantity.parse(text.name.removeprefix("Δ"))
                assert text.text.split(" ")[-1] == WRITE(now.value(quantity) - start.value(quantity))
    assert told > 20
    assert not overlapping([text for text in texts(figures[0]) if text.name])


def test_symbols_say_that_it_is_a_change(worked):
    found = change(*two(worked))
    forward, backward = change_pair(found, look_at(found), widths=(580, 780))
    words = [text.text for text in texts(forward) if not text.name]
    assert {"ΔW⁽¹⁾", "Δb⁽¹⁾", "Δz⁽²⁾", "Δŷ"} <= set(words)
    assert {"Δδ⁽¹⁾", "Δ∂C/∂W⁽²⁾"} <= {text.text for text in texts(backward)}
    assert "=" not in words
    diagram = change_diagram(found, look_at(found), width=650, height=380)
    said = [text.text for text in texts(diagram)]
    assert "Δŷ₁" in said
    assert any(text.startswith("Δb ") for text in said)
    assert any(text.startswith("← Δδ ") for text in said)
    assert not any("t 0" in text for text in said)


def test_a_selected_number_is_marked(worked):
    found = change(*two(worked))

    def frames(name):
        figure = change_diagram(found, look_at(found, name), width=650, height=380)
        return sum(
            3.5 in (t["marker"]["line"]["width"] if isinstance(t["marker"]["line"]["width"], list) else [])
            for t in figure["data"]
            if "line" in t.get("marker", {})
        )

    assert frames(None) == 0
    assert frames("W1[2,1]") == frames("a1[1]") == frames("b2[1]") == 1
