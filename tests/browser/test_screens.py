"""Every screen: all of the starting example on one projected page, a phone, light and dark; and a clean console."""

import re
from itertools import pairwise
from typing import Literal

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from server import Server

from backprop.experiment.presets import preset
from backprop.figures.ink.palette import THEMES

SCROLLS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map((box) => [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight])"""
OVER = """() => [...document.querySelectorAll(".figure")].map((figure) => figure.scrollWidth - figure.clientWidth)"""
COLOURS = (
    """() => [...document.querySelectorAll(".js-plotly-plot")].map((plot) => plot._fullLayout.font.color)"""
)
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".js-plotly-plot text, .cell, .vitals b")]
  .filter((node) => node.textContent.trim()).map((node) => parseFloat(getComputedStyle(node).fontSize)))"""


def complaints(page: Page) -> list[str]:
    """What the browser complains about from now on."""
    found: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_no_figure_is_wider_than_its_place(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(server.url)
    for width in (1436, 1430, 1415, 1440):  # as scrollbars come and go
        explore.resize(width, 900)
        assert page.evaluate(OVER) == [0, 0, 0]
        forward, backward = (figure.bounding_box() for figure in page.locator(".part.matrices .figure").all())
        assert forward
        assert backward
        assert forward["y"] == backward["y"], "the two directions stand beside one another"


@pytest.mark.parametrize(("width", "height", "theme"), [(1440, 900, "light"), (1920, 1080, "dark")])
def test_one_screen_holds_the_starting_example(
    page: Page, server: Server, width: int, height: int, theme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    found = complaints(page)
    explore = ExplorePage(page).open(server.url).shows(preset())
    for selection in (None, "W1[2,1]"):  # with the invitation, then with the panel
        if selection:
            explore.cell(selection).click()
            expect(explore.panel()).to_be_visible()
            explore.quiet()
        assert page.evaluate(SCROLLS) == [[0, 0], [0, 0]]
        parts = [
            page.locator(f".part.{part}") for part in ("board", "vitals", "diagram", "matrices", "legend")
        ]
        parts += page.locator(".js-plotly-plot").all() + page.locator(".cell").all()
        parts += [explore.panel()] if selection else []
        for part in parts:
            box = part.bounding_box()
            assert box, part
            assert box["width"] > 20
            assert box["height"] > 10
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
    assert page.evaluate(SMALLEST) >= 14
    assert page.evaluate(COLOURS) == [THEMES[theme].text] * 3
    assert found == []


def test_the_figures_follow_a_change_of_theme(explore: ExplorePage) -> None:
    page = explore.page
    fills = "() => [...document.querySelectorAll('.cell')].map((cell) => cell.style.background)"
    light = page.evaluate(fills)
    assert page.evaluate(COLOURS) == [THEMES["light"].text] * 3
    page.emulate_media(color_scheme="dark")
    page.reload()
    explore.ready().shows(preset())
    assert page.evaluate(COLOURS) == [THEMES["dark"].text] * 3
    background = page.get_by_test_id("stApp").evaluate("(app) => getComputedStyle(app).backgroundColor")
    assert background == "rgb({}, {}, {})".format(*bytes.fromhex(THEMES["dark"].background[1:]))
    dark = page.evaluate(fills)
    assert all(one != other for one, other in zip(light, dark, strict=True))
    for fill in dark:
        assert re.match(r"rgb\(|#", fill)


def test_a_phone_shows_it_all_below_one_another(phones: Browser, server: Server) -> None:
    context = phones.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    found = complaints(page)
    explore = ExplorePage(page).open(server.url).shows(preset())
    (page_across, _), (main_across, main_down) = page.evaluate(SCROLLS)
    assert (page_across, main_across) == (0, 0), "the page scrolls sideways"
    assert main_down > 0, "it scrolls down"
    for cell in page.locator(".cell").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 24, "large enough for a finger"
    tops = [
        page.locator(f".part.{part}").bounding_box() for part in ("vitals", "board", "diagram", "matrices")
    ]
    assert all(one and other and one["y"] + one["height"] <= other["y"] for one, other in pairwise(tops))
    explore.cell("W2[1,2]").tap()
    field = page.locator(".entry")
    expect(field).to_be_focused()
    field.fill("0.25")
    field.press("Enter")
    explore.quiet()
    assert explore.vital("C") != "0.2822"
    assert explore.value("W2[1,2]") == 0.25
    expect(explore.panel()).to_contain_text("W2[1,2] = 0.25")
    sheet = explore.panel().bounding_box()
    assert sheet
    assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=1), "at the foot of the window, in sight"
    assert page.evaluate(SCROLLS)[1][0] == 0
    assert found == []
    context.close()
