"""Presenting: nothing but the lesson, large enough for the back row, and a way out."""

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server
from thorough import beside
from walk_page import CUT, WalkPage

from backprop.experiment import links
from backprop.experiment.presets import preset
from backprop.lessons.walk.steps import steps_of

# Visible text that is smaller than so many px on the screen; indices and exponents are set smaller than their line.
SMALL = """(least) => {
  const NOT_READ = "script, style, .katex-mathml, .msupsub, .mtight, .vlist-s, .buttons, .part.actions, "
    + "a[href='#stMain']";
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || element.closest(NOT_READ)) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const figure = element.closest(".js-plotly-plot");
    const zoom = figure ? figure.getBoundingClientRect().width / figure.offsetWidth : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * zoom;
    if (size < least) found.push([node.textContent, size]);
  }
  return found;
}"""
RESULT = ".st-key-lesson p > .katex:only-child"
SIZE = "(node) => parseFloat(getComputedStyle(node).fontSize)"


@pytest.mark.parametrize(("width", "height", "first"), beside((1280, 720, "z1"), (1920, 1080, "db2")))
def test_a_step_is_readable_from_the_back_row(
    page: Page, server: Server, width: int, height: int, first: str
) -> None:
    """From some step to the last one."""
    page.set_viewport_size({"width": width, "height": height})
    walk = WalkPage(page)
    walk.open(f"{server.url}/step?s={first}")
    walk.press("p")
    assert "present=1" in walk.query()
    while True:
        expect(walk.page.get_by_test_id("stHeader")).to_be_hidden()
        expect(walk.page.locator(".st-key-toolbar")).to_be_hidden()
        walk.page.wait_for_timeout(100)
        walk.quiet()
        assert walk.page.evaluate(SMALL, 20 * height / 720 - 0.01) == []
        assert walk.page.locator(RESULT).first.evaluate(SIZE) >= 40 * height / 720 - 0.01
        bottom = "() => document.querySelector('.st-key-walk').getBoundingClientRect().bottom - innerHeight"
        assert walk.page.evaluate(bottom) <= 2
        if walk.page.locator(".rail [aria-current]").get_attribute("data-step") == "update":
            break
        walk.press("ArrowRight")
    walk.press("Escape")
    expect(walk.page.locator(".st-key-toolbar")).to_be_visible()
    assert "present" not in walk.query()


@pytest.mark.parametrize("slug", beside("three-classes", "four-layers"))
def test_nothing_is_cut_at_lecture_size(page: Page, server: Server, slug: str) -> None:
    """Whatever the example: all of each step stands on the screen, no formula leaves its column, no result is small."""
    page.set_viewport_size({"width": 1280, "height": 720})
    walk = WalkPage(page)
    walk.open(f"{server.url}/step?e={links.to_link(preset(slug))}")
    walk.press("p")
    for step in steps_of(preset(slug).evaluate())[1:-1]:
        walk.press("ArrowRight")
        page.wait_for_timeout(100)
        walk.quiet()
        assert page.evaluate(CUT) == [], step.key
        assert page.evaluate(SMALL, 19.99) == [], step.key
        assert page.locator(RESULT).first.evaluate(SIZE) >= 39.99, step.key
        bottom = "() => document.querySelector('.st-key-walk').getBoundingClientRect().bottom - innerHeight"
        assert page.evaluate(bottom) <= 2, step.key
        assert page.locator(".st-key-lesson").evaluate("(node) => node.getBoundingClientRect().bottom") <= 722


def test_the_explore_page_is_presented_too(page: Page, server: Server) -> None:
    """From the link; Escape lets go of the selection first, and then leaves."""
    page.set_viewport_size({"width": 1280, "height": 720})
    explore = ExplorePage(page).open(f"{server.url}/?present=1&q=delta1[1]")
    explore.page.wait_for_timeout(500)
    explore.quiet()
    assert explore.page.evaluate(SMALL, 20) == []
    explore.drag("W1[2,1]", 30)
    explore.page.keyboard.press("Escape")
    explore.quiet()
    expect(explore.panel()).to_have_count(0)
    expect(explore.page.locator(".st-key-toolbar")).to_be_hidden()
    explore.page.keyboard.press("Escape")
    explore.quiet()
    expect(explore.page.locator(".st-key-toolbar")).to_be_visible()
    explore.page.get_by_role("button", name="Present").first.click()
    expect(explore.page.locator(".st-key-toolbar")).to_be_hidden()
