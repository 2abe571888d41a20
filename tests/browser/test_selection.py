"""Clicking a number anywhere selects it everywhere, and the panel says what it is and where it comes from."""

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server
from thorough import beside

from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.edits import restructure
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.formulas.derivations import explain

WORKED = preset().evaluate()
BOARD, DIAGRAM, MATRICES = "board", "diagram", "matrices"
CELLS = "cells => cells.map((cell) => cell.dataset.name)"
# The pointer passes the first place and clicks at the second in the same moment.
DART = """(places) => {
  const fire = (kind, [clientX, clientY]) => document.elementFromPoint(clientX, clientY)
    .dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, clientX, clientY, view: window }));
  const [passed, clicked] = places;
  fire("mousemove", passed);
  for (const kind of ["mousemove", "mousedown", "mouseup"]) fire(kind, clicked);
}"""
# From where to where the edge with the wide band of a selection runs: the middles of the circles at its ends.
BANDS = """() => {
  const { data } = document.querySelector(".part.diagram .js-plotly-plot");
  const circles = data.find((trace) => trace.mode === "markers" && trace.customdata?.includes("a1[1]"));
  const near = (i, x, y) => Math.hypot(circles.x[i] - x, circles.y[i] - y) < 1;
  const at = (x, y) => circles.customdata.find((_, i) => near(i, x, y));
  const { x, y } = data.find((trace) => trace.mode === "lines" && trace.line.width === 12) ?? { x: [], y: [] };
  return x.filter((_, i) => i % 3 === 0).map((_, n) => [0, 1].map((end) => at(x[3 * n + end], y[3 * n + end])));
}"""


def selected(explore: ExplorePage) -> str | None:
    name: str | None = explore.page.evaluate("new URLSearchParams(location.search).get('q')")
    return name


def cells(explore: ExplorePage, kind: str) -> list[str]:
    names: list[str] = explore.page.locator(f".cell.{kind}").evaluate_all(CELLS)
    return sorted(names)


def assert_selected(explore: ExplorePage, name: str, *places: str) -> None:
    """Marked in these places, in the link, and explained in the panel with its exact value and its sources."""
    assert selected(explore) == name
    derivation = explain(WORKED, Quantity.parse(name), 1, NumberFormat())
    sources = sorted(str(quantity) for quantity, _ in derivation.made_from)
    assert cells(explore, "selected") == ([name] if BOARD in places else [])
    assert cells(explore, "related") == [source for source in sources if source[0] in "Wbxt"]
    for part in (DIAGRAM, MATRICES):
        assert (name in explore.marked(part)) == (part in places), f"{name} in the {part}"
    exact = NumberFormat.exact(WORKED.value(Quantity.parse(name)))
    expect(explore.panel()).to_contain_text(f"{name} = {exact}")
    expect(explore.panel().get_by_role("heading", level=4)).to_contain_text(derivation.result)


def test_a_click_anywhere_selects_everywhere(explore: ExplorePage) -> None:
    explore.cell("W1[2,1]").click()
    assert_selected(explore.quiet(), "W1[2,1]", BOARD, DIAGRAM, MATRICES)
    explore.click(DIAGRAM, "a1[2]")  # a unit
    assert_selected(explore, "a1[2]", DIAGRAM, MATRICES)
    assert explore.marked(MATRICES, strong=False) == ["z1[2]"]
    explore.click(DIAGRAM, "W2[1,2]")  # the number on an edge
    assert_selected(explore, "W2[1,2]", BOARD, DIAGRAM, MATRICES)
    explore.click(DIAGRAM, "t[1]")
    assert "t[1]" in explore.marked(DIAGRAM)
    explore.click(MATRICES, "z1[1]")
    assert_selected(explore, "z1[1]", MATRICES)
    sources = ["W1[1,1]", "W1[2,1]", "W1[3,1]", "b1[1]", "x[1]", "x[2]", "x[3]"]
    assert explore.marked(DIAGRAM, strong=False) == explore.marked(MATRICES, strong=False) == sources
    assert explore.marked(DIAGRAM) == ["a1[1]"], "the unit stands for its z"
    explore.click(MATRICES, "dW1[2,1]")
    assert_selected(explore, "dW1[2,1]", MATRICES)
    assert explore.marked(MATRICES, strong=False) == ["delta1[1]", "x[2]"]
    assert explore.page.evaluate(BANDS) == [["x[2]", "a1[1]"]], "the edge stands for its gradient"


def test_escape_clears_and_a_reload_keeps_the_selection(explore: ExplorePage) -> None:
    explore.click(MATRICES, "dW2[2,1]")
    explore.page.reload()
    explore.ready()
    assert_selected(explore, "dW2[2,1]", MATRICES)
    explore.page.keyboard.press("Escape")
    explore.quiet()
    assert selected(explore) is None
    assert explore.marked(MATRICES) == explore.marked(DIAGRAM) == cells(explore, "related") == []
    expect(explore.panel()).to_have_count(0)
    expect(explore.page.locator(".part.invitation")).to_contain_text("Click any number")


def test_cost_and_loss_are_numbers_too(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(preset('xor'))}")
    for name in ("C", "E"):
        page.locator(f".vitals [data-name={name}]").click()
        assert selected(explore.quiet()) == name
        expect(page.locator(f".vitals [data-name={name}]")).to_have_class("selected")
        derivation = explain(preset("xor").evaluate(), Quantity(name), 1, NumberFormat())
        expect(explore.panel().get_by_role("heading", level=4)).to_contain_text(derivation.result)


def test_without_an_escape_key_a_selection_is_let_go_too(explore: ExplorePage) -> None:
    explore.click(MATRICES, "dW2[2,1]").click(MATRICES, "dW2[2,1]")
    assert selected(explore) is None
    expect(explore.panel()).to_have_count(0)
    x, y = explore.where(DIAGRAM, "a1[1]")
    explore.page.mouse.move(x, y)
    explore.page.wait_for_timeout(100)
    explore.page.mouse.dblclick(x, y)
    assert selected(explore.quiet()) == "a1[1]", "a double click is one selection"
    explore.page.locator(".vitals [data-name=C]").dblclick()
    assert selected(explore.quiet()) == "C"
    explore.panel().get_by_role("button", name="Close").click()
    expect(explore.panel()).to_have_count(0)
    assert selected(explore.quiet()) is None


def test_a_click_is_where_the_pointer_is_however_fast_it_came(explore: ExplorePage) -> None:
    """Plotly looks for points at most every 50 ms: of a click right after a move it tells the older one."""
    places = [explore.where(MATRICES, name) for name in ("x[1]", "a1[2]")]
    explore.page.mouse.move(5, 5)
    explore.page.wait_for_timeout(100)
    explore.page.evaluate(DART, places)
    expect(explore.panel()).to_contain_text("a1[2] =")
    assert selected(explore.quiet()) == "a1[2]"


def test_the_panel_stays_in_sight_when_the_page_is_scrolled(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(preset('four-layers'))}")
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    expect(page.locator("html[data-panel=floats]")).to_have_count(1)
    _, before = explore.where(MATRICES, "db3[2]")
    explore.click(MATRICES, "db3[2]")
    box = explore.panel().bounding_box()
    assert box
    assert 0 <= box["y"] < box["y"] + box["height"] <= 900
    _, after = explore.where(MATRICES, "db3[2]")
    assert after + 10 < box["y"] < before, "its place was the number's, which the page has scrolled above it"
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")
    expect(page.locator("html[data-panel=stands]")).to_have_count(1)


def test_the_gradient_of_an_edge_is_clicked_in_the_gradient_view(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?v=mode:gradients")
    explore.click(DIAGRAM, "dW1[3,2]")
    assert_selected(explore, "dW1[3,2]", DIAGRAM, MATRICES)


@pytest.mark.parametrize("sizes", beside([2, 9, 2], [16, 2, 2], [6, 5, 4]))
def test_edges_without_a_label_take_clicks_too(page: Page, server: Server, sizes: list[int]) -> None:
    """Where a layer has more edges than can be labelled, an invisible marker on each takes its clicks."""
    wide = restructure(preset(), sizes)
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(wide)}&v=mode:gradients")
    clicked = []
    senders, receivers = sizes[0], sizes[1]
    for name in ("dW1[1,2]", f"dW1[2,{receivers}]", "dW1[2,1]", f"dW1[{senders},1]"):
        explore.click(DIAGRAM, name)
        clicked.append((name, selected(explore), name in explore.marked(MATRICES)))
        explore.page.keyboard.press("Escape")
        explore.quiet()
    assert clicked == [(name, name, True) for name, _, _ in clicked]
