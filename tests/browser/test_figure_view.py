"""What an edit brings up to date in place; that it is what Plotly would draw anew stands in test_live_drawing.py."""

from explore_page import ExplorePage
from playwright.sync_api import expect

COUNT = """() => { window.redrawn = 0; const react = Plotly.react;
  Plotly.react = (...all) => { window.redrawn += 1; return react(...all); }; }"""


def test_a_drag_brings_figures_up_to_date_without_drawing_them_anew(explore: ExplorePage) -> None:
    explore.type("W1[2,1]", "0.31")
    explore.page.evaluate(COUNT)
    for text in ("0.32", "0.33", "0.34", "0.35"):
        explore.type("W1[2,1]", text)
    assert explore.page.evaluate("window.redrawn") <= 4, (
        "twelve figures were shown; most of them needed no drawing"
    )


def test_full_screen_enlarges_a_figure_and_its_numbers_can_still_be_clicked(explore: ExplorePage) -> None:
    page = explore.page
    plot = page.locator(".part.diagram .js-plotly-plot")
    small = plot.bounding_box()
    page.locator(".part.diagram .figure").evaluate("(figure) => figure.requestFullscreen()")
    expect(page.locator(".figure:fullscreen")).to_have_count(1)
    page.wait_for_timeout(300)
    large = plot.bounding_box()
    assert small
    assert large
    assert large["width"] > 1.5 * small["width"]
    assert large["y"] >= 0
    assert large["y"] + large["height"] <= 900
    explore.click("diagram", "a1[2]")
    page.evaluate("document.exitFullscreen()")
    expect(page.locator(".figure:fullscreen")).to_have_count(0)
    expect(explore.panel()).to_contain_text("a1[2]")
    page.wait_for_timeout(300)
    assert plot.bounding_box() == small


def test_ctrl_z_works_after_the_switch_for_pasting(explore: ExplorePage) -> None:
    explore.type("b1[1]", "0.25")
    explore.page.get_by_text("rows receive").click()
    explore.page.keyboard.press("Control+z")
    assert explore.quiet().value("b1[1]") == 0.5


# The patches under numbers: where their paths run, to a thousandth of a px.
PATCHES = """() => [...document.querySelectorAll(".part.diagram .bars .point path")]
  .map((path) => path.getAttribute("d").replace(/[-0-9.]+/g, (number) => Number(number).toFixed(3)))"""


def test_a_number_that_gets_wider_moves_its_patch_alone(explore: ExplorePage) -> None:
    before = explore.page.evaluate(PATCHES)
    explore.page.evaluate(COUNT)
    explore.type("b1[1]", "0.25")
    assert explore.page.evaluate("window.redrawn") == 0
    changed = explore.page.evaluate(PATCHES)
    assert [a != b for a, b in zip(before, changed, strict=True)].count(True) == 1
