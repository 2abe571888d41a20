"""Two versions of the gradients side by side: every number under its name, errors in red where they are too large."""

import json
import math
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from backprop.core.quantities import Quantity
from backprop.figures.equations.gradient_versions import Versions, versions_figure
from backprop.figures.ink.palette import DARK, LIGHT, alarm
from backprop.lessons.bugs.lab import find
from tests.figures.drawn import look_at, texts

WORDS = "with the mistake", "right"


def drawn(evaluation, key, width=900, theme=LIGHT, selection=None, delta=True):
    found = find(key, evaluation)
    mistaken = replace(found.at, backward=found.wrong)
    versions = Versions(mistaken, found.at, found.check.error, WORDS, delta)
    return found, versions_figure(versions, look_at(found.at, selection, theme=theme), width=width)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("sizes", "options"),
    [((3, 2, 2), {}), ((2, 3, 3), {"samples": 3, "last": "softmax", "loss": "categorical_cross_entropy"})],
)
@pytest.mark.parametrize("key", ["times-bias", "sign-turned", "early-update"])
def test_both_versions_and_the_error_are_written_and_told(evaluation_of, sizes, options, key, theme):
    found, figure = drawn(evaluation_of(sizes, **options), key, theme=theme)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    cells, frames = figure["data"][0], figure["data"][1]
    mistaken, right = replace(found.at, backward=found.wrong), found.at
    seen = {"mistaken": 0, "right": 0, "error": 0}
    for name, told, fill in zip(
        cells["customdata"], cells["hovertext"], cells["marker"]["color"], strict=True
    ):
        quantity = Quantity.parse(name)
        if told.startswith("relative error"):
            a, n = mistaken.value(quantity), right.value(quantity)
            true = abs(a - n) / max(abs(a), abs(n))
            assert float(told.split()[-1].replace("×10", "e").translate(SUPER)) == pytest.approx(
                true, rel=0.06, abs=1e-7
            )
            assert (fill == theme.fine) == (true < 1e-6)
            assert fill == alarm(true if true > 1e-6 else 0.0, 1e-6, theme)[0]
            seen["error"] += 1
        else:
            number, _, which = told.partition(" ")
            version = mistaken if which == "(with the mistake)" else right
            assert float(number) == version.value(quantity)
            seen["mistaken" if version is mistaken else "right"] += 1
    gradients = found.at.network.n_parameters
    shown = min(found.at.n_samples, 4) * sum(found.at.network.sizes[1:])
    assert seen == {"mistaken": gradients + shown, "right": gradients + shown, "error": gradients}
    wrong = sum(int((e > 1e-6).sum()) for e in [*found.check.error.dW, *found.check.error.db])
    assert len(frames["x"]) == wrong > 0


SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def test_what_was_not_compared_is_no_failure(evaluation_of):
    found, _ = drawn(evaluation_of((3, 2, 2)), "times-bias")
    error = found.check.error
    error.db[0][...] = math.nan
    mistaken = replace(found.at, backward=found.wrong)
    figure = versions_figure(Versions(mistaken, found.at, error, WORDS), look_at(found.at), width=900)
    cells = figure["data"][0]
    skipped = [
        fill
        for told, fill in zip(cells["hovertext"], cells["marker"]["color"], strict=True)
        if told == "not compared"
    ]
    assert skipped == [LIGHT.neutral] * 2
    assert [t.text for t in texts(figure)].count("–") == 2


def test_long_matrices_are_pictures_on_a_scale_of_powers(evaluation_of):
    found, figure = drawn(evaluation_of((20, 20, 3)), "sign-turned")
    pictures = [trace for trace in figure["data"] if trace["type"] == "heatmap"]
    assert len(pictures) == 3
    errors = pictures[2]["z"]
    assert np.allclose(errors, np.log10(np.minimum(found.check.error.dW[0], 1.0)), atol=1e-12)
    assert max(max(row) for row in errors) == 0.0  # 10⁰: a relative error of 2 is cut at 1
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize("width", [340, 620, 1200])
def test_it_fits_its_width(evaluation_of, width):
    _, figure = drawn(evaluation_of((3, 4, 4)), "sign-turned", width)
    right = max(text.right for text in texts(figure))
    assert right <= max(width, 460)
