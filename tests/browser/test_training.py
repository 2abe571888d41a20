"""What surrounds a run: lessons, data sets, own samples, the change, curves by name, comparison, sweep and surface."""

import re
from typing import Any

import numpy as np
import pytest
from descend_page import DescendPage
from playwright.sync_api import Page, expect
from server import Server

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.datasets import dataset
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.training.accuracy import accuracy

WORKED = preset()
WRITE = NumberFormat()
DATA = """(part) => [...document.querySelectorAll(`.part.${part} .js-plotly-plot`)].map((plot) =>
  plot.data.map(({ name, x, y, z, hovertext, customdata }) => ({ name, x, y, z, hovertext, customdata })))"""


@pytest.fixture
def descend(page: Page, server: Server) -> DescendPage:
    tab = DescendPage(page)
    tab.url = server.url
    return tab


def figures(tab: DescendPage, part: str) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = tab.page.evaluate(DATA, part)
    return found


def go(tab: DescendPage, query: str) -> DescendPage:
    """Open the page; its tabs have different figures, so only the trainer is waited for."""
    tab.page.goto(f"{tab.url}/descend?{query}")
    tab.page.wait_for_selector(".trainer button", timeout=30_000)
    return tab.finished()


def test_runs_are_compared_from_the_same_start(descend: DescendPage) -> None:
    page = go(descend, "n=120&v=tab:compare").page
    page.get_by_role("button", name="+ All optimizers").click()
    expect(page.locator(".rivals tbody tr")).to_have_count(7)
    page.get_by_role("button", name="+ Other starting weights").click()
    expect(page.locator(".rivals tbody tr")).to_have_count(9)
    descend.finished()
    expect(page.locator(".rivals tbody tr").last).not_to_contain_text("–", timeout=60_000)
    descend.finished()
    curves = {trace["name"]: trace for trace in figures(descend, "comparison")[0]}
    adam = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.Adam(0.01), 120)
    assert curves["Adam, η = 0.01"]["y"] == adam.cost.tolist()
    other = curves["Gradient descent, η = 0.5, start 1"]
    assert other["x"][-1] == 120
    assert other["y"][0] != adam.cost[0]
    row = page.locator(".rivals tbody tr", has_text="Adam, η").first
    assert row.locator("td").nth(1).inner_text() == WRITE(float(adam.cost[-1]))
    row.get_by_role("button").click()
    expect(page.locator(".rivals tbody tr")).to_have_count(8)
    descend.quiet()  # the address comes last
    page.reload()
    page.wait_for_selector(".rivals tbody tr")
    expect(page.locator(".rivals tbody tr")).to_have_count(8)
    descend.finished()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".rivals tbody tr")).to_have_count(1)


def test_a_rate_is_chosen_from_the_sweep(descend: DescendPage) -> None:
    page = go(descend, f"e={links.to_link(preset('xor'))}&d=steps:100&v=tab:rates").page
    expect(page.locator(".trainer .said")).to_contain_text("100 steps lower C up to η = ")
    line = figures(descend, "rates")[0][0]
    place = line["customdata"].index("2")
    xor = preset("xor")
    run = bp.descend(xor.network, xor.x, xor.t, xor.loss, bp.GradientDescent(2.0), 100)
    assert line["y"][place] == pytest.approx(run.cost[-1], rel=1e-9)
    points = page.locator(".part.rates .scatterlayer .trace").first.locator(".point")
    points.nth(place).click(force=True)
    descend.quiet()
    assert "rate%3A2&" in descend.query()
    descend.press("run").finished()
    expect(page.locator(".trainer .said")).to_contain_text(f"C = {WRITE(float(run.cost[-1]))}")


def test_a_data_set_is_learnt_and_its_surface_follows_the_cursor(descend: DescendPage) -> None:
    page = go(descend, "").page
    page.get_by_test_id("stPopover").get_by_text("Data", exact=True).click()
    page.get_by_label("Data set", exact=True).click()
    page.get_by_role("option", name="Two moons").click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("hidden units")
    page.locator(".st-key-open-data button").click()
    expect(page.locator(".part.surface .js-plotly-plot")).to_have_count(1, timeout=15_000)
    descend.quiet()
    moons = dataset("moons")
    assert descend.linked() == moons
    start = figures(descend, "surface")[0][0]["z"]
    descend.press("run").finished()
    right = accuracy(descend_run(moons, 800).at(800), moons.x, moons.t)
    expect(page.locator(".trainer .said")).to_contain_text(f"Right: {100 * right:.4g} % of 80 samples")
    assert right > 0.95
    end = figures(descend, "surface")[0][0]["z"]
    assert end != start
    descend.slide(0)
    assert figures(descend, "surface")[0][0]["z"] == start


def descend_run(moons: Any, steps: int) -> bp.Run:
    return bp.descend(moons.network, moons.x, moons.t, moons.loss, bp.Adam(moons.run["rate"]), steps)


def test_own_samples_are_pasted_and_bad_ones_refused_in_words(descend: DescendPage) -> None:
    page = go(descend, f"e={links.to_link(preset('xor'))}").page
    page.get_by_test_id("stPopover").get_by_text("Samples", exact=True).click()
    page.get_by_role("button", name="Your own samples").click()
    dialog = page.get_by_role("dialog").filter(has_text="One sample a row")
    expect(dialog).to_be_visible()
    dialog.get_by_role("tab", name="Text or CSV file").click()
    text = dialog.get_by_role("textbox")
    for wrong, said in (
        ("1,2,3\n1,2", "line 2: 2 numbers, 3 expected"),
        ("1,2,x\n3,4,1", "line 1, column 3"),
        ("0,0,7", "t[1]@1"),
    ):
        text.fill(wrong)
        text.press("Control+Enter")
        dialog.get_by_role("button", name="Use these samples").last.click()
        expect(dialog.get_by_role("alert")).to_contain_text(said)
    text.fill("x1;x2;t1\n0,5;1;1\n-2;0,25;0")
    text.press("Control+Enter")
    before = descend.query()
    dialog.get_by_role("button", name="Use these samples").last.click()
    expect(dialog).to_have_count(0)
    # The whole page runs after it.
    page.wait_for_function("(before) => location.search !== before", arg=before)
    own = descend.linked()
    assert own.x.tolist() == [[0.5, 1.0], [-2.0, 0.25]]
    assert own.t.tolist() == [[1.0], [0.0]]
    assert own.network == preset("xor").network


def test_a_lesson_asks_before_it_runs_and_answers_after(descend: DescendPage) -> None:
    page = go(descend, "").page
    page.get_by_role("button", name="Lessons").click()
    page.get_by_role("menuitem", name="Learning rate 1", exact=True).click()
    expect(page.locator(".trainer .question")).to_contain_text("up to which η would it fall")
    expect(page.locator(".trainer details")).to_be_hidden()
    descend.quiet()
    descend.press("run").finished()
    expect(page.locator(".trainer .said")).to_contain_text("After step 20")
    page.locator(".trainer summary").click()
    expect(page.locator(".trainer .answer")).to_contain_text("below 2/2.5 = 0.8")
    page.reload()
    page.wait_for_selector(".trainer button")
    descend.finished()
    expect(page.locator(".trainer .steps span")).to_have_text("step 20 of 20")
    expect(page.locator(".trainer .question")).to_contain_text("η = 1")


def test_the_articles_numbers_belong_to_two_orders(descend: DescendPage) -> None:
    page = go(descend, f"e={links.to_link(preset('mazur-10000'))}&n=10000&v=tab:printed").page
    rows = page.locator(".printed tbody tr")
    descend.finished()
    expect(rows).to_have_count(11, timeout=20_000)
    good = page.locator(".printed tbody tr.good")
    expect(good.first).to_contain_text("0.149780716")
    expect(page.locator(".printed tr.good", has_text="0.015912196")).to_have_count(0)
    other = page.get_by_role("button", name="Layer by layer")
    other.press("Enter")
    expect(other).to_have_attribute("aria-pressed", "true", timeout=20_000)
    descend.finished()
    expect(page.locator(".printed tr.good", has_text="0.015912196")).to_have_count(1)
    expect(page.locator(".printed tr.good", has_text="0.000035085")).to_have_count(1)
    expect(page.locator(".printed tr.good", has_text="0.149780716")).to_have_count(0)
    expect(other).to_be_focused()  # drawn anew it would not be, and a press while a run goes on would be lost


def test_the_change_since_the_start_and_curves_by_name(descend: DescendPage) -> None:
    page = go(descend, "n=200&k=50&y=W1[2,1],dW2[1,1]").page
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(0.5), 200)
    page.get_by_text("Change since the start").click()
    expect(page.get_by_text("ΔW⁽¹⁾")).to_be_visible()
    descend.quiet()
    painted = descend.painted()
    now, start = (bp.evaluate(run.at(k), WORKED.x, WORKED.t, WORKED.loss) for k in (50, 0))
    for name in ("W1[2,1]", "a2[1]", "b1[2]", "dW1[3,2]"):
        quantity = Quantity.parse(name)
        assert painted[f"Δ{name}"] == [WRITE(now.value(quantity) - start.value(quantity))]
    lines = figures(descend, "curves")[2]
    assert [line["name"] for line in lines] == ["W⁽¹⁾₂₁", "∂C/∂W⁽²⁾₁₁"]
    steps = np.array(lines[0]["x"])
    np.testing.assert_array_equal(lines[0]["y"], run.network.layers[0].W[steps, 1, 0])
    descend.click("diagram", "Δa2[1]")
    assert "q=a2%5B1%5D" in descend.query()
    expect(page.locator(".part.curves .legendtext", has_text=re.compile("ŷ"))).to_have_count(1)


def test_the_tab_of_the_surface_takes_networks_of_any_inputs(descend: DescendPage) -> None:
    """Three inputs, two, and three again: a sentence, a picture, and the sentence."""
    page = go(descend, "v=tab:surface").page
    expect(page.locator(".part.surface")).to_contain_text("this network has 3")
    for name, figures_shown in (("XOR", 1), ("A worked example", 0)):
        page.get_by_role("button", name="Examples").click()
        page.get_by_role("menuitem", name=name).click()
        expect(page.locator(".part.surface .js-plotly-plot")).to_have_count(figures_shown, timeout=15_000)
        descend.quiet()
    expect(page.locator(".part.surface")).to_contain_text("this network has 3")


def test_a_learning_rate_that_falls_over_the_run(descend: DescendPage) -> None:
    page = go(descend, "").page
    page.get_by_role("button", name="More settings").click()
    page.get_by_label("η over the run").click()
    page.get_by_role("option", name="falling as 1 / (1 + k/h)").click()
    half = page.get_by_label("h: steps until η is halved")
    half.fill("4")
    half.press("Enter")
    page.wait_for_function("() => location.search.includes('half')")
    page.keyboard.press("Escape")
    descend.quiet()
    descend.press("run").finished()
    falling = bp.GradientDescent(lambda k: 0.5 / (1 + k / 4))
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, falling, 1000)
    descend.slide(4).shows_step(run, 4)
    said = page.locator(".trainer .said")
    expect(said).to_contain_text("η = 0.25")
    expect(said).to_contain_text("η falling as 1 / (1 + k/4)")
