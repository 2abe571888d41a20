"""Runs compared in one chart: each drawn with its own costs and its own look; a sweep with its stable range."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

import backprop as bp
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.experiment.training import Training
from backprop.figures.curves.comparison import comparison_figure, stroke, sweep_figure
from backprop.figures.curves.run_curves import RunLook
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.training.sweep import Sweep, sweep

XOR = preset("xor")


def look(logarithmic=False, theme=LIGHT):
    return RunLook(logarithmic, NumberFormat(), theme, 640, 400)


def run_of(optimizer, steps=120):
    return bp.descend(XOR.network, XOR.x, XOR.t, XOR.loss, optimizer, steps)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_each_run_is_a_curve_of_its_own_costs(logarithmic):
    runs = [("one", run_of(bp.GradientDescent(1.0))), ("two", run_of(bp.Adam(0.1), 40))]
    figure = comparison_figure(runs, 30, look(logarithmic))
    go.Figure(figure)
    for trace, (name, run) in zip(figure["data"], runs, strict=True):
        assert trace["name"] == name
        assert trace["x"][-1] == run.steps
        np.testing.assert_array_equal(trace["y"], run.cost[list(trace["x"])])
        assert trace["hovertext"][7].startswith(f"step 7: {name} ")
    assert figure["layout"]["xaxis"]["range"] == [0, 120]
    assert figure["layout"]["shapes"][0]["x0"] == 30


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_nine_runs_can_be_told_apart(theme):
    assert len({stroke(number, theme) for number in range(9)}) == 9


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_sweep_shades_what_is_stable_and_crosses_what_diverged(theme):
    found = Sweep(np.array([0.1, 1.0, 10.0, 100.0]), np.array([0.4, 0.01, 3.0, np.nan]), 0.5, 100)
    figure = sweep_figure(found, 1.0, look(theme=theme))
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    line, crosses = figure["data"]
    assert line["y"] == [0.4, 0.01, 3.0, None]
    assert [y is not None for y in crosses["y"]] == [False, False, False, True]
    assert crosses["hovertext"][3] == "η = 100: diverged"
    assert line["customdata"] == ["0.1", "1", "10", "100"]
    shade = next(shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect")
    assert shade["x1"] == 1.0
    assert next(shape for shape in figure["layout"]["shapes"] if shape["type"] == "line")["x0"] == 1.0


def test_the_sweep_of_an_example_is_drawn_whatever_it_reaches():
    for slug in ("worked-example", "xor", "four-layers"):
        figure = sweep_figure(sweep(preset(slug), Training(steps=300)), 0.5, look())
        low, high = figure["layout"]["yaxis"]["range"]
        heights = np.log10([y for y in figure["data"][0]["y"] if y is not None])
        assert ((heights > low) & (heights < high)).all()
