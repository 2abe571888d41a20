"""The diagram writes the evaluation's numbers, and no two of them over one another."""

import math

import plotly.graph_objects as go
import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.figures.diagram import sketch as diagram_sketch
from backprop.figures.diagram.network_diagram import network_diagram
from backprop.figures.ink.palette import LIGHT
from tests.figures.drawn import check_numbers, circles, look_at, overlapping, points, texts

FMT = NumberFormat(4)


def draw(
    evaluation, view="values", *, width=600.0, height=340.0, sample=1, selection=None, related=(), fmt=FMT
):
    look = look_at(evaluation, selection, related, sample=sample, fmt=fmt)
    return network_diagram(evaluation, look, view=view, width=width, height=height)


CASES = {
    "1-1": ((1, 1), {}),
    "3-2-2": ((3, 2, 2), {}),
    "2-3-3": ((2, 3, 3), {"activation": "tanh", "last": "softmax"}),
    "4-4-4": ((4, 4, 4), {"samples": 3}),
    "deep": ((2, 3, 3, 2, 1), {"activation": "tanh"}),
    "8-8-8": ((8, 8, 8), {}),
    "1-12-1": ((1, 12, 1), {}),
    "64": ((64,) * 9, {}),
}
SIZES = [(340, 320), (390, 500), (600, 340), (680, 420), (940, 600), (1900, 900), (500, 300)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["values", "gradients"])
@pytest.mark.parametrize("case", CASES)
def test_numbers_are_true_and_never_overlap(
    evaluation_of, case: str, view: str, size: tuple[int, int]
) -> None:
    sizes, options = CASES[case]
    evaluation = evaluation_of(sizes, **options)
    sample = min(2, evaluation.n_samples)
    figure = draw(evaluation, view, width=size[0], height=size[1], sample=sample, selection="W1[1,1]")
    go.Figure(figure)
    assert check_numbers(figure, evaluation, FMT, sample) > 0
    written = texts(figure)
    assert overlapping(written) == []
    for one in written:
        if one.name not in circles(figure):
            for x, y, radius in circles(figure).values():
                nearest = (min(max(x, one.left), one.right) - x, min(max(y, one.top), one.bottom) - y)
                assert math.hypot(*nearest) >= radius - 1, one
        assert one.left >= -4, one
        assert one.right <= size[0] + 4, one
        assert one.top >= -1, one
        assert one.bottom <= size[1] + 1, one


@pytest.mark.parametrize("view", ["values", "gradients"])
@pytest.mark.parametrize("size", [(656, 390), (390, 390)])
def test_short_numbers_leave_room_for_the_circles_and_their_marks(evaluation_of, view, size) -> None:
    """The circles do not shrink with the numbers in them, so the outer ones need room of their own."""
    figure = draw(evaluation_of((3, 2, 2)), view, width=size[0], height=size[1], fmt=NumberFormat(4, 0))
    for x, y, radius in circles(figure).values():
        assert radius + 3 <= x <= size[0] - radius - 3
        assert radius + 3 <= y <= size[1] - radius - 3


@pytest.mark.parametrize("digits", [2, 7, 10])
@pytest.mark.parametrize("view", ["values", "gradients"])
def test_many_digits_still_do_not_overlap(worked, view: str, digits: int) -> None:
    fmt = NumberFormat(digits)
    figure = draw(worked, view, width=680, height=360, fmt=fmt)
    check_numbers(figure, worked, fmt, 1)
    assert overlapping(texts(figure)) == []


@pytest.mark.parametrize("view", ["values", "gradients"])
@pytest.mark.parametrize("size", [(560, 320), (600, 340), (680, 360), (900, 500)])
def test_edge_labels_stand_nearest_their_own_edge(worked, view: str, size: tuple[int, int]) -> None:
    figure = draw(worked, view, width=size[0], height=size[1])
    quantities = {Quantity.parse(name): place for name, place in circles(figure).items()}
    units = {(q.layer, q.index[0]): place[:2] for q, place in quantities.items()}
    kind = "W" if view == "values" else "dW"
    labels = [one for one in texts(figure) if one.name and one.name.startswith(kind)]
    assert len(labels) == 10
    columns: dict[int, list[tuple[float, tuple[int, ...]]]] = {1: [], 2: []}
    for one in labels:
        quantity = Quantity.parse(one.name)
        x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
        distances = {}
        for i in range(1, worked.network.sizes[quantity.layer - 1] + 1):
            for j in range(1, worked.network.sizes[quantity.layer] + 1):
                (x0, y0), (x1, y1) = units[quantity.layer - 1, i], units[quantity.layer, j]
                distances[i, j] = abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y)
        assert min(distances, key=distances.__getitem__) == quantity.index
        columns[quantity.layer].append((y, quantity.index))
    for column in columns.values():  # in target order
        assert [index for _, index in sorted(column)] == sorted(index for _, index in column)


def test_traces_do_not_grow_with_the_network(evaluation_of) -> None:
    counts = {len(draw(evaluation_of(sizes))["data"]) for sizes in ((1, 1), (3, 2, 2), (8, 8, 8), (64,) * 5)}
    assert len(counts) == 1
    assert counts.pop() < 20


def test_every_number_can_be_clicked(worked) -> None:
    names = {name for name, _ in points(draw(worked))}
    wanted = {
        str(q)
        for kind, layer in (
            ("W", 1),
            ("W", 2),
            ("b", 1),
            ("b", 2),
            ("a", 1),
            ("a", 2),
            ("x", 0),
            ("t", 0),
            ("diff", 0),
            ("delta", 1),
        )
        for q in worked.quantities(kind, layer)
    }
    assert wanted <= names
    gradients = {name for name, _ in points(draw(worked, "gradients"))}
    assert {"dW1[3,2]", "delta2[2]", "dx[1]", "a1[1]", "x[3]"} <= gradients


def test_every_edge_takes_a_click_even_without_a_label(evaluation_of) -> None:
    names = {name for name, _ in points(draw(evaluation_of((6, 6, 6)), height=500))}
    assert {f"W1[{i},{j}]" for i in range(1, 7) for j in range(1, 7)} <= names


def test_long_layers_are_elided_with_a_count(evaluation_of) -> None:
    figure = draw(evaluation_of((64, 3)), selection="W1[40,2]")
    circles = [name for name, _ in points(figure) if name.startswith("x[")]
    assert {"x[1]", "x[64]", "x[40]"} <= set(circles)
    left_out = sum(int(one.text.split()[1]) for one in texts(figure) if one.text.startswith("…"))
    assert left_out + len(set(circles)) == 64


def test_signs_have_a_form_and_widths_a_scale(worked, evaluation_of) -> None:
    lines = [t for t in draw(evaluation_of((3, 3)))["data"] if t.get("mode") == "lines"][2:]
    for trace in lines:
        if trace["x"] and trace["line"]["color"] != LIGHT.line:
            blue = int(trace["line"]["color"][5:7], 16) > int(trace["line"]["color"][1:3], 16)
            assert blue == (trace["line"]["dash"] == "solid")
    widths = {t["line"]["width"]: t for t in draw(worked)["data"] if t.get("mode") == "lines" and t["x"]}
    assert len(widths) == 4  # 0.1 to 0.9 of a bound of 1


def test_beyond_a_dozen_edges_only_the_selections_are_written(evaluation_of) -> None:
    figure = draw(evaluation_of((4, 4)), selection="W1[2,3]", related=["W1[1,3]"])
    assert {one.name for one in texts(figure) if one.name and one.name.startswith("W")} == {
        "W1[2,3]",
        "W1[1,3]",
    }


def test_a_number_without_a_place_marks_its_unit(worked) -> None:
    def rings(figure):
        trace = next(t for t in figure["data"] if t.get("mode") == "markers" and t.get("hoverinfo") == "skip")
        return list(zip(trace["x"], trace["y"], strict=True))

    figure = draw(worked, selection="z1[2]")
    assert rings(figure) == [circles(figure)["a1[2]"][:2]]
    assert rings(draw(worked)) == []


def test_the_alt_text_says_what_is_drawn(worked) -> None:
    assert "3-2-2" in draw(worked)["layout"]["meta"]["alt"]
    assert "gradient" in draw(worked, "gradients")["layout"]["meta"]["alt"]


def test_a_remembered_sketch_draws_what_a_fresh_one_would():
    cases = [
        (set_value(preset(), "W1[2,1]", value).evaluate(), view, chosen)
        for chosen in (None, "W1[2,1]", "delta1[2]")
        for view in ("values", "gradients")
        for value in (0.3, -0.3, 0.31, 12.5, 0.0, 1e-9, -0.4)
    ]
    remembered = [
        draw(evaluation, view, selection=chosen, related=["x[1]"])
        for evaluation, view, chosen in [*cases, *cases]
    ][len(cases) :]
    for (evaluation, view, chosen), one in zip(cases, remembered, strict=True):
        diagram_sketch._known.clear()
        assert one == draw(evaluation, view, selection=chosen, related=["x[1]"])
