"""What an edit brings up to date in place is what Plotly would draw anew, in the page and in what it knows."""

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

# The drawn points of every plot, and the same after Plotly has drawn the plot's data into a new place.
COMPARE = """async () => {
  const drawn = ".barlayer .point path, .scatterlayer .points path, .textpoint text";
  const points = (plot) => [...plot.querySelectorAll(drawn)]
    .map((node) => [node.textContent, node.getAttribute("d"), node.getAttribute("transform"), node.getAttribute("x"),
      node.getAttribute("y"), node.style.fill, node.style.stroke, node.style.strokeWidth].join(" "));
  const look = (p) => [p.tx, p.htx, p.mc, p.mlc, p.mlw, p.data].join(" ");
  const known = (plot) => plot.calcdata.map((trace) => trace.map(look));
  const pairs = [];
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const fresh = document.createElement("div");
    document.body.append(fresh);
    await Plotly.newPlot(fresh, structuredClone(plot.data), structuredClone(plot.layout));
    pairs.push([points(plot), points(fresh), known(plot), known(fresh)]);
    Plotly.purge(fresh);
    fresh.remove();
  }
  return pairs;
}"""
COUNT = """() => { window.redrawn = 0; const react = Plotly.react;
  Plotly.react = (...all) => { window.redrawn += 1; return react(...all); }; }"""


@pytest.mark.parametrize("view", ["", "&v=mode:gradients", "&q=dW1%5B2%2C1%5D"])
def test_figures_brought_up_to_date_equal_figures_drawn_anew(page: Page, server: Server, view: str) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?{view.removeprefix('&')}")
    for name, text in [
        ("W1[2,1]", "0.32"),
        ("x[1]", "-1.5"),
        ("W2[1,1]", "-0.77"),
        ("t[1]", "0.9"),
    ]:
        explore.type(name, text)
        for points, fresh, known, known_fresh in page.evaluate(COMPARE):
            assert points == fresh
            assert known == known_fresh


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


# Every edge that is drawn: its ends in the figure, and the look of its line.
EDGES = """() => [...document.querySelectorAll(".part.diagram g.trace")].flatMap((group) =>
  [...group.querySelectorAll(".js-line")].flatMap((path) => {
    const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(path);
    const ends = (path.getAttribute("d").match(/M[^M]+/g) ?? [])
      .map((d) => d.match(/[-0-9.]+/g).map((v) => Math.round(v))).filter(([x0, , x1]) => x1 > x0);
    return ends.map((places) => [...places, stroke, strokeWidth, strokeDasharray].join(" "));
  })).sort()"""


# The patches under numbers: where their paths run, to a thousandth of a px.
PATCHES = """() => [...document.querySelectorAll(".part.diagram .bars .point path")]
  .map((path) => path.getAttribute("d").replace(/[-0-9.]+/g, (number) => Number(number).toFixed(3)))"""


def test_edges_that_change_their_look_are_drawn_as_plotly_would(explore: ExplorePage) -> None:
    """Brought up to date without Plotly: after a reload, which draws everything anew, they are the same."""
    for name, text in (("W1[2,1]", "-3"), ("W2[1,2]", "0"), ("W1[1,1]", "2.5"), ("W2[2,1]", "-0.2")):
        explore.type(name, text)
    changed, patches = explore.page.evaluate(EDGES), explore.page.evaluate(PATCHES)
    assert len(changed) == 10
    assert len({" ".join(edge.split(" ")[4:]) for edge in changed}) >= 4
    explore.page.reload()
    explore.ready()
    assert explore.page.evaluate(EDGES) == changed
    assert explore.page.evaluate(PATCHES) == patches


def test_a_number_that_gets_wider_moves_its_patch_alone(explore: ExplorePage) -> None:
    before = explore.page.evaluate(PATCHES)
    explore.page.evaluate(COUNT)
    explore.type("b1[1]", "0.25")
    assert explore.page.evaluate("window.redrawn") == 0
    changed = explore.page.evaluate(PATCHES)
    assert [a != b for a, b in zip(before, changed, strict=True)].count(True) == 1
    explore.page.reload()
    explore.ready()
    assert explore.page.evaluate(PATCHES) == changed
