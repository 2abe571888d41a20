"""On a projector, on paper and in forced colours: nothing wraps, touches, frames or vanishes that a room has to see."""

import re

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Browser, Page, expect
from server import Server
from thorough import beside
from walk_page import WalkPage

PAGES = ("explore", "descend", "homework")  # the others' toolbars hold less
ROWS = """() => new Set([...document.querySelectorAll(".st-key-toolbar > *")].map((node) => {
  const { top, height } = node.getBoundingClientRect();
  return Math.round((top + height / 2) / 12);
})).size"""
FRAME = """() => { const main = document.querySelector("[data-testid=stMain]");
  const { content, top } = getComputedStyle(main, "::before");
  return main.matches(":focus") && content !== "none" ? top : null; }"""
# From each fraction bar of the lesson's formulas to the next one below, in font sizes.
BETWEEN = """() => { const bars = [...document.querySelectorAll(".st-key-lesson .katex-display .mfrac")].map((node) =>
    node.querySelector(".frac-line").getBoundingClientRect().top / parseFloat(getComputedStyle(node).fontSize));
  return bars.slice(1).map((bar, i) => bar - bars[i]).filter((apart) => apart > 0.5); }"""
BELOW = """() => { const { top } = document.querySelector(".part.controls form.update").getBoundingClientRect();
  const lines = [...document.querySelectorAll(".st-key-lesson p")];
  return top - Math.max(...lines.map((node) => node.getBoundingClientRect().bottom)); }"""
CUT = """() => { const seen = ".part .js-plotly-plot, .board .cell, .part.legend span, .st-key-explanation";
  return [...document.querySelectorAll(seen)].map((node) => node.getBoundingClientRect())
    .filter(({ left, right }) => left < -1 || right > innerWidth + 1).length; }"""
OVER = """() => { const panel = document.querySelector(".st-key-explanation").getBoundingClientRect();
  const { right } = document.querySelector(".part.diagram .js-plotly-plot").getBoundingClientRect();
  return panel.left - right; }"""


def test_the_toolbar_is_one_row_at_1280_px(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    for name in PAGES:
        page.goto(f"{server.url}/{name}")
        expect(page.get_by_role("button", name="About")).to_be_visible(timeout=30_000)
        ExplorePage(page).quiet()
        assert page.evaluate(ROWS) == 1, name


def test_a_click_and_a_key_draw_no_frame_but_tab_does(explore: ExplorePage) -> None:
    page = explore.page
    page.set_viewport_size({"width": 1280, "height": 720})
    explore.quiet()
    page.locator(".part.invitation").click()
    page.keyboard.press("h")
    explore.quiet()
    assert page.evaluate("document.activeElement.dataset.testid") == "stMain"
    assert page.evaluate(FRAME) is None
    page.keyboard.press("p")
    expect(page.locator(".st-key-toolbar")).to_be_hidden()
    assert page.evaluate(FRAME) is None
    page.keyboard.press("Tab")
    page.get_by_test_id("stMain").focus()
    assert page.evaluate(FRAME) == "0px"  # where there is no header
    explore.quiet()
    page.get_by_role("button", name="Leave").click()
    expect(page.locator(".st-key-toolbar")).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_test_id("stMain").focus()
    assert page.evaluate(FRAME) == "44px"  # below the headings


def test_tab_lands_on_no_heading_of_the_board(explore: ExplorePage) -> None:
    """Wherever Tab leads inside the board after its buttons, a digit begins a number."""
    page = explore.page
    page.locator(".board [type=radio]").first.focus()
    seen = []
    for _ in range(7):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.dataset.name"))
    assert seen == ["x[1]", "x[2]", "x[3]", "t[1]", "t[2]", "W1[1,1]", "W1[1,2]"]
    page.locator(".board .label", has_text="W⁽²⁾").click()
    page.keyboard.type("7")
    expect(explore.cell("W2[1,1]").locator("input")).to_have_value("7")
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("address", "size"), beside(("?present=1", (390, 844)), ("step?s=update&present=1", (1280, 720)))
)
def test_presenting_has_a_way_out_by_touch(
    phones: Browser, server: Server, address: str, size: tuple[int, int]
) -> None:
    page = phones.new_page(viewport={"width": size[0], "height": size[1]}, has_touch=True)
    try:
        page.goto(f"{server.url}/{address}")
        out = page.get_by_role("button", name="Leave")
        expect(out).to_be_visible(timeout=30_000)
        ExplorePage(page).quiet()
        box = out.bounding_box()
        assert box
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert min(box["width"], box["height"]) >= 28
        assert page.evaluate("innerWidth >= document.querySelector('[data-testid=stMain]').scrollWidth")
        out.tap()
        expect(page.locator(".st-key-toolbar")).to_be_visible()
    finally:
        page.close()


def test_the_update_step_keeps_its_lines_apart(page: Page, server: Server) -> None:
    walk = WalkPage(page)
    walk.open(f"{server.url}/step?s=update")
    for presenting in (False, True):
        if presenting:
            walk.press("p")
            expect(page.get_by_role("button", name="Leave")).to_be_visible()
        for width, height in ((1280, 720), (1440, 900), (1920, 1080), (390, 844)):
            walk.resize(width, height)
            apart = page.evaluate(BETWEEN)
            assert apart, "the rules of W and b stand below one another"
            assert min(apart) >= 2.6, (width, presenting)
            if presenting and width > 1000:  # the row of η stands below the lesson
                assert page.evaluate(BELOW) >= 3, width


def test_the_whole_network_is_printed_on_one_sheet(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?q=delta1[1]")
    for size in ((1440, 900), (1920, 1080), (390, 844)):
        explore.resize(*size)
        sheet = page.pdf(prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type /Page\b", sheet))
        assert pages == 1 or size[0] < 1000  # what a phone draws below one another goes on
        _, _, width, height = map(float, re.findall(rb"/MediaBox \[([^]]*)\]", sheet)[0].split())
        assert (round(width), round(height)) == (842, 595), "A4 across"
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for across in (1046, 718):  # A4, also upright where a browser takes no orientation from a page
            page.set_viewport_size({"width": across, "height": 700})
            assert page.evaluate(CUT) == 0, (size, across)
            assert size[0] < 1000 or page.evaluate(OVER) >= -1, (size, across)
        page.emulate_media(media="screen")


def test_forced_colours_keep_the_legend_and_what_is_pressed(phones: Browser, server: Server) -> None:
    page = phones.new_page(viewport={"width": 1440, "height": 900}, forced_colors="active")
    try:
        explore = ExplorePage(page).open(server.url)
        fills = "(nodes) => new Set(nodes.map((node) => getComputedStyle(node).backgroundColor)).size"
        assert page.locator(".legend .sample-cell").evaluate_all(fills) == 4
        assert page.locator(".board .cell").evaluate_all(fills) > 4
        fill = "(node) => getComputedStyle(node).backgroundColor"
        mode = page.get_by_role("radio", name="values")
        other = page.get_by_role("radio", name="gradients")
        assert mode.evaluate(fill) != other.evaluate(fill)
        here, there = (page.get_by_role("link", name=name, exact=True) for name in ("Explore", "Descend"))
        assert here.evaluate(fill) != there.evaluate(fill)
        rows = page.locator(".board fieldset label")
        assert rows.evaluate_all(fills) == 2
        explore.click("matrices", "delta1[1]")
    finally:
        page.close()
