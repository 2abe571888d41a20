"""The error curve as a figure: the numbers of the lesson, the step that is chosen, and the sides that there are."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.figures.curves.error_curve import error_figure
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.checks.error_curve import error_curve

W21 = Quantity.parse("W2[1,1]")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_draws_the_curve_and_both_sides(theme):
    found = error_curve(preset().evaluate(), W21)
    figure = error_figure(found, 1e-7, symbol="W⁽²⁾₁₁", theme=theme, width=560, height=262)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    curve, truncation, rounding = figure["data"]
    assert list(curve["x"]) == found.steps.tolist()
    assert curve["y"] == found.error.tolist()
    assert np.allclose(truncation["y"], found.truncation * np.square(truncation["x"]))
    assert np.allclose(rounding["y"], found.rounding / np.asarray(rounding["x"]))
    assert min(truncation["x"]) == max(rounding["x"]) == found.best
    assert figure["layout"]["shapes"][0]["x0"] == 1e-7
    assert "left of it" in figure["layout"]["meta"]["alt"]


def test_what_has_no_error_leaves_an_empty_chart():
    e = bp.evaluate(bp.Network([bp.Layer([[0.3], [0.2]], [0.1], "tanh")]), [[0.0, 1.0]], [[0.2]])
    found = error_curve(e, Quantity.parse("W1[1,1]"))  # its input is 0, and so is its gradient
    figure = error_figure(found, 1e-5, symbol="W⁽¹⁾₁₁", theme=LIGHT, width=300, height=262)
    json.dumps(figure, allow_nan=False)
    assert set(figure["data"][0]["y"]) == {None}
    assert "no relative error" in figure["layout"]["meta"]["alt"]
