"""The curve's data are the costs, its tangent's slope is the gradient, and the axes stand still."""

import json
import sys

import plotly.graph_objects as go
import pytest

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.figures.curves.curve import cost_curve
from backprop.figures.ink.lettering import SIZE, text_width
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.lessons.formulas.what_if import what_if
from backprop.lessons.notation.symbols import Notation

FMT = NumberFormat(4)


def one_unit(weight, x=1.0, t=0.0, activation="identity"):
    """The smallest network: ŷ = f(x w), C = ½ (ŷ − t)²."""
    return evaluate(Network([Layer([[weight]], [0.0], activation)]), [x], [t])


def draw(evaluation, name, nudge, *, theme=LIGHT, width=312.0, height=190.0, fmt=FMT):
    """The figure, which Plotly accepts and which is valid JSON, and what it shows."""
    parameter = Quantity.parse(name)
    what = what_if(evaluation, parameter, nudge)
    symbol = Notation.of(evaluation).element(parameter)
    figure = cost_curve(what, symbol=symbol, fmt=fmt, theme=theme, width=width, height=height)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    return figure, what


def traces(figure):
    """The curve, the tangent (None where there is none), the gap (likewise), the markers."""
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    (markers,) = (trace for trace in figure["data"] if trace["mode"] == "markers")
    curve, *others = lines
    gap = next((line for line in others if line["line"].get("dash") == "dot"), None)
    tangent = next((line for line in others if line is not gap), None)
    return curve, tangent, gap, markers


def points(trace):
    return list(zip(trace["x"], trace["y"], strict=True))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("slug", PRESETS)
def test_the_tangent_touches_the_curve_with_the_slope_of_the_gradient(slug, theme):
    evaluation = preset(slug).evaluate()
    for name in ("W1[1,1]", "b1[1]", "W2[1,1]", "b2[1]"):
        figure, what = draw(evaluation, name, 0.25, theme=theme)
        curve, tangent, _, _ = traces(figure)
        assert set(zip(what.values, what.costs, strict=True)) <= set(points(curve))
        (x0, y0), (x1, y1) = points(tangent)
        assert (y1 - y0) / (x1 - x0) == pytest.approx(what.gradient, rel=1e-9, abs=1e-15 * what.cost)
        assert y0 + what.gradient * (what.value - x0) == pytest.approx(what.cost, rel=1e-12)
        assert x0 < what.value < x1
        assert curve["line"]["color"] == theme.forward_ink
        assert tangent["line"]["color"] == theme.sign_ink(what.gradient)


@pytest.mark.parametrize("nudge", [0.5, -0.125])
def test_the_markers_lie_on_both_lines_and_the_gap_between_them(nudge):
    figure, what = draw(preset().evaluate(), "W1[3,1]", nudge)
    curve, _, gap, markers = traces(figure)
    here, on_tangent, on_curve = points(markers)
    assert here == (what.value, what.cost)
    assert on_tangent == (what.value + nudge, pytest.approx(what.cost + what.gradient * nudge))
    assert on_curve == (what.value + nudge, pytest.approx(what.cost + what.true))
    assert on_curve in points(curve)
    assert sorted(points(gap)) == sorted([on_tangent, on_curve])
    filled, *opened = markers["marker"]["color"]
    assert filled == LIGHT.forward_ink
    assert opened == [LIGHT.background] * 2
    assert markers["hovertext"][0] == f"W⁽¹⁾₃₁ = 0.5, C = {FMT(what.cost)}"
    assert markers["hovertext"][1].startswith(f"W⁽¹⁾₃₁ = {FMT(0.5 + nudge)}, tangent = ")


def test_without_a_nudge_there_is_one_marker_and_no_gap():
    _, _, gap, markers = traces(draw(preset().evaluate(), "b1[2]", 0)[0])
    assert gap is None
    assert len(markers["x"]) == 1


@pytest.mark.parametrize("slug", PRESETS)
def test_the_axes_stand_still_while_the_nudge_changes(slug):
    evaluation = preset(slug).evaluate()
    frames = []
    for nudge in (-5, -0.3, 0, 1e-6, 0.7, 5):
        layout = dict(draw(evaluation, "W1[2,1]", nudge)[0]["layout"])
        del layout["meta"]  # the words change
        frames.append(layout)
    assert all(frame == frames[0] for frame in frames)


@pytest.mark.parametrize("slug", PRESETS)
def test_the_whole_curve_and_the_parameter_are_in_view(slug):
    figure, what = draw(preset(slug).evaluate(), "b1[1]", 1)
    for axis, numbers in (("xaxis", what.values), ("yaxis", what.costs)):
        low, high = figure["layout"][axis]["range"]
        assert low < min(numbers) <= max(numbers) < high
        ticks = figure["layout"][axis]["tickvals"]
        assert 1 <= len(ticks) <= 4
        assert all(low <= tick <= high for tick in ticks)


EDGES = {
    "a constant": (one_unit(-1, activation="relu", t=1), 0.5),
    "zero everywhere": (one_unit(-1, activation="relu"), 0.5),
    "a minimum": (one_unit(0), 1),
    "saturated": (one_unit(40, activation="sigmoid"), 1),
    "too large at the nudge": (one_unit(0.5, x=1e150), 0.9),
    "overflow everywhere but at 0": (one_unit(1e200), 1e199),
    "overflow of the gradient alone": (one_unit(1e-170, x=1e300), 1e-3),
    "a step": (one_unit(0.3, x=1e4, t=0.5, activation="sigmoid"), -0.3),
    "the largest number": (one_unit(sys.float_info.max, activation="tanh"), 1e308),
    "a tiny cost": (one_unit(1e-160), 0.5),
    "a huge cost": (one_unit(3e149), 1e149),
}


@pytest.mark.parametrize("size", [(312, 190), (500, 300)])
@pytest.mark.parametrize("case", EDGES)
def test_edges_are_drawn_with_finite_numbers(case, size):
    evaluation, nudge = EDGES[case]
    figure, what = draw(evaluation, "W1[1,1]", nudge, width=size[0], height=size[1])
    curve, tangent, _, markers = traces(figure)
    for axis in ("xaxis", "yaxis"):
        low, high = figure["layout"][axis]["range"]
        assert low < high
        assert 1 <= len(figure["layout"][axis]["tickvals"]) <= 8
    low, high = figure["layout"]["yaxis"]["range"]
    for y in [y for y in (*curve["y"], *markers["y"]) if y is not None]:
        assert low <= y <= high
    no_tangent = {"overflow everywhere but at 0": "C is too large to draw"}
    no_tangent |= {"overflow of the gradient alone": "the slope is too large to draw"}
    assert (tangent is None) is (case in no_tangent)
    title = figure["layout"]["annotations"][1]["text"]
    assert title == no_tangent.get(case, f"tangent: slope {FMT(what.gradient)}")


def test_costs_too_large_to_draw_leave_a_gap():
    curve = traces(draw(one_unit(0.5, x=1e150), "W1[1,1]", 0.9)[0])[0]
    assert curve["y"][0] is not None
    assert curve["y"][-1] is None


def test_a_flat_curve_has_room_around_it():
    """Round-off in its last digits must not look like hills."""
    figure, what = draw(one_unit(-1, activation="relu", t=1), "W1[1,1]", 0)
    low, high = figure["layout"]["yaxis"]["range"]
    assert set(what.costs) == {0.5}
    assert high - low > 5e-4
    assert (low + high) / 2 == pytest.approx(0.5)


@pytest.mark.parametrize("fmt", [FMT, NumberFormat(10), NumberFormat(4, places=6)])
@pytest.mark.parametrize("slug", PRESETS)
def test_texts_have_room(slug, fmt):
    evaluation = preset(slug).evaluate()
    figure, what = draw(evaluation, "W1[1,1]", 0.1, fmt=fmt)
    layout = figure["layout"]
    left, right = layout["margin"]["l"], layout["margin"]["r"]
    assert layout["font"]["size"] >= SIZE
    assert max(map(text_width, layout["yaxis"]["ticktext"])) < left
    across = 312 - left - right
    assert text_width("C") + text_width(layout["annotations"][1]["text"]) < across
    low, high = layout["xaxis"]["range"]
    places = [left + (tick - low) / (high - low) * across for tick in layout["xaxis"]["tickvals"]]
    widths = [text_width(text) for text in layout["xaxis"]["ticktext"]]
    assert places[-1] + widths[-1] / 2 <= 312
    for i in range(len(places) - 1):
        assert places[i] + widths[i] / 2 + 4 < places[i + 1] - widths[i + 1] / 2
    assert layout["xaxis"]["title"]["text"] == "W⁽¹⁾₁₁"
    assert what.words(fmt) in layout["meta"]["alt"]
