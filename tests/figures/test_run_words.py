"""Along a run the network stands still: circles and labels keep their places while their numbers change."""

import pytest

import backprop as bp
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.figures.network_diagram import network_diagram
from backprop.figures.palette import LIGHT
from backprop.figures.scales import joined, scales
from tests.figures.drawn import circles, overlapping, texts


def drawn(evaluations, step, over):
    figure = network_diagram(
        evaluations[step], view="values", sample=1, selection=None, related=[], fmt=NumberFormat(),
        scales=scales(evaluations[step]), theme=LIGHT, width=656, height=385, over=over,
    )  # fmt: skip
    return figure, circles(figure)


def along(slug):
    one = preset(slug)
    run = bp.descend(one.network, one.x, one.t, one.loss, bp.GradientDescent(0.2), 400)
    return {k: bp.evaluate(run.at(k), one.x, one.t, one.loss) for k in (0, 3, 60, 200, run.steps)}


@pytest.fixture(params=["vanishing-relu", "worked-example", "three-classes"])
def evaluations(request):
    return along(request.param)


def test_circles_stand_still_and_nothing_overlaps(evaluations):
    over = tuple(evaluations.values())
    places = []
    for step in evaluations:
        figure, found = drawn(evaluations, step, over)
        places.append(found)
        assert not overlapping([text for text in texts(figure) if text.name])
    assert all(found == places[0] for found in places)


def test_without_room_for_the_run_they_would_move():
    evaluations = along("vanishing-relu")
    assert len({str(drawn(evaluations, step, ())[1]) for step in evaluations}) > 1


def test_joined_scales_fit_all(evaluations):
    each = [scales(one, per_matrix=True) for one in evaluations.values()]
    found = joined(each)
    for one in each:
        assert all(found.bounds[scale] >= bound for scale, bound in one.bounds.items())
        assert all(found.matrices[place] >= bound for place, bound in one.matrices.items())
    assert all(bound in [one.bounds[scale] for one in each] for scale, bound in found.bounds.items())
