"""A tap is one selection, in every figure of every page; a finger that scrolls changes nothing."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import fingers
import pytest
from explore_page import ExplorePage
from fingers import Figure, box, figures, swipe, tap
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from server import Server

# The pages in the menu's order, and those of their figures whose numbers can be pressed.
PAGES: dict[str, set[Figure]] = {
    "Explore": {("diagram", 0), ("matrices", 0), ("matrices", 1)},
    "Step through": {("diagram", 0), ("operation", 0)},
    "Descend": {("diagram", 0), ("matrices", 0), ("matrices", 1)},
    "Landscape": set(),
    "Gradient check": {("gradients", 0)},
    "Bug lab": {("gradients", 0)},
    "Homework": set(),
    "Examples": set(),
}
EXPLAINS = {"Explore": ".st-key-explanation", "Step through": ".st-key-walk:has(.inside) .st-key-lesson"}
# What says that a page without them has come.
SHOWS = {
    "Landscape": ".part.plane .js-plotly-plot",
    "Homework": ".part.answers input",
    "Examples": ".st-key-gallery",
}
SEEN = "s=z1&n=20&k=10&b=mistake:one-path%3Bsight:gradients"  # a step, a run, the gradients of a mistake
MAIN = "stMain"
SELECTED = "(name) => new URLSearchParams(location.search).get('q') === name"
# However fast one page follows the other, the window does not go to the top by itself for want of something to scroll.
TALL = "[data-testid=stMain]::after { content: ''; display: block; flex: none; height: 4000px; }"


@pytest.fixture
def page(phones: Browser) -> Iterator[Page]:
    context = fingers.phone(phones)
    yield context.new_page()
    context.close()


def selected(explore: ExplorePage) -> str | None:
    name: str | None = explore.quiet().page.evaluate("new URLSearchParams(location.search).get('q')")
    return name


def becomes(explore: ExplorePage, name: str | None) -> bool:
    """Whether this comes to be what is selected; Plotly may take a moment to find the number."""
    try:
        explore.page.wait_for_function(SELECTED, arg=name, timeout=3000)
    except PlaywrightTimeout:
        return False
    return selected(explore) == name


def turn(explore: ExplorePage, title: str) -> None:
    """Choose a page in the menu: the menu closes, and the page opens at its top."""
    page = explore.page
    down = "(main) => { main.scrollTo(0, main.scrollHeight); return main.scrollTop; }"
    assert page.get_by_test_id(MAIN).evaluate(down) > 100
    page.get_by_test_id("stExpandSidebarButton").tap()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=title)
    address = urlsplit(link.get_attribute("href") or "").path
    link.tap()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    page.wait_for_url(lambda url: urlsplit(url).path == address)
    for selector in [f".part.{part} .js-plotly-plot" for part, _ in PAGES[title]] or [SHOWS[title]]:
        page.wait_for_selector(selector)
    explore.quiet()
    assert page.get_by_test_id(MAIN).evaluate("(main) => main.scrollTop") == 0, title


def test_a_tap_is_one_selection_in_every_figure_of_every_page(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?{SEEN}")
    page.add_style_tag(content=TALL)
    wrong = []
    for title, expected in PAGES.items():
        if title != "Explore":
            turn(explore, title)
        found = figures(page)
        assert found.keys() == expected, title
        for figure, names in found.items():
            others = [name for name in names if name != selected(explore)]
            name = others[len(others) // 2]
            tap(page, figure, name)
            wrong += [] if becomes(explore, name) else [(title, figure, name, "not selected")]
            if title in EXPLAINS:
                expect(page.locator(EXPLAINS[title])).to_be_in_viewport()
                sheet = page.locator(EXPLAINS[title]).bounding_box()
                assert sheet
                place = box(page, figure, name)
                assert place["y"] + place["height"] <= sheet["y"], f"{name} is covered"
            if title == "Explore":  # on the others the next figure's number takes its place
                tap(page, figure, name)
                wrong += [] if becomes(explore, None) else [(title, figure, name, "not let go")]
    assert wrong == []


def test_a_finger_that_scrolls_or_slides_selects_nothing(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(server.url)
    for way in ((0.0, -300.0), (-60.0, 0.0)):  # the page follows the first one, nothing the second
        place = box(page, ("matrices", 1), "da1[1]", "center")
        before = page.get_by_test_id(MAIN).evaluate("(main) => main.scrollTop")
        swipe(page, (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2), way)
        assert selected(explore) is None
        after = page.get_by_test_id(MAIN).evaluate("(main) => main.scrollTop")
        assert (after - before > 50) == (way[1] < 0)
    tap(page, ("matrices", 1), "da1[1]")
    assert becomes(explore, "da1[1]")


def test_a_finger_that_scrolls_over_a_curve_or_a_plane_moves_nothing(page: Page, server: Server) -> None:
    explore = ExplorePage(page)
    for path, part in (("descend?n=20&k=10", "curves"), ("landscape", "plane")):
        page.goto(f"{server.url}/{path}")
        plot = page.locator(f".part.{part} .js-plotly-plot").first
        plot.wait_for(timeout=30_000)
        explore.quiet()
        before = explore.query()

        def middle(plot: Locator = plot) -> tuple[float, float]:
            plot.evaluate("(plot) => plot.scrollIntoView({ block: 'center' })")
            place = plot.bounding_box()
            assert place
            return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2

        swipe(page, middle(), (0, -150))
        assert explore.quiet().query() == before, "an up-and-down drag scrolls"
        swipe(page, middle(), (-30, 0))
        moved = explore.quiet().query()
        assert moved != before, "a sideways drag moves it along"
        page.touchscreen.tap(*middle())
        assert explore.quiet().query() not in (before, moved), "a tap moves it there"


def test_the_sheet_leaves_what_was_pressed_in_sight(page: Page, server: Server) -> None:
    """At the foot of the window, where the sheet comes, and at the foot of the page."""
    explore = ExplorePage(page).open(server.url)
    for figure, name in ((("diagram", 0), "a1[2]"), (("matrices", 0), "x[1]"), (("matrices", 1), "db1[2]")):
        tap(page, figure, name, "end")
        assert becomes(explore, name)
        sheet = explore.panel().bounding_box()
        assert sheet
        place = box(page, figure, name)
        assert 0 < place["y"] < place["y"] + place["height"] <= sheet["y"], name
        explore.panel().get_by_role("button", name="Close").tap()
        assert becomes(explore, None)
    cell = explore.cell("b2[2]")
    cell.evaluate("(cell) => cell.scrollIntoView({ block: 'end' })")
    cell.tap()
    explore.quiet()
    place, sheet = cell.bounding_box(), explore.panel().bounding_box()
    assert place
    assert sheet
    assert place["y"] + place["height"] <= sheet["y"]


@pytest.mark.thorough
def test_every_number_of_every_figure_takes_taps(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?{SEEN}")
    missed = []
    for title in PAGES:
        if title != "Explore":
            turn(explore, title)
        for figure, names in figures(page).items():
            for name in names:
                for expected in (name, None):
                    tap(page, figure, name)
                    missed += [] if becomes(explore, expected) else [(title, figure, name, selected(explore))]
    assert missed == []
