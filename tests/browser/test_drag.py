"""Dragging a number, by mouse and by finger: every number follows, and one undo takes it back."""

import fingers
import pytest
from explore_page import ExplorePage
from playwright.sync_api import Browser, expect
from server import Server

from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset

WORKED = preset()
STEP = 3  # pixels a step
KEEP_NODES = """() => { window.kept = [...document.querySelectorAll(
  ".cell, .js-plotly-plot, .js-plotly-plot .main-svg, .js-plotly-plot .plot-container")]; }"""
NODES_KEPT = """() => window.kept.length > 25 && window.kept.every((node) => node.isConnected)
  && document.querySelectorAll(".cell, .js-plotly-plot").length
    === window.kept.filter((node) => node.matches(".cell, .js-plotly-plot")).length"""


def grab(explore: ExplorePage, name: str) -> tuple[float, float]:
    """Press the mouse on a cell and begin to drag; from the place returned on, three pixels are a step."""
    box = explore.cell(name).bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + box["height"] / 2
    explore.page.mouse.move(x, y)
    explore.page.mouse.down()
    explore.page.mouse.move(x + 6, y)
    return x + 6, y


def test_figures_follow_a_drag_and_one_undo_takes_it_back(explore: ExplorePage) -> None:
    page, mouse = explore.page, explore.page.mouse
    explore.type("W1[1,1]", "0.15")
    before = set_value(WORKED, "W1[1,1]", 0.15)
    address = explore.query()
    page.evaluate(KEEP_NODES)
    x, y = grab(explore, "W1[2,1]")
    for steps, value in ((10, 0.4), (11, 0.41), (-15, 0.15), (-55, -0.25)):
        mouse.move(x + steps * STEP, y, steps=4)
        explore.quiet()  # the button is still down
        explore.shows(set_value(before, "W1[2,1]", value))
    assert explore.query() == address, "the address waits for the end of the drag"
    mouse.move(x + 200 * STEP, y, steps=120)
    mouse.move(x + 77 * STEP, y)
    mouse.up()
    dragged = set_value(before, "W1[2,1]", 1.07)
    explore.quiet().shows(dragged)
    assert explore.linked() == dragged, "the last value of a fast drag is there"
    assert page.evaluate(NODES_KEPT), "the figures and cells are the same nodes as before"
    page.get_by_role("button", name="Undo").click()
    explore.quiet().shows(before)
    page.keyboard.press("Control+z")
    explore.quiet().shows(WORKED)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+Shift+Z")
    explore.quiet().shows(dragged)
    expect(page.get_by_role("button", name="Redo")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    explore.quiet()
    page.get_by_role("button", name="Redo").click()
    assert explore.quiet().linked() == dragged
    assert page.evaluate(NODES_KEPT)


@pytest.fixture
def phone(phones: Browser, server: Server):
    context = fingers.phone(phones)
    yield ExplorePage(context.new_page()).open(server.url)
    context.close()


def test_fingers_tap_to_open_drag_to_scrub_and_scroll(phone: ExplorePage) -> None:
    page = phone.page
    cell = phone.cell("W1[2,1]")
    box = cell.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers.swipe(page, middle, (60, 0))
    value = phone.quiet().value("W1[2,1]")
    assert 0.3 + 0.01 * (60 - 24) / STEP <= value <= 0.3 + 0.01 * 60 / STEP
    assert round(value, 2) == value
    dragged = set_value(WORKED, "W1[2,1]", value)
    phone.shows(dragged)
    assert phone.linked() == dragged
    fingers.swipe(page, middle, (0, -200))
    assert phone.quiet().linked() == dragged, "an up-and-down drag does not scrub"
    scrolled = page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop")
    assert scrolled > 50, "it scrolls"
    cell.tap()
    field = page.locator(".entry")
    expect(field).to_be_focused()
    expect(field).to_have_value(str(value))
    field.fill("-0.5")
    field.press("Enter")
    phone.quiet().shows(set_value(WORKED, "W1[2,1]", -0.5))
