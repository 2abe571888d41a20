"""What the board is told to draw: the experiment's numbers, in the reader's digits and the palette's hues."""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value, set_values
from backprop.experiment.experiment import Experiment
from backprop.experiment.history import History
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.figures.ink import palette
from backprop.figures.ink.scales import scales
from backprop.interface.board import number_board
from backprop.interface.session import Session
from backprop.interface.view import View
from tests.interface.tab import Tab, names

Told = Callable[..., dict[str, Any]]


@pytest.fixture
def told() -> Told:
    """The data of the board for an experiment, as it arrives in the browser."""

    def data(
        experiment: Experiment, view: View | None = None, *, theme: palette.Theme = palette.LIGHT, **more: Any
    ) -> dict[str, Any]:
        state = Session(History(experiment), view=view or View(), **more)
        evaluation = experiment.evaluate()
        bounds = scales(evaluation, per_matrix=state.view.own_scales)
        board = number_board.board(state, evaluation, [Quantity("C")], bounds, theme)
        parsed: dict[str, Any] = json.loads(json.dumps(board))
        return parsed

    return data


def cells(board: dict[str, Any]) -> dict[str, tuple[float, str, int]]:
    """Value, text and shade of each cell, by the name that an edit of it carries."""
    found = {}
    for matrix in board["matrices"]:
        numbers = unpacked(board, matrix) if "numbers" in matrix else matrix
        shown = zip(numbers["values"], numbers["texts"], numbers["shades"], strict=True)
        found |= dict(zip(names(matrix), shown, strict=True))
    return found


def unpacked(board: dict[str, Any], matrix: dict[str, Any]) -> dict[str, list[Any]]:
    """The numbers of a large matrix, which stand still."""
    packed = json.loads(board["still"][matrix["numbers"]["still"]])
    values, shades = (base64.b64decode(packed[part]) for part in ("values", "shades"))
    return {
        "values": np.frombuffer(values, "<f8").tolist(),
        "texts": packed["texts"].split(" "),
        "shades": np.frombuffer(shades, "<u2").tolist(),
    }


def test_a_selection_that_names_the_sample_on_show_is_marked(told: Told) -> None:
    second = Quantity("x", 0, (1,), 2)
    shown = told(preset("xor"), View(sample=2, selection=second))
    assert shown["selection"] == "x[1]"
    assert told(preset("xor"), View(sample=1, selection=second))["selection"] == "x[1]@2"


each_example = pytest.mark.parametrize("slug", PRESETS)


@each_example
def test_every_cell_shows_the_number_its_name_says(told: Told, slug: str) -> None:
    experiment, view = preset(slug), View(sample=len(preset(slug).x), digits=3)
    evaluation = experiment.evaluate()
    shown = cells(told(experiment, view))
    parameters = experiment.network.n_parameters
    assert len(shown) == parameters + experiment.x.shape[1] + experiment.t.shape[1]
    for name, (value, text, _) in shown.items():
        assert value == evaluation.value(Quantity.parse(name), view.sample), name
        assert text == view.numbers(value), name


@each_example
def test_every_cell_can_be_edited_under_its_name(told: Told, slug: str) -> None:
    experiment = preset(slug)
    shown = cells(told(experiment, View(sample=len(experiment.x))))
    assert set_values(experiment, {name: value for name, (value, _, _) in shown.items()}) == experiment
    edited = set_values(experiment, dict.fromkeys(shown, 0.5))
    values = {value for value, _, _ in cells(told(edited, View(sample=len(experiment.x)))).values()}
    assert values == {0.5}


def test_the_matrices_stand_in_reading_order(told: Told) -> None:
    board = told(preset("four-layers"))
    assert [matrix["name"] for matrix in board["matrices"]] == [
        "x",
        "t",
        "W1",
        "b1",
        "W2",
        "b2",
        "W3",
        "b3",
        "W4",
        "b4",
    ]


def test_names_tell_the_sample_only_where_there_are_several(told: Told) -> None:
    assert "x[1]" in cells(told(preset("worked-example")))
    assert "x[1]@3" in cells(told(preset("xor"), View(sample=3)))
    assert "W1[1,1]" in cells(told(preset("xor"), View(sample=3)))


def test_the_sample_on_show_is_the_one_that_is_drawn(told: Told) -> None:
    board = told(preset("xor"), View(sample=2))
    assert board["matrices"][0]["values"] == [0, 1]
    assert told(preset("xor"), View(sample=99))["matrices"][0]["values"] == preset("xor").x[-1].tolist()


@pytest.mark.parametrize("own", [False, True], ids=["shared scale", "own scales"])
@pytest.mark.parametrize("theme", palette.THEMES.values(), ids=palette.THEMES)
@each_example
def test_colours_are_the_palettes(told: Told, slug: str, theme: palette.Theme, own: bool) -> None:
    experiment = preset(slug)
    bounds = scales(experiment.evaluate(), per_matrix=own)
    board = told(experiment, View(own_scales=own), theme=theme)
    for name, (value, _, step) in cells(board).items():
        quantity = Quantity.parse(name)
        bound = bounds.bound(quantity.kind, quantity.layer)
        expected = [
            palette.colour(value, bound, "forward", theme),
            palette.text_colour(value, bound, "forward", theme),
        ]
        assert board["shades"][str(step)] == expected, name


@each_example
def test_a_shade_tells_the_sign(told: Told, slug: str) -> None:
    for name, (value, _, step) in cells(told(preset(slug))).items():
        assert np.sign(step - 128) == np.sign(value), name


def test_a_large_board_names_each_shade_once(told: Told) -> None:
    draw = np.random.default_rng(3)
    network = Network([Layer(draw.normal(size=(64, 64)), draw.normal(size=64), "tanh")])
    board = told(Experiment(network, draw.normal(size=(1, 64)), draw.normal(size=(1, 64))))
    assert len(board["shades"]) <= 257
    assert len(cells(board)) == 64 * 64 + 3 * 64


def test_the_numbers_of_a_large_matrix_are_all_its_own(told: Told) -> None:
    draw = np.random.default_rng(3)
    network = Network([Layer(draw.normal(size=(21, 20)) * 1e-7, draw.normal(size=20), "tanh")])
    experiment = Experiment(network, draw.normal(size=(1, 21)), draw.normal(size=(1, 20)))
    board, evaluation, write = told(experiment), experiment.evaluate(), NumberFormat()
    bound = scales(evaluation).bound("W", 1)
    assert len(board["still"]) == 1
    for name, (value, text, shade) in cells(board).items():
        true = evaluation.value(Quantity.parse(name))
        assert (value, text) == (true, write(true))
        if name.startswith("W"):
            assert shade == palette.shade(true, bound)


def test_an_edit_sends_the_large_matrix_that_it_changes_and_no_other() -> None:
    draw = np.random.default_rng(3)
    layers = [Layer(draw.normal(size=(32, 32)), draw.normal(size=32), "tanh") for _ in range(3)]
    before = Experiment(Network(layers), draw.normal(size=(1, 32)), draw.normal(size=(1, 32)))
    state = Session(History(before))

    def drawn() -> dict[str, Any]:
        evaluation = state.evaluate()
        return number_board.board(state, evaluation, [], scales(evaluation), palette.LIGHT)

    first = drawn()
    state.wire.client_has = frozenset(first["still"])
    assert len(first["still"]) == 3
    assert not drawn()["still"]
    state.do(set_value(before, "W2[7,31]", 0.125))
    again = drawn()
    [key] = again["still"]
    assert [m["name"] for m in again["matrices"] if m.get("numbers") == {"still": key}] == ["W2"]
    assert cells(again | {"matrices": [again["matrices"][4]]})["W2[7,31]"][0] == 0.125


def test_the_selection_and_what_it_is_made_from_are_marked(told: Told) -> None:
    board = told(preset(), View(selection=Quantity.parse("W2[2,1]")))
    assert board["selection"] == "W2[2,1]"
    assert board["related"] == ["C"]
    assert board["selection"] in cells(board)


@pytest.mark.parametrize("name", ["W3[1,1]", "x[4]", "x[1]@2", "J2[1,1]", "a9[1]"])
def test_a_selection_this_network_lacks_is_none(told: Told, name: str) -> None:
    assert told(preset(), View(selection=Quantity.parse(name)))["selection"] is None


def test_undo_is_offered_when_there_is_something_to_undo(tab: Tab) -> None:
    assert (tab.board()["canUndo"], tab.board()["canRedo"]) == (False, False)
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": 4.0}})
    assert (tab.board()["canUndo"], tab.board()["canRedo"]) == (True, False)
    tab.send({"number": 2, "kind": "undo"})
    assert (tab.board()["canUndo"], tab.board()["canRedo"]) == (False, True)


def test_colours_stand_still_during_a_scrub_and_fit_again_after_it(tab: Tab) -> None:
    before = tab.shades()["W1[3,2]"]
    scrub = {"kind": "edit", "set": {"W1[1,1]": 40.0}, "scrub": "W1[1,1] 1"}
    tab.send({"number": 1, **scrub, "final": False})
    assert tab.shades()["W1[3,2]"] == before
    assert tab.shades()["W1[1,1]"] == 256
    tab.send({"number": 2, **scrub, "final": True})
    assert 128 < tab.shades()["W1[3,2]"] < before


@pytest.mark.parametrize("value", [1.7e308, -9e307, 5e-324, -0.0])
def test_any_number_a_person_may_type_reaches_the_browser(tab: Tab, value: float) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": value}})
    assert tab.cells()["W1[1,1]"] == value
    assert np.sign(tab.shades()["W1[1,1]"] - 128) == np.sign(value) * (abs(value) > 1)


def test_a_network_that_overflows_is_shown_all_the_same(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": 8e307, "x[1]": 8e307, "b2[1]": -1e300}})
    assert tab.session.wire.refused is None
    assert set(tab.stage()["parts"]) >= {"board", "vitals", "diagram", "matrices"}


def test_labels_are_written_as_in_the_equations(told: Told) -> None:
    labels = {matrix["name"]: matrix["label"] for matrix in told(preset())["matrices"]}
    assert labels == {"x": "x", "t": "t", "W1": "W⁽¹⁾", "b1": "b⁽¹⁾", "W2": "W⁽²⁾", "b2": "b⁽²⁾"}


def test_minus_signs_are_minus_signs(told: Told) -> None:
    board = told(set_value(preset(), "W1[1,1]", -0.25))
    value, text, _ = cells(board)["W1[1,1]"]
    assert (value, text) == (-0.25, "−0.25")
    assert not re.search("-", text)
