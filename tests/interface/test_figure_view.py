"""What stands still in a figure is sent once: put together again, as the browser does, the figure is whole."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.figures.equations.sheets import equation_pair
from backprop.figures.ink.look import Look
from backprop.figures.ink.palette import LIGHT
from backprop.figures.ink.scales import scales
from backprop.interface.figure_view.figure_view import figures


def pair(slug: str, **numbers: float) -> list[dict[str, Any]]:
    experiment = preset(slug)
    for name, value in numbers.items():
        experiment = set_value(experiment, f"{name}[1,1]", value)
    evaluation = experiment.evaluate()
    look = Look(1, NumberFormat(), scales(evaluation), LIGHT)
    return list(equation_pair(evaluation, look, widths=(580, 780)))


def whole(value: Any, kept: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [whole(item, kept) for item in value]
    if not isinstance(value, dict):
        return value
    return kept[value["still"]] if "still" in value else {k: whole(v, kept) for k, v in value.items()}


def test_put_together_again_it_is_the_figure() -> None:
    drawn = pair("three-classes")
    part = json.loads(json.dumps(figures(drawn, ["forward", "backward"], 1376)))
    kept = {key: json.loads(text) for key, text in part["still"].items()}
    for figure, sent in zip(drawn, part["figures"], strict=True):
        seen = [trace for trace in figure["data"] if trace.get("visible", True)]
        again = {"data": whole(sent["data"], kept), "layout": whole(sent["layout"], kept)}
        assert again == {
            "data": json.loads(json.dumps(seen)),
            "layout": json.loads(json.dumps(figure["layout"])),
        }
        go.Figure(again)


@pytest.mark.parametrize("slug", ["worked-example", "four-layers"])
def test_an_edit_sends_neither_places_nor_the_layout_again(slug: str) -> None:
    first = figures(pair(slug, W1=0.1235), ["forward", "backward"], 1376)
    assert len(first["still"]) > 10, "what nobody has is sent"
    again = figures(pair(slug, W1=0.1234), ["forward", "backward"], 1376, client_has=first["still"])
    assert not again["still"], "and what the browser has is not"
    longer = figures(pair(slug, W1=12.34), ["forward", "backward"], 1376, client_has=first["still"])
    assert longer["still"], "numbers of another length end elsewhere"
    for figure in again["figures"]:
        cells = figure["data"][0]
        assert set(figure["layout"]) == set(cells["y"]) == set(cells["customdata"]) == {"still"}
        assert isinstance(cells["hovertext"], list), "the numbers are sent with every edit"
