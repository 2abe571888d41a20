"""The curves of a run: its numbers, a cursor where it belongs, and nothing that is no number."""

import json

import numpy as np
import pytest

import backprop as bp
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.figures.curves.run_curves import RunLook, cost_figure, norms_figure
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.training.gradient_norms import gradient_norms

WORKED = preset()


def run_of(rate=0.5, steps=2000):
    return bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(rate), steps)


def look(logarithmic=False, theme=LIGHT):
    return RunLook(logarithmic, NumberFormat(), theme, 600, 200)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_curve_is_the_cost_and_the_cursor_lies_on_it(theme, logarithmic):
    run = run_of()
    figure = cost_figure(run, 700, look(logarithmic, theme))
    curve, mark = figure["data"]
    assert (curve["x"][0], curve["x"][-1]) == (0, 2000)
    np.testing.assert_array_equal(curve["y"], run.cost[list(curve["x"])])
    assert (mark["x"], mark["y"]) == ([700], [run.cost[700]])
    assert figure["layout"]["shapes"][0]["x0"] == 700
    low, high = figure["layout"]["yaxis"]["range"]
    shown = np.log10(curve["y"]) if logarithmic else np.array(curve["y"])
    assert low <= shown.min() <= shown.max() <= high


def test_each_layer_has_a_curve_with_a_dash_of_its_own():
    run = run_of()
    figure = norms_figure(run, gradient_norms(run), 3, look())
    assert [trace["name"] for trace in figure["data"]] == ["layer 1", "layer 2"]
    assert len({trace["line"]["dash"] for trace in figure["data"]}) == 2


def test_the_largest_cost_there_is_can_be_drawn():
    line = bp.Network([bp.Layer([[0.9e154]], [0.0], "identity")])
    run = bp.descend(line, [[2.0]], [[0.0]], optimizer=bp.GradientDescent(1e-9), steps=3)
    assert run.cost[0] > 1.6e308
    for logarithmic in (False, True):
        json.dumps(cost_figure(run, 0, look(logarithmic)), allow_nan=False)
        json.dumps(norms_figure(run, gradient_norms(run), 0, look(logarithmic)), allow_nan=False)
    assert np.isfinite(gradient_norms(run).norms[0, 0])


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize(("rate", "steps"), [(0.5, 0), (1e9, 50), (0.5, 1), (0.0, 5)])
def test_no_run_brings_what_is_no_number_into_a_figure(rate, steps, logarithmic):
    still = bp.Network([bp.Layer([[0.0]], [0.0], "identity")])  # a cost of 0, and a gradient of 0
    for run in (run_of(rate, steps), bp.descend(still, [[0.0]], [[0.0]], steps=steps)):
        for figure in (
            cost_figure(run, run.steps, look(logarithmic)),
            norms_figure(run, gradient_norms(run), 0, look(logarithmic)),
        ):
            text = json.dumps(figure, allow_nan=False)
            assert "null" not in text.replace('"null"', "")
