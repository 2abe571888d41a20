"""Predict first: what is hidden is hidden everywhere on the page, and a guess is judged without telling it."""

import json
import math
import re

import pytest
from explore_page import READ_HOVERS, ExplorePage
from playwright.sync_api import Page, expect
from server import Server
from walk_page import WalkPage

from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.walk.veil import veil_over_number

# Everything the page holds: its elements with their attributes, and what Plotly knows.
EVERYTHING = """() => document.body.outerHTML + JSON.stringify(
  [...document.querySelectorAll(".js-plotly-plot")].map((plot) => [plot.data, plot.layout]))"""


@pytest.fixture
def walk(page: Page, server: Server) -> WalkPage:
    tab = WalkPage(page)
    tab.open(f"{server.url}/step?s=delta1&v=digits:9")
    return tab


def results(key: str) -> list[str]:
    """The numbers of a step with their first five digits, by which they would be recognised."""
    evaluation = preset().evaluate()
    values = [evaluation.value(q) for q in evaluation.quantities(key.rstrip("12"), int(key[-1]))]
    return [re.match(r"0\.0*[1-9]\d{4}", NumberFormat(9)(value))[0] for value in values]


def told(tab: ExplorePage, numbers: list[str]) -> list[str]:
    """Those of the numbers that the page holds anywhere."""
    everything = tab.page.evaluate(EVERYTHING)
    return [number for number in numbers if number in everything]


def test_the_result_of_a_step_is_hidden_everywhere(walk: WalkPage) -> None:
    assert told(walk, results("delta1")) == results("delta1")
    walk.press("h")
    assert not told(walk, results("delta1"))
    assert "?" in walk.answer()
    assert {
        text for name, texts in walk.painted().items() if name.startswith("delta1") for text in texts
    } == {"?"}
    walk.page.reload()
    assert not told(walk.ready(), results("delta1"))
    walk.press("ArrowRight")  # the room sees the result before it goes on
    assert walk.step() == "delta1"
    assert told(walk, results("delta1")) == results("delta1")
    walk.press("ArrowRight")
    assert walk.step() == "dW1"
    assert "?" in walk.answer()
    walk.press("Escape").press("ArrowRight")
    assert walk.step() == "db1"
    assert "?" not in walk.answer()


def test_guesses_are_judged(walk: WalkPage) -> None:
    walk.press("h")
    guess = walk.page.locator(".controls .guess")

    def says(text: str) -> str:
        guess.get_by_label("Guess a number").fill(text)
        guess.get_by_role("button", name="Check").click()
        walk.quiet()
        return walk.verdict()

    assert "wrong sign" in says("-0.0074763")
    assert "factor of 2" in says("0.0149526")
    assert "Too high by about" in says("0.0085")
    assert says("abc").startswith("“abc” is not a number")
    assert says("0.00748").startswith("Right")
    guess.get_by_role("button", name="up: raises C").click()
    expect(walk.page.locator(".verdict")).to_contain_text("Right: it is positive")
    guess.get_by_label("Which number").select_option("delta1[2]")
    guess.get_by_role("button", name="is the largest").click()
    expect(walk.page.locator(".verdict")).not_to_contain_text("Right")
    assert not told(walk, results("delta1")[1:])
    walk.press("h")
    expect(guess).to_be_hidden()


def test_a_selected_number_is_hidden_with_all_that_follows_from_it(explore: ExplorePage) -> None:
    """On the explore page: in board, figures, hover, panel and what is copied."""
    evaluation = preset().evaluate()
    explore.click("matrices", "W1[2,1]")
    explore.page.keyboard.press("h")
    explore.quiet()
    veil = veil_over_number(evaluation, Quantity.parse("W1[2,1]"), 1)
    assert explore.cell("W1[2,1]").inner_text() == "?"
    assert explore.cell("W1[2,1]").get_attribute("aria-valuenow") is None
    for name, texts in explore.painted().items():
        assert (texts == ["?"]) == veil.covers(Quantity.parse(name)), name
    hovers = explore.page.evaluate(READ_HOVERS)
    assert all(math.isnan(value) == veil.covers(Quantity.parse(name)) for name, value in hovers.items())
    assert explore.vital("C") == explore.vital("norm") == "?"
    expect(explore.panel()).to_contain_text("Predict it first")
    explore.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explore.panel().get_by_role("button", name="Copy as text").click()
    copied = explore.page.evaluate("navigator.clipboard.readText()")
    assert "?" in copied
    assert "0.3" not in copied
    explore.page.keyboard.press("Escape")
    explore.quiet().shows(preset())
    assert json.dumps(explore.cell("W1[2,1]").inner_text()) == '"0.3"'


def test_the_cost_stays_hidden_while_the_room_watches_a_weight_move(page: Page, server: Server) -> None:
    """What is dragged, typed or selected after H changes the hidden number, and does not tell it."""
    explore = ExplorePage(page).open(f"{server.url}/?v=digits:9&q=C")
    explore.page.keyboard.press("h")
    explore.quiet()
    explore.drag("W2[1,1]", 40)
    moved = explore.linked()
    assert moved.network.layers[1].W[0, 0] > preset().network.layers[1].W[0, 0]
    explore.type("b2[2]", "0.45").click("diagram", "a2[2]")
    explore.click("matrices", "delta1[1]")
    now = explore.linked()
    for experiment in (preset(), moved, now):
        cost = f"{experiment.evaluate().value(Quantity.parse('C')):.5f}"
        assert cost not in explore.page.evaluate(EVERYTHING)
    assert explore.vital("C") == "?"
    assert explore.cell("W2[1,1]").get_attribute("aria-valuenow") == str(now.network.layers[1].W[0, 0])
    expect(explore.panel()).to_contain_text("0.")  # what is not made from it is explained as ever
    guess = explore.page.locator(".controls .guess")
    guess.get_by_label("Guess a number").fill(f"{now.evaluate().value(Quantity.parse('C')):.3f}")
    guess.get_by_role("button", name="Check").click()
    expect(explore.page.locator(".verdict")).to_contain_text("Right")
    explore.page.reload()
    assert explore.ready().vital("C") == "?"
    explore.page.keyboard.press("h")
    expect(explore.page.locator(".vitals [data-name=C]")).not_to_have_text("?")
