"""The equations say what the evaluation says, cell by cell, and stay within their width."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.equations.rows import Matrix, equations_of, visible_samples
from backprop.figures.equations.sheets import equation_pair
from backprop.figures.ink.palette import DARK, LIGHT
from tests.figures.drawn import bars, check_numbers, look_at, overlapping, points, rule, texts

FMT = NumberFormat(4)


def draw(evaluation, direction, *, width=700.0, sample=1, selection=None, related=(), theme=LIGHT):
    """One direction's figure, as it is drawn when both stand below one another."""
    look = look_at(evaluation, selection, related, sample=sample, fmt=FMT, theme=theme)
    pair = equation_pair(evaluation, look, widths=(width, width), side_by_side=False)
    return pair[("forward", "backward").index(direction)]


CASES = {
    "1-1": ((1, 1), {}),
    "3-2-2": ((3, 2, 2), {}),
    "relu": ((2, 3, 1), {"activation": "relu", "last": "identity", "loss": "mean_squared_error"}),
    "softmax": ((2, 3, 3), {"activation": "tanh", "last": "softmax"}),
    "hidden softmax": ((2, 3, 2), {"activation": "softmax", "last": "sigmoid", "samples": 3}),
    "cross-entropy": ((2, 2, 1), {"loss": "binary_cross_entropy", "samples": 4}),
    "8-8-8": ((8, 8, 8), {}),
    "long": ((64, 20, 3), {"samples": 30}),
    "deep": ((2, 3, 3, 3, 2, 1), {"activation": "tanh"}),
}


@pytest.mark.parametrize("width", [340, 560, 820, 1100])
@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("case", CASES)
def test_every_number_is_the_evaluations(evaluation_of, case: str, direction: str, width: int) -> None:
    sizes, options = CASES[case]
    evaluation = evaluation_of(sizes, **options)
    sample = min(2, evaluation.n_samples)
    figure = draw(evaluation, direction, width=width, sample=sample)
    go.Figure(figure)
    assert check_numbers(figure, evaluation, FMT, sample) > 0
    written = texts(figure)
    assert overlapping(written) == []
    for trace in bars(figure):
        for x, w, top, height in zip(trace["x"], trace["width"], trace["base"], trace["y"], strict=True):
            assert x - w / 2 >= -3
            assert x + w / 2 <= width + 3
            assert top + height <= figure["layout"]["height"]
    assert figure["layout"]["meta"]["height"] == figure["layout"]["height"]
    assert figure["layout"]["meta"]["alt"]


def test_the_worked_example_fits_its_place(worked) -> None:
    look = look_at(worked, fmt=FMT, theme=DARK)
    forward, backward = equation_pair(worked, look, widths=(560, 820))
    assert forward["layout"]["height"] == backward["layout"]["height"] <= 310
    sizes = [t["textfont"]["size"] for f in (forward, backward) for t in f["data"] if t.get("mode") == "text"]
    assert min(min(s) if isinstance(s, list) else s for s in sizes) >= 14


def test_a_layers_equations_start_at_the_same_height(worked) -> None:
    look = look_at(worked, fmt=FMT, theme=LIGHT)
    forward, backward = equation_pair(worked, look, widths=(560, 820))
    tops = [{t.text: t.top for t in reversed(texts(f)) if t.name is None} for f in (forward, backward)]
    assert tops[0]["W⁽¹⁾"] == tops[1]["W⁽²⁾ᵀ"]  # layer 1: x W + b, and δ⁽²⁾ W⁽²⁾ᵀ
    assert tops[0]["W⁽²⁾"] == tops[1]["ŷ − t"]  # layer 2
    alone = draw(worked, "forward", width=560)
    assert alone["layout"]["height"] < forward["layout"]["height"], "below one another no room is left empty"
    assert alone["data"][0]["customdata"] == forward["data"][0]["customdata"]


def test_rows_and_cells_line_up(worked) -> None:
    figure = draw(worked, "backward", width=820)
    cells = figure["data"][0]
    assert (
        len(
            {
                (w, h)
                for w, h, n in zip(cells["width"], cells["y"], cells["customdata"], strict=True)
                if n[0] == "d"
            }
        )
        == 1
    )
    numbers = {t.name: t for t in texts(figure) if t.name and t.name.startswith("dW1")}
    points = [
        one.left + len(one.text.split(".")[0]) * 7 for name, one in numbers.items() if name.endswith(",1]")
    ]
    assert max(points) - min(points) < 0.1  # the decimal points of a column stand under one another


def test_products_have_their_true_shapes(worked) -> None:
    def shapes(direction: str, layer: int) -> list[list[tuple[str, int, int]]]:
        equations = equations_of(worked, direction, 1).layers[layer - 1]
        return [[(m.symbol, m.rows, m.columns) for m in e if isinstance(m, Matrix)] for e in equations]

    assert shapes("forward", 1) == [
        [("x", 1, 3), ("W⁽¹⁾", 3, 2), ("b⁽¹⁾", 1, 2), ("z⁽¹⁾", 1, 2), ("a⁽¹⁾", 1, 2)]
    ]
    assert shapes("backward", 1) == [
        [("δ⁽²⁾", 1, 2), ("W⁽²⁾ᵀ", 2, 2), ("∂C/∂a⁽¹⁾", 1, 2), ("σ′(z⁽¹⁾)", 1, 2), ("δ⁽¹⁾", 1, 2)],
        [("xᵀ", 3, 1), ("δ⁽¹⁾", 1, 2), ("∂C/∂W⁽¹⁾", 3, 2)],
        [("δ⁽¹⁾", 1, 2), ("∂C/∂b⁽¹⁾", 1, 2)],
    ]


@pytest.mark.parametrize(
    ("loss", "last", "first"),
    [
        ("half_squared_error", "sigmoid", ["ŷ − t", "⊙"]),
        ("squared_error", "sigmoid", ["2 ·", "ŷ − t", "⊙"]),
        ("mean_squared_error", "sigmoid", ["2/3 ·", "ŷ − t", "⊙"]),
        ("binary_cross_entropy", "sigmoid", ["(ŷ − t)/(ŷ(1 − ŷ))", "⊙"]),
        ("categorical_cross_entropy", "softmax", ["−t/ŷ", "·", "J⁽²⁾"]),
    ],
)
def test_the_first_factor_is_what_the_loss_makes_it(
    evaluation_of, loss: str, last: str, first: list[str]
) -> None:
    evaluation = evaluation_of((2, 2, 3), last=last, loss=loss)
    delta = equations_of(evaluation, "backward", 1).layers[-1][0]
    words = [term.symbol if isinstance(term, Matrix) else term.text for term in delta]
    assert words[: len(first)] == first
    factor = {"2 ·": 2.0, "2/3 ·": 2 / 3}.get(first[0], 1.0)
    shown = next(term for term in delta if isinstance(term, Matrix))
    assert [factor * v for v in shown.part.array(evaluation)[0].tolist()] == pytest.approx(
        evaluation.array("da", 2)[0].tolist()
    )


def test_several_samples_are_rows_and_their_mean_is_taken(evaluation_of) -> None:
    evaluation = evaluation_of((2, 2, 1), samples=4)
    figure = draw(evaluation, "backward", sample=3)
    words = [one.text for one in texts(figure) if one.name is None]
    assert "1/4 ·" in words
    assert "1/4 Σ" in words
    assert "∂E/∂a⁽¹⁾" in words
    names = {one.name for one in texts(figure)}
    assert {"delta2[1]@1", "delta2[1]@2", "delta2[1]", "delta2[1]@4"} <= names
    assert "delta2[1]@3" not in names  # sample 3 is on show


@pytest.mark.parametrize(
    ("n", "sample", "shown"),
    [
        (1, 1, (1,)),
        (4, 2, (1, 2, 3, 4)),
        (512, 1, (1, 2, 3, 4)),
        (512, 300, (299, 300, 301, 302)),
        (512, 512, (509, 510, 511, 512)),
    ],
)
def test_of_many_samples_those_around_the_one_on_show_are_drawn(
    n: int, sample: int, shown: tuple[int, ...]
) -> None:
    assert visible_samples(n, sample) == shown


def test_the_rest_of_many_samples_is_counted(evaluation_of) -> None:
    figure = draw(evaluation_of((2, 2), samples=512), "forward", sample=300)
    assert "samples 299 to 302 of 512" in [one.text for one in texts(figure)]


def test_selection_is_outlined_strongly_and_its_sources_lightly(worked) -> None:
    figure = draw(worked, "backward", width=820, selection="dW1[2,1]", related=["x[2]", "delta1[1]"])
    frames = figure["data"][1]
    widths = sorted(frames["marker"]["line"]["width"])
    assert widths == [1.75, 1.75, 1.75, 1.75, 3.5]  # x[2] once, δ⁽¹⁾₁ in three places
    cells = figure["data"][0]
    place = cells["customdata"].index("dW1[2,1]")
    strong = frames["marker"]["line"]["width"].index(3.5)
    assert frames["x"][strong] == pytest.approx(cells["x"][place])
    # A number of the sample on show is the same with and without its mark.
    assert draw(worked, "backward", width=820, selection="x[2]@1") == draw(
        worked, "backward", width=820, selection="x[2]"
    )


def test_backward_cells_have_a_frame_in_the_colour_of_their_sign_and_forward_cells_none(
    evaluation_of,
) -> None:
    evaluation = evaluation_of((3, 4, 3), "relu", last="sigmoid")
    cells = draw(evaluation, "backward")["data"][0]
    expected = {1: LIGHT.backward_ink, -1: LIGHT.lowering_ink, 0: LIGHT.muted}
    signs = set()
    line = cells["marker"]["line"]
    for name, ink, width in zip(cells["customdata"], line["color"], line["width"], strict=True):
        if name.startswith(("d", "delta")):
            sign = int(np.sign(evaluation.value(Quantity.parse(name))))
            assert (ink, width) == (expected[sign], 1.5), name
            signs.add(sign)
        else:
            assert ink == LIGHT.line
            assert width < 1
    assert signs == {1, -1, 0}


def test_an_infinite_gradient_is_written_so() -> None:
    layer = Layer([[900.0, -900.0]], [0, 0], "softmax")
    evaluation = evaluate(Network([layer]), [[1]], [[0, 1]], "categorical_cross_entropy")
    figure = draw(evaluation, "backward")
    assert "−∞" in [one.text for one in texts(figure)]


def test_overflow_in_a_picture_leaves_valid_json() -> None:
    layers = [Layer(np.full((20, 20), 1e200), np.zeros(20), "identity")] * 2
    evaluation = evaluate(Network(layers), np.full((1, 20), 1.0), np.zeros((1, 20)))
    with np.errstate(all="ignore"):
        figure = draw(evaluation, "backward")
    json.dumps(figure, allow_nan=False)


def test_the_largest_network_is_drawn_in_few_bytes_and_nothing_is_left_out(evaluation_of) -> None:
    evaluation = evaluation_of((64,) * 9, "tanh", samples=6)
    names: set[str] = set()
    for direction in ("forward", "backward"):
        figure = draw(evaluation, direction, sample=2)
        names |= {name for name, _ in points(figure)}
        told = [len(json.dumps(trace)) for trace in figure["data"] if trace["type"] == "heatmap"]
        assert max(told) < 2 * 64 * 64 * 4 / 3 + 700
        boxes = [len(trace["x"]) for trace in figure["data"] if trace["type"] == "bar"]
        assert max(boxes) < 200
    for layer in range(1, 9):
        for i in (1, 33, 64):
            assert {f"W{layer}[{i},{65 - i}]", f"dW{layer}[{i},{i}]", f"delta{layer}[{i}]@4"} <= names
            assert {f"z{layer}[{i}]", f"a{layer}[{i}]@1", f"b{layer}[{i}]", f"db{layer}[{i}]"} <= names


def test_a_mark_in_a_picture_stands_around_its_cell(evaluation_of) -> None:
    evaluation = evaluation_of((64,) * 9, "tanh")
    figure = draw(evaluation, "forward", selection="W3[7,50]")
    [picture] = [t for t in figure["data"] if t["type"] == "heatmap" and rule(t)["names"] == "W3"]
    outlines = figure["data"][1]
    [mark] = [k for k, width in enumerate(outlines["marker"]["line"]["width"]) if width == 3.5]
    assert outlines["x"][mark] == pytest.approx(picture["x0"] + 49 * picture["dx"])
    middle = outlines["base"][mark] + outlines["y"][mark] / 2
    assert middle == pytest.approx(picture["y0"] + 6 * picture["dy"])


def test_long_matrices_are_pictures_of_few_traces(evaluation_of) -> None:
    small = draw(evaluation_of((3, 2, 2)), "backward")
    middle = draw(evaluation_of((8, 8, 8)), "backward")
    assert len(small["data"]) == len(middle["data"]) == 3
    long = draw(evaluation_of((64, 64, 64)), "backward", selection="dW2[3,4]")
    assert [trace["type"] for trace in long["data"][3:]] == ["heatmap"] * 3  # W⁽²⁾ᵀ, ∂C/∂W⁽¹⁾, ∂C/∂W⁽²⁾
    assert max(long["data"][1]["width"]) <= 170
