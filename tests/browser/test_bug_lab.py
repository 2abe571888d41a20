"""The bug lab: the opening question, a mistake switched on, edited and trained with, and one to be found."""

from typing import Any

import pytest
from explore_page import SIZES
from lab_page import BugLab
from playwright.sync_api import Page, expect
from server import Server

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value
from backprop.experiment.links import to_link
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.bugs import riddles
from backprop.lessons.bugs.lab import find, train

WORKED = preset()


@pytest.fixture
def lab(page: Page, server: Server) -> BugLab:
    tab = BugLab(page)
    tab.open(f"{server.url}/bugs")
    return tab


def test_it_opens_on_the_question_of_the_worked_example(lab: BugLab) -> None:
    page = lab.page
    expect(page.locator(".case h2")).to_contain_text("why only the diagonal?")
    table = page.locator(".part.question")
    for text in ("0.16377596 ✓", "0.0010990070941353347 ✓", "0.0021980142", "0.0092237673", "0.0074763267"):
        expect(table).to_contain_text(text)
    lab.type("W1[1,1]", "0.2")
    expect(page.locator(".part.question")).to_have_count(0)  # it is asked of these numbers alone
    page.keyboard.press("Control+z")
    lab.quiet()
    expect(table).to_be_visible()


def test_a_mistake_shows_its_line_its_numbers_and_its_verdict_and_follows_edits(lab: BugLab) -> None:
    page = lab.page
    lab.switch("one-path")
    expect(page.locator("[data-bug=one-path]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".program .wrong")).to_contain_text("da1 = delta2[:, :1] @")
    expect(page.locator(".program .right")).to_contain_text("da1 = delta2 @ W2.T")
    expect(page.locator(".verdict")).to_contain_text("8 of 14 gradients are wrong")
    assert_numbers(lab, find("one-path", WORKED.evaluate()))
    lab.type("W2[1,2]", "-0.4")
    edited = set_value(WORKED, "W2[1,2]", -0.4)
    assert_numbers(lab, find("one-path", edited.evaluate()))
    page.reload()
    lab.ready()
    expect(page.locator(".case h2")).to_have_text("One path only")
    assert lab.linked() == edited
    lab.switch("one-path")
    expect(page.locator(".case h2")).to_have_text("The right program")


def assert_numbers(lab: BugLab, found: Any) -> None:
    """Both versions of a gradient are in the figure as they are written."""
    name = Quantity.parse("dW1[2,1]")
    drawn = lab.numbers()["dW1[2,1]"]
    write = NumberFormat()
    mistaken, right = found.wrong.dW[0][1, 0], found.at.value(name)
    assert {write(float(mistaken)), write(right)} <= set(drawn)
    assert mistaken != right


def test_a_program_that_stops_says_where(lab: BugLab, server: Server) -> None:
    lab.open(f"{server.url}/bugs?e={to_link(preset('four-layers'))}")
    expect(lab.page.locator("[data-bug=wrong-side] small")).to_have_text("stops")
    expect(lab.page.locator("[data-bug=softmax-by-element] small")).to_have_text("not here")
    lab.switch("wrong-side")
    expect(lab.page.locator(".verdict")).to_contain_text("This program stops at the line of delta2")
    expect(lab.page.locator(".part.gradients")).to_have_count(0)


def test_training_with_it_is_drawn_beside_training_without(lab: BugLab) -> None:
    lab.switch("slope-forgotten")
    lab.sight("training")
    expect(lab.page.locator(".part.training .js-plotly-plot")).to_be_visible()
    right, wrong = train("slope-forgotten", WORKED.evaluate(), 300)
    ends = lab.page.evaluate(
        "document.querySelector('.part.training .js-plotly-plot').data.map((trace) => [...trace.y].at(-1))"
    )
    assert ends == [right.cost[-1], wrong.cost[-1]]
    expect(lab.page.locator(".case")).to_contain_text("Training does not tell")


def test_guess_the_bug(lab: BugLab) -> None:
    page, e = lab.page, WORKED.evaluate()
    page.locator("[data-kind=riddle]").click()
    lab.quiet()
    seed = int(page.evaluate("new URLSearchParams(location.search).get('b').match(/seed:(\\d+)/)[1]"))
    answer = riddles.hidden(e, seed)
    expect(page.locator(".program .wrong")).to_have_count(0)
    assert answer not in page.url
    other = next(key for key in riddles.choices(e) if not riddles.solved(e, seed, key))
    lab.switch(other)
    expect(page.locator(".case")).to_contain_text("Not ")
    expect(page.locator(".program .wrong")).to_have_count(0)
    lab.switch(answer)
    expect(page.locator(".verdict")).to_contain_text("Right: ")
    expect(page.locator(".program .wrong").first).to_be_visible()
    page.reload()
    lab.ready()
    expect(page.locator(".verdict")).to_contain_text("Right: ")
    page.locator("[data-kind=known]").click()
    lab.quiet()
    expect(page.locator("[data-kind=riddle]")).to_have_text("Guess the bug")


def test_nothing_runs_off_the_screen(page: Page, server: Server) -> None:
    lab = BugLab(page)
    lab.open(f"{server.url}/bugs?b=mistake:never-cleared&e={to_link(preset('three-classes'))}")
    beyond = """() => { const main = document.querySelector("[data-testid=stMain]");
      return [main.scrollWidth - main.clientWidth, ...[...document.querySelectorAll(".case li, .bugs button")]
        .map((each) => each.scrollWidth - each.clientWidth)].filter((over) => over > 1); }"""
    for width, height in SIZES:
        lab.resize(width, height)
        assert page.evaluate(beyond) == [], width
        if width > 1000:
            bottom = (
                "document.querySelector('.part.gradients .js-plotly-plot').getBoundingClientRect().bottom"
            )
            assert page.evaluate(bottom) <= height + 120
