"""The colours are the network's outputs, the line is where it decides, and a sample's form and fill say what it is."""

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from backprop.core.descent import descend
from backprop.core.network import Layer, Network
from backprop.core.optimizers import Adam
from backprop.core.passes import forward
from backprop.experiment.datasets import DATASETS, dataset
from backprop.experiment.experiment import Samples
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.palette import DARK, LIGHT
from backprop.figures.planes.decision_surface import decision_surface
from backprop.figures.surface.interned import Still

FMT = NumberFormat(4)
SQUARE = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])


def one_unit(w1, w2, b, activation="sigmoid"):
    return Network([Layer([[w1], [w2]], [b], activation)])


def draw(network, x, t, *, output=1, test=None, fmt=FMT, theme=LIGHT, width=460.0, height=460.0):
    """The figure, which Plotly accepts and which is valid JSON."""
    figure = decision_surface(
        network,
        np.array(x, dtype=float),
        np.array(t, dtype=float),
        output=output,
        test=test,
        fmt=fmt,
        theme=theme,
        width=width,
        height=height,
    )
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    return figure


def draw_dataset(slug, network=None, **options):
    experiment = dataset(slug)
    return draw(network or experiment.network, experiment.x, experiment.t, test=experiment.test, **options)


def surface_of(figure):
    """The trace of the surface, its points (n, n, 2) and its z (n, n)."""
    trace = figure["data"][0]
    z = np.array(trace["z"], dtype=float)
    x = trace["x0"] + trace["dx"] * np.arange(z.shape[1])
    y = trace["y0"] + trace["dy"] * np.arange(z.shape[0])
    return trace, np.stack(np.meshgrid(x, y), axis=-1), z


def samples_of(figure, kind):
    marks = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
    return [trace for trace in marks if trace["name"].endswith(", test") is (kind == "test")]


def hover(trace):
    """What is read on hover over each sample."""
    template = trace["hovertemplate"].removesuffix("<extra></extra>")
    return [
        template.replace("%{text}", text).replace("%{hovertext}", value)
        for text, value in zip(trace["text"], trace["hovertext"], strict=True)
    ]


@pytest.mark.parametrize("slug", DATASETS)
def test_the_surface_is_the_output_at_every_point_of_the_plane(slug):
    experiment = dataset(slug)
    trace, points, z = surface_of(draw_dataset(slug))
    assert z.shape == (61, 61)
    expected = forward(experiment.network, points.reshape(-1, 2)).output.reshape(61, 61)
    np.testing.assert_allclose(z, expected, rtol=5.1e-4)
    assert trace["colorscale"][2] == [0.5, LIGHT.neutral]
    assert (trace["zmin"] + trace["zmax"]) / 2 == 0.5


def test_rows_go_up_and_columns_go_right():
    _, points, z = surface_of(draw(one_unit(1, 0, 0, "identity"), SQUARE, [[0], [0], [1], [1]]))
    np.testing.assert_allclose(z, points[..., 0], rtol=1e-3, atol=1e-9)
    _, points, z = surface_of(draw(one_unit(0, 1, 0, "identity"), SQUARE, [[0], [1], [0], [1]]))
    np.testing.assert_allclose(z, points[..., 1], rtol=1e-3, atol=1e-9)


@pytest.mark.parametrize(
    ("activation", "targets", "level"),
    [
        ("sigmoid", (0, 1), 0.5),
        ("tanh", (-1, 1), 0.0),
        ("identity", (-1, 1), 0.0),
        ("identity", (0, 1), 0.5),
        ("relu", (0, 1), 0.5),
    ],
)
def test_the_line_and_the_neutral_colour_are_at_the_level(activation, targets, level):
    low, high = targets
    figure = draw(one_unit(1, 1, -0.5, activation), SQUARE, [[low], [high], [high], [high]])
    trace = figure["data"][0]
    assert trace["contours"]["start"] == trace["contours"]["end"] == level
    assert trace["line"]["width"] > 1
    assert (trace["zmin"] + trace["zmax"]) / 2 == level
    assert trace["zmax"] - level == 2 * (high - level)  # targets have half the colour


def test_the_line_parts_what_the_network_has_right():
    experiment = dataset("moons")
    run = descend(experiment.network, experiment.x, experiment.t, experiment.loss, Adam(0.05), 800)
    figure = draw_dataset("moons", run.at(800))
    _, points, z = surface_of(figure)
    for trace in samples_of(figure, "training"):
        for place in zip(trace["x"], trace["y"], strict=True):
            nearest = np.unravel_index(np.hypot(*(points - place).T).T.argmin(), z.shape)
            assert (z[nearest] >= 0.5) == (trace["marker"]["symbol"] == "circle")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_form_and_colour_say_the_class_and_the_fill_says_what_is_learnt_from(theme):
    figure = draw_dataset("moons", theme=theme)
    training, test = samples_of(figure, "training"), samples_of(figure, "test")
    for pair, is_open in ((training, False), (test, True)):
        on, off = pair
        assert (on["marker"]["symbol"], off["marker"]["symbol"]) == ("circle", "diamond")
        inks = [trace["marker"]["line"]["color"] if is_open else trace["marker"]["color"] for trace in pair]
        assert inks == [theme.forward[3], theme.forward[0]]
        for trace in pair:
            assert (trace["marker"]["color"] == theme.background) is is_open
    names = [trace["name"] for trace in training + test]
    assert names == ["t = 1", "t = 0", "t = 1, test", "t = 0, test"]
    assert figure["layout"]["showlegend"]
    assert figure["data"].index(training[0]) > figure["data"].index(test[0])  # on top


def test_every_sample_is_where_it_is_and_named_on_hover():
    experiment = dataset("spiral")
    figure = draw_dataset("spiral")
    for kind, samples, name in (("training", experiment, "x@"), ("test", experiment.test, "test sample ")):
        outputs = forward(experiment.network, samples.x).output[:, 0]
        expected = {
            f"{name}{i + 1}: t = {FMT(t)}, ŷ = {FMT(y)}": tuple(place)
            for i, (place, t, y) in enumerate(zip(samples.x, samples.t[:, 0], outputs, strict=True))
        }
        drawn = {}
        for trace in samples_of(figure, kind):
            drawn |= dict(zip(hover(trace), zip(trace["x"], trace["y"], strict=True), strict=True))
        assert drawn == expected


def test_numbers_on_hover_are_written_as_the_reader_wants():
    figure = draw(one_unit(1, 1, -9, "identity"), SQUARE, [[-1], [0], [0], [1]], fmt=NumberFormat(2))
    (on, off) = samples_of(figure, "training")
    assert hover(on) == ["x@2: t = 0, ŷ = −8", "x@3: t = 0, ŷ = −8", "x@4: t = 1, ŷ = −7"]
    assert hover(off) == ["x@1: t = −1, ŷ = −9"]
    assert (on["name"], off["name"]) == ("t ≥ 0", "t = −1")
    assert figure["data"][0]["zhoverformat"] == ".2~g"
    assert figure["data"][0]["hovertemplate"] == "x₁ = %{x}, x₂ = %{y}: ŷ ≈ %{z}<extra></extra>"


@pytest.mark.parametrize(("width", "height"), [(460, 460), (720, 400), (330, 500)])
def test_all_samples_are_in_view_and_both_axes_have_one_scale(width, height):
    for slug in DATASETS:
        figure = draw_dataset(slug, width=width, height=height)
        layout = figure["layout"]
        margin = layout["margin"]
        (left, right), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
        across, down = width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
        assert (right - left) / across == pytest.approx((high - low) / down)
        room = 10 * (right - left) / across  # 10 px
        for trace in samples_of(figure, "training") + samples_of(figure, "test"):
            assert left + room < min(trace["x"]) <= max(trace["x"]) < right - room
            assert low + room < min(trace["y"]) <= max(trace["y"]) < high - room
        _, points, _ = surface_of(figure)
        assert points[0, 0].tolist() == pytest.approx([left, low])
        assert points[-1, -1].tolist() == pytest.approx([right, high])
        assert layout["xaxis"]["title"]["text"] == "x₁"
        assert layout["yaxis"]["title"]["text"] == "x₂"


def test_the_legend_has_a_second_row_where_one_is_too_narrow():
    one_row, two_rows = (draw_dataset("moons", width=w)["layout"]["margin"]["t"] for w in (500, 300))
    assert two_rows > one_row + 14


def test_only_the_outputs_change_along_a_run():
    experiment = dataset("circle")
    run = descend(experiment.network, experiment.x, experiment.t, experiment.loss, Adam(0.05), 40)
    before, after = (draw_dataset("circle", run.at(step)) for step in (0, 40))
    assert before["data"][0]["z"] != after["data"][0]["z"]
    for one, other in zip(before["data"], after["data"], strict=True):
        changed = {key for key in one if one[key] != other[key]}
        assert changed <= {"z", "hovertext"}
        for key in ("x", "y", "text"):
            assert key not in one or (one[key] is other[key] and isinstance(one[key], Still))
    for figure in (before, after):
        figure["layout"]["meta"].pop("alt")
    assert before["layout"] == after["layout"]


@pytest.mark.parametrize("slug", DATASETS)
def test_a_figure_is_small(slug):
    experiment = dataset(slug)
    run = descend(experiment.network, experiment.x, experiment.t, experiment.loss, Adam(0.05), 300)
    for step in (0, 20, 300):
        text = json.dumps(draw_dataset(slug, run.at(step)), ensure_ascii=False, separators=(",", ":"))
        assert len(text.encode()) < 45_000


THREE = Network([Layer([[2.0, -1, 0], [0, 1, -2]], [0, 0.5, 0.2], "softmax")])


@pytest.mark.parametrize("output", [1, 2, 3])
def test_of_three_classes_the_line_is_where_the_largest_output_changes(output):
    figure = draw(THREE, [[-1, -1], [1, 1], [1, -1]], np.eye(3), output=output)
    trace, points, z = surface_of(figure)
    outputs = forward(THREE, points.reshape(-1, 2)).output.reshape(61, 61, 3)
    np.testing.assert_allclose(z, outputs[..., output - 1], rtol=5.1e-4)
    assert trace["line"]["width"] == 0
    line = figure["data"][1]
    assert line["contours"]["start"] == line["contours"]["end"] == 0
    lead = np.array(line["z"])
    x = line["x0"] + line["dx"] * np.arange(31)
    y = line["y0"] + line["dy"] * np.arange(31)
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    winners = forward(THREE, places).output.argmax(axis=-1).reshape(31, 31)
    clear = np.abs(lead) > 1e-3
    np.testing.assert_array_equal((lead > 0)[clear], (winners == output - 1)[clear])
    assert clear.mean() > 0.9
    sub = "₁₂₃"[output - 1]
    (on, off) = samples_of(figure, "training")
    assert on["name"] == f"t{sub} = 1"
    assert on["text"] == [f"x@{output}: t{sub} = 1"]
    assert len(off["x"]) == 2


@pytest.mark.parametrize("t", [[[1]], [[0]], [[0.5]]])
@pytest.mark.parametrize("x", [[[0, 0]], [[1e300, -1e300]], [[1e308, 5]], [[5e-324, 0]], [[3, 1e-9]]])
@pytest.mark.parametrize("activation", ["sigmoid", "identity", "relu"])
def test_one_sample_anywhere_has_a_plane_around_it(activation, x, t):
    figure = draw(one_unit(1e8, -1e8, 3, activation), x, t)
    for axis in ("xaxis", "yaxis"):
        low, high = figure["layout"][axis]["range"]
        assert low < high
        assert np.isfinite([low, high]).all()
    (trace,) = samples_of(figure, "training")
    assert figure["layout"]["xaxis"]["range"][0] < trace["x"][0] < figure["layout"]["xaxis"]["range"][1]
    assert figure["data"][0]["zmin"] < figure["data"][0]["zmax"]


def test_what_is_not_a_number_is_a_gap():
    hidden = Layer([[1e300, -1e300], [0, 0]], [0, 0], "identity")
    network = Network([hidden, Layer([[1], [1]], [0], "identity")])
    figure = draw(network, [[1e9, 0], [-1e9, 0]], [[0], [1]])
    assert None in figure["data"][0]["z"][0]
    assert "undefined" in hover(samples_of(figure, "training")[0])[0]
    assert "right are 0 of 2 training samples" in figure["layout"]["meta"]["alt"]


def test_the_words_count_what_is_right():
    figure = draw(
        one_unit(10, 10, -5), SQUARE, [[0], [1], [1], [0]], test=Samples(SQUARE[:1], SQUARE[:1, :1])
    )
    counts = re.findall(r"(\d+) of (\d+) (\w+) samples", figure["layout"]["meta"]["alt"])
    assert counts == [("3", "4", "training"), ("1", "1", "test")]


@pytest.mark.parametrize("output", [0, 2])
def test_what_has_no_plane_is_refused(output):
    with pytest.raises(ValueError, match="1 to 1 expected"):
        draw(one_unit(1, 1, 0), SQUARE, [[0]] * 4, output=output)
    with pytest.raises(ValueError, match="a network with 2 inputs is expected, this one has 3"):
        draw(Network([Layer(np.ones((3, 1)), [0], "sigmoid")]), [[1, 2, 3]], [[0]])
