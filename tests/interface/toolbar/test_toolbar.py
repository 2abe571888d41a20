"""The toolbar by way of the real page: examples, reset, mode and the look of numbers."""

import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.presets import PRESETS, preset
from backprop.interface import address
from backprop.interface.view import View
from tests.interface.tab import Tab


@pytest.mark.parametrize("slug", PRESETS)
def test_every_example_opens_and_is_drawn(tab: Tab, slug: str) -> None:
    tab.open_example(slug)
    assert tab.experiment == preset(slug)
    evaluation = preset(slug).evaluate()
    assert tab.cells()["W1[1,1]"] == evaluation.value(Quantity.parse("W1[1,1]"))
    signs = {sign.get("name"): sign for sign in tab.stage()["parts"]["vitals"]["signs"]}
    assert signs["C"]["value"] == tab.session.view.numbers(evaluation.value(Quantity("C")))
    assert "ok" in signs["check"]["tone"], "the examples pass the gradient check"


@pytest.mark.parametrize("slug", PRESETS)
def test_every_example_can_be_explained_in_a_view_of_gradients(tab: Tab, slug: str) -> None:
    tab.open_example(slug)
    tab.choose("segmented_control", "mode", "gradients")
    for number, name in enumerate(("dW1[1,1]", "delta1[1]", "C", "x[1]", "W1new[1,1]"), start=1):
        tab.send({"number": number, "kind": "select", "name": name})
        assert tab.board()["selection"] == name
        assert name in tab.app.markdown[-1].value


def test_undo_leads_back_from_an_example(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 9.0}})
    tab.open_example("xor")
    tab.send({"number": 2, "kind": "undo"})
    assert tab.cells()["b1[1]"] == 9.0


def test_reset_goes_back_to_the_numbers_of_the_example_on_screen(tab: Tab) -> None:
    tab.open_example("mazur")
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 9.0}})
    assert tab.press("reset").experiment == preset("mazur")
    tab.send({"number": 2, "kind": "undo"})
    assert tab.cells()["b1[1]"] == 9.0


def test_reset_knows_the_example_after_a_reload() -> None:
    query = address.parse(address.write(preset("mazur"), View()).query)
    tab = Tab(query).run()
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 9.0}})
    assert tab.press("reset").experiment == preset("mazur")


def test_the_mode_is_chosen_and_kept_in_the_address(tab: Tab) -> None:
    tab.choose("segmented_control", "mode", "gradients")
    assert tab.session.view.mode == "gradients"
    assert address.read(address.parse(tab.kept()["query"]))[1].mode == "gradients"


def test_digits_are_chosen_and_every_number_follows(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": 1 / 3}})
    tab.open("view").choose("number_input", "digits", 2)
    assert "0.33" in tab.board()["matrices"][2]["texts"]
    tab.choose("segmented_control", "digit kind", "Decimal places")
    tab.choose("number_input", "places", 5)
    assert "0.33333" in tab.board()["matrices"][2]["texts"]
    tab.choose("segmented_control", "digit kind", "Significant digits")
    assert "0.33" in tab.board()["matrices"][2]["texts"]


def test_each_matrix_can_have_a_scale_of_its_own(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"W2[1,1]": 100.0}})
    small, large = tab.shades()["W1[3,2]"], tab.shades()["W2[1,1]"]
    assert small < 130, "beside 100 a weight of 0.5 looks like nothing"
    assert large == 256
    tab.open("view").choose("toggle", "own scales", True)
    assert tab.shades()["W1[3,2]"] > 190
    assert tab.shades()["W2[1,1]"] == 256
