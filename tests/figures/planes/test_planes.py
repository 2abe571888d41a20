"""The pictures of a plane: equal scales, an arrow that stands on the contours, projections marked, no NaN."""

import json
import math
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.curves.curve import cost_curve
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.figures.planes.contour import BOTTOM, LEFT, RIGHT, contour_figure, levels
from backprop.figures.planes.heights import CURSOR, HERE, PATH, PlaneLook
from backprop.figures.planes.relief import relief_figure
from backprop.lessons.formulas.what_if import what_if
from backprop.lessons.landscape.plane import plane_of_parameters
from backprop.lessons.landscape.secant import secant
from backprop.lessons.landscape.survey import plane_of_run, survey

AXES = Quantity.parse("W1[1,1]"), Quantity.parse("W2[1,1]")


def look(logarithmic=False, theme=LIGHT):
    return PlaneLook(("W⁽¹⁾₁₁", "W⁽²⁾₁₁"), logarithmic, NumberFormat(), theme, 520, 460)


@pytest.fixture
def run(worked):
    return bp.descend(worked.network, worked.x, worked.t, worked.loss, bp.GradientDescent(0.5), 300)


@pytest.fixture
def found(worked, run):
    plane = plane_of_parameters(worked, AXES)
    return survey(plane.around(plane.place(run.theta)), worked, run, 120)


def trace(figure, name):
    return next(t for t in figure["data"] if t.get("name") == name and "marker" in t)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_both_pictures_are_plotly_figures_without_nan(found, theme, logarithmic):
    for draw in (contour_figure, relief_figure):
        figure = draw(found, look(logarithmic, theme))
        go.Figure(figure)
        text = json.dumps(figure, allow_nan=False)
        assert len(text) < 60_000
        assert figure["layout"]["meta"]["alt"]


def test_heights_are_the_cost(found, worked):
    figure = contour_figure(found, look())
    grid = figure["data"][0]
    for i, j in ((0, 0), (3, 17), (40, 40)):
        changed = worked.network.layers[0].W.copy()
        changed[0, 0] = grid["x"][j]
        network = worked.network.replace("W", 1, changed)
        changed = worked.network.layers[1].W.copy()
        changed[0, 0] = grid["y"][i]
        cost = bp.cost(network.replace("W", 2, changed), worked.x, worked.t, worked.loss)
        assert grid["z"][i][j] == pytest.approx(cost, abs=1e-4 * np.ptp(found.cost))
    logarithms = contour_figure(found, look(logarithmic=True))["data"][0]["z"]
    assert logarithms[3][17] == pytest.approx(math.log10(found.cost[3, 17]), abs=1e-3)


def test_one_scale_on_both_axes_and_the_window_holds_the_run(found):
    layout = contour_figure(found, look())["layout"]
    (left, right), (bottom, top) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    assert right - left == pytest.approx(top - bottom)
    margin = layout["margin"]
    across = np.ptp(layout["xaxis"]["domain"]) * (layout["width"] - margin["l"] - margin["r"])
    assert across == pytest.approx(
        np.ptp(layout["yaxis"]["domain"]) * (layout["height"] - margin["t"] - margin["b"])
    )
    assert across > 100
    assert left < found.path.places[:, 0].min() <= found.path.places[:, 0].max() < right
    assert bottom < found.path.places[:, 1].min() <= found.path.places[:, 1].max() < top


def test_the_arrow_points_down_the_gradient_in_the_plane(found, worked):
    arrow = next(a for a in contour_figure(found, look())["layout"]["annotations"] if a["showarrow"])
    step = np.array([arrow["x"] - arrow["ax"], arrow["y"] - arrow["ay"]])
    gradient = [worked.backward.dW[0][0, 0], worked.backward.dW[1][0, 0]]
    np.testing.assert_allclose(step / np.hypot(*step), -np.array(gradient) / np.hypot(*gradient))
    assert (arrow["ax"], arrow["ay"]) == (0.1, 0.7)


def test_projections_are_open_and_points_on_the_plane_filled(found, worked, run):
    fills = trace(contour_figure(found, look()), f"{PATH}, projected")["marker"]["color"]
    assert fills[0] == LIGHT.selection  # the start lies on the plane
    assert set(fills[1:]) == {LIGHT.background}
    assert "off this plane" in trace(contour_figure(found, look()), f"{PATH}, projected")["hovertext"][5]
    plane, _ = plane_of_run(worked, run)
    figure = contour_figure(survey(plane.around(plane.place(run.theta)), worked, run, 0), look())
    assert not [t for t in figure["data"] if t.get("name") == CURSOR]


def test_the_step_on_show_and_the_network_are_marked(found, run):
    for draw in (contour_figure, relief_figure):
        figure = draw(found, look())
        mark, here = trace(figure, CURSOR), trace(figure, HERE)
        assert mark["x"][0] == pytest.approx(run.at(120).layers[0].W[0, 0])
        assert mark["y"][0] == pytest.approx(run.at(120).layers[1].W[0, 0])
        assert (here["x"], here["y"]) == ([0.1], [0.7])
    lift = trace(relief_figure(found, look()), CURSOR)["z"][0] - run.cost[120]
    assert 0 < lift < 0.02 * np.ptp(found.cost), "it stands on the surface, not in it"


def test_an_overflowing_plane_has_gaps(evaluation_of):
    evaluation = evaluation_of((1, 1, 1), "identity")
    network = evaluation.network.replace("W", 1, [[1e200]])
    evaluation = bp.evaluate(network, evaluation.x, evaluation.t)
    plane = plane_of_parameters(evaluation, (Quantity.parse("W2[1,1]"), Quantity.parse("b2[1]")))
    found = survey(plane, evaluation, None, 0)
    for logarithmic in (False, True):
        for draw in (contour_figure, relief_figure):
            figure = draw(found, look(logarithmic))
            json.dumps(figure, allow_nan=False)
            assert any(None in row for row in figure["data"][0]["z"])


def test_levels_are_round_and_none_lies_at_the_bottom():
    for low, high in ((0.0, 0.37), (-3.2, 1.9), (1e-9, 1.3e-9), (0, 5e12)):
        found = levels(low, high)
        count = (high - found["start"]) / found["size"]
        assert 5 < count < 17
        assert low + 0.2 * found["size"] < found["start"] <= low + 1.3 * found["size"]


def test_a_secant_beside_the_curve_goes_through_both_its_points(worked):
    name = Quantity.parse("W1[1,1]")
    line = secant(worked, name, 0.3)
    figure = cost_curve(
        what_if(worked, name, 0.0),
        symbol="w",
        fmt=NumberFormat(),
        theme=LIGHT,
        width=600,
        height=400,
        beside=line,
    )
    go.Figure(figure)
    dashed = next(t for t in figure["data"] if t.get("line", {}).get("dash") == "dash")
    slope = (dashed["y"][1] - dashed["y"][0]) / (dashed["x"][1] - dashed["x"][0])
    assert slope == pytest.approx(line.slope)
    points = next(t for t in figure["data"] if t.get("marker", {}).get("symbol") == "square")
    curve = figure["data"][0]
    for w, cost in zip(points["x"], points["y"], strict=True):
        assert np.interp(w, curve["x"], curve["y"]) == pytest.approx(cost, rel=1e-3)


def test_a_narrow_plane_makes_room_for_more_rows_of_its_legend(found):
    """Plotly sets what does not fit a row in columns as wide as the widest entry, from below."""
    tops = {}
    for width in (300, 460, 1000):
        figure = contour_figure(found, replace(look(), width=width))
        names = [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)]
        assert len(names) == 3
        tops[width] = figure["layout"]["margin"]["t"]
        across, upward = (figure["layout"][axis]["domain"] for axis in ("xaxis", "yaxis"))
        plot = width - LEFT - RIGHT, 460 - tops[width] - BOTTOM
        sides = [(high - low) * side for (low, high), side in zip((across, upward), plot, strict=True)]
        assert sides[0] == pytest.approx(sides[1])  # it stays a square
    assert tops[1000] < tops[300] == tops[460]
