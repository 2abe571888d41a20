"""The step page: the whole walk by keyboard with the published numbers, and every example walked to its end."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from explore_page import ExplorePage
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server import Server
from thorough import beside
from walk_page import CUT, WalkPage

from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.walk.steps import steps_of
from tests.lessons.published import PUBLISHED

# What each frame of a step shows: the title, how much each figure draws, how much is written, and the faintest part.
WATCH_FRAMES = """() => { window.frames = []; const look = () => {
  const walk = document.querySelector(".st-key-walk"), lesson = walk.querySelector(".st-key-lesson");
  window.frames.push({
    title: walk.querySelector(".words h2").textContent,
    drawn: [...walk.querySelectorAll(".js-plotly-plot")].map((plot) => plot.querySelectorAll(".point").length),
    written: lesson.textContent.length,
    faintest: Math.min(...[...walk.querySelectorAll("[data-testid=stElementContainer]")]
      .map((element) => Number(getComputedStyle(element).opacity))),
  });
  window.watching = requestAnimationFrame(look); }; look(); }"""
WORKED = [step.key for step in steps_of(preset().evaluate())]


@pytest.fixture
def walk(page: Page, server: Server) -> WalkPage:
    tab = WalkPage(page)
    tab.open(f"{server.url}/step?v=places:8")
    return tab


def test_the_whole_walk_by_keyboard(walk: WalkPage) -> None:
    """Each published number is read off its step: from the lesson and from the painted equation."""
    evaluation, write = preset().evaluate(), NumberFormat(4, places=8)
    seen = []
    for number, key in enumerate(WORKED):
        if number:
            walk.press("ArrowRight")
        seen.append(walk.step())
        if key in PUBLISHED:
            assert re.findall(r"\d\.\d{8}", walk.answer()) == PUBLISHED[key]
            painted = walk.painted()
            result = evaluation.quantities(key.rstrip("12"), int(key[-1]))
            assert [painted[str(quantity)] for quantity in result] == [[text] for text in PUBLISHED[key]]
        if number:
            assert f"s={key}" in walk.query()
    assert seen == WORKED
    assert write(evaluation.value(Quantity("C"))) in walk.lesson()
    walk.press("ArrowRight")  # there is no further step
    assert walk.step() == "update"
    for key, step in (
        ("PageUp", "db1"),
        ("ArrowLeft", "dW1"),
        ("Home", "x"),
        ("PageDown", "z1"),
        ("End", "update"),
    ):
        assert walk.press(key).step() == step
    walk.page.reload()
    assert walk.ready().step() == "update"


def test_no_frame_of_a_step_is_empty_or_faint(walk: WalkPage) -> None:
    """From the key press until the server has answered, old or new stands there, never nothing."""
    walk.press("ArrowRight")
    for _ in range(4):
        walk.page.evaluate(WATCH_FRAMES)
        before = walk.title()
        walk.press("ArrowRight")
        walk.page.wait_for_timeout(200)
        frames = walk.page.evaluate("(cancelAnimationFrame(window.watching), window.frames)")
        assert {frame["title"] for frame in frames} == {before, walk.title()}
        for frame in frames:
            assert len(frame["drawn"]) == 2
            assert min(frame["drawn"]) > 3
            assert frame["written"] > 100
            assert frame["faintest"] == 1


def test_a_step_is_clicked_and_played(walk: WalkPage) -> None:
    walk.page.get_by_role("button", name="The cost C").click()
    walk.quiet()
    assert walk.step() == "C"
    walk.page.get_by_label("Pace").select_option("fast")
    walk.page.mouse.click(700, 890)
    walk.page.keyboard.press("Space")
    expect(walk.page.locator(".rail [aria-current]")).to_have_attribute("data-step", "delta2", timeout=10_000)
    walk.page.keyboard.press("Space")
    walk.quiet()
    stopped = walk.step()
    walk.page.wait_for_timeout(2200)
    assert walk.step() == stopped


def test_one_number_at_a_time(walk: WalkPage) -> None:
    walk.page.get_by_role("button", name="Gradient handed down").click()
    walk.quiet().press("Enter")
    assert walk.title().startswith("da1[1]: gradient at the activation of unit 1 of layer 1")
    assert "0.12670084" in walk.answer()
    assert walk.marked("operation") == ["da1[1]"]
    walk.press("ArrowRight")
    assert walk.title().startswith("da1[2]")
    assert walk.step() == "da1"
    assert walk.press("ArrowRight").step() == "delta1"
    assert walk.press("ArrowDown").title().startswith("delta1[1]")
    assert walk.press("ArrowDown").title().startswith("delta1[2]")
    assert walk.press("Escape").title().startswith("Error")
    walk.click("diagram", "x[2]")  # a number that another step computes is explained where one is
    assert walk.title().startswith("x[2]: input 2")
    assert walk.step() == "delta1"


def test_two_notations(walk: WalkPage) -> None:
    walk.press("ArrowRight")
    walk.page.get_by_role("button", name="By matrix").click()
    expect(walk.page.locator(".st-key-lesson annotation", has_text="bmatrix")).to_have_count(2)
    assert "notation" in walk.quiet().query()


def test_editing_recomputes_in_place(walk: WalkPage) -> None:
    walk.press("End").press("ArrowLeft")
    assert walk.step() == "db1"
    walk.type("W1[2,1]", "-0.4")
    evaluation, write = set_value(preset(), "W1[2,1]", -0.4).evaluate(), NumberFormat(4, places=8)
    assert walk.step() == "db1"
    painted = walk.painted()
    for quantity in evaluation.quantities("db", 1):
        assert painted[str(quantity)] == [write(evaluation.value(quantity))]


def test_the_update_is_applied(walk: WalkPage) -> None:
    walk.press("End")
    walk.page.get_by_label("Learning rate").fill("2")
    walk.page.get_by_role("button", name="Set", exact=True).click()
    walk.quiet()
    evaluation = preset().evaluate(2.0)
    walk.control("apply")
    updated = walk.linked()
    for layer in (1, 2):
        assert np.array_equal(updated.network.layers[layer - 1].W, evaluation.array("Wnew", layer))
        assert np.array_equal(updated.network.layers[layer - 1].b, evaluation.array("bnew", layer))
    write = NumberFormat(4, places=8)
    after = updated.evaluate().value(Quantity("C"))
    assert f"falls from {write(evaluation.value(Quantity('C')))} to {write(after)}" in walk.verdict()
    walk.page.keyboard.press("Control+z")
    walk.quiet()
    assert walk.linked() == preset()


@pytest.fixture(scope="module")
def opened(window: BrowserContext, server: Server) -> Iterator[WalkPage]:
    """One tab for all examples, each opened from the one before."""
    tab = WalkPage(window.new_page())
    tab.open(f"{server.url}/step")
    yield tab
    tab.page.close()


# Walked above, or the same layers again as one that is walked.
ALIKE = ("worked-example", "mazur", "saturated", "three-classes")


@pytest.mark.parametrize("slug", beside("three-classes", *(slug for slug in PRESETS if slug not in ALIKE)))
def test_every_example_is_walked_to_its_end(opened: WalkPage, slug: str) -> None:
    """Whatever has a name and is painted is the numerics' number, at every step."""
    evaluation, write, page = preset(slug).evaluate(), NumberFormat(), opened.page
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name=PRESETS[slug], exact=True).click()
    expect(opened.cell("x[1]")).to_be_visible()
    link = f"e={links.to_link(preset(slug))}"
    page.wait_for_function("(link) => location.search.includes(link)", arg=link)
    opened.quiet().press("Home")
    for number, step in enumerate(steps_of(evaluation)):
        if number:
            opened.press("ArrowRight")
        assert opened.step() == step.key
        for name, texts in opened.painted().items():
            if not name.startswith("W"):  # an edge carries its term
                assert texts == [write(evaluation.value(Quantity.parse(name)))], (step.key, name)
        assert page.evaluate(CUT) == []
    expect(page.locator(".katex-error")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_a_phone(phones: Browser, server: Server) -> None:
    context = phones.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    walk = WalkPage(context.new_page())
    walk.open(f"{server.url}/step?s=dW1")
    expect(walk.page.locator(".rail [aria-current]")).to_be_in_viewport()
    wide = "() => document.documentElement.scrollWidth - innerWidth"
    assert walk.page.evaluate(wide) <= 0
    walk.control("next")
    assert walk.step() == "db1"
    lesson = "(node) => node.scrollWidth - node.clientWidth"
    assert walk.page.locator(".st-key-lesson").evaluate(lesson) <= 0
    context.close()


def test_from_page_to_page(explore: ExplorePage) -> None:
    """An edit on one page is there on the other; the selection survives the way."""
    explore.type("x[1]", "-1").click("diagram", "a1[1]")
    explore.page.get_by_role("link", name="Step through").click()
    walk = WalkPage(explore.page)
    walk.ready()
    assert walk.step() == "x"
    assert walk.value("x[1]") == -1
    walk.press("ArrowRight").press("ArrowRight")
    explore.page.get_by_role("link", name="Explore").click()
    explore.ready()
    assert explore.value("x[1]") == -1
