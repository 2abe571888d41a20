"""Along a run the network stands still: circles and labels keep their places while their numbers change."""

import pytest

import backprop as bp
from backprop.experiment.presets import preset
from backprop.figures.diagram.network_diagram import network_diagram
from backprop.figures.equations.sheets import equation_pair
from backprop.figures.ink.scales import joined, scales
from tests.figures.drawn import circles, look_at, overlapping, texts


def drawn(evaluations, step, room_for, widths=None):
    look = look_at(evaluations[step], room_for=room_for)
    if widths:
        return equation_pair(evaluations[step], look, widths=widths)
    return network_diagram(evaluations[step], look, view="values", width=656, height=385)


def boxes(figure):
    return [
        [trace[key] for key in ("x", "base", "width", "y")]
        for trace in figure["data"]
        if trace["type"] == "bar"
    ]


def along(slug):
    one = preset(slug)
    run = bp.descend(one.network, one.x, one.t, one.loss, bp.GradientDescent(0.2), 400)
    return {k: bp.evaluate(run.at(k), one.x, one.t, one.loss) for k in (0, 3, 60, 200, run.steps)}


@pytest.fixture(params=["vanishing-relu", "worked-example", "three-classes"])
def evaluations(request):
    return along(request.param)


def test_circles_stand_still_and_nothing_overlaps(evaluations):
    room_for = tuple(evaluations.values())
    places = []
    for step in evaluations:
        figure = drawn(evaluations, step, room_for)
        places.append((circles(figure), figure["layout"]["xaxis"]))
        assert not overlapping([text for text in texts(figure) if text.name])
    assert all(found == places[0] for found in places)


def test_matrices_stand_still_and_have_room_for_each_number(evaluations):
    room_for, places = tuple(evaluations.values()), []
    for step in evaluations:
        pair = drawn(evaluations, step, room_for, widths=(580, 784))
        places.append([(boxes(figure), figure["layout"]["meta"]["height"]) for figure in pair])
        assert not any(overlapping([text for text in texts(figure) if text.name]) for figure in pair)
    assert all(found == places[0] for found in places)


def test_without_room_for_the_run_they_would_move():
    evaluations = along("vanishing-relu")
    assert len({str(circles(drawn(evaluations, step, ()))) for step in evaluations}) > 1
    assert len({str(boxes(drawn(evaluations, step, (), widths=(580, 784))[0])) for step in evaluations}) > 1


def test_every_look_of_an_edge_has_a_trace(evaluations):
    """Every look that an edge can have is drawn, so that the page has a place for it."""
    for step in evaluations:
        lines = [
            t for t in drawn(evaluations, step, ())["data"] if t.get("mode") == "lines" and t["opacity"] == 1
        ]
        assert len(lines) == 10
        assert [t["visible"] for t in lines if t["x"]] == [True] * 9


def test_joined_scales_fit_all(evaluations):
    each = [scales(one, per_matrix=True) for one in evaluations.values()]
    found = joined(each)
    for one in each:
        assert all(found.bounds[scale] >= bound for scale, bound in one.bounds.items())
        assert all(found.matrices[place] >= bound for place, bound in one.matrices.items())
    assert all(bound in [one.bounds[scale] for one in each] for scale, bound in found.bounds.items())
