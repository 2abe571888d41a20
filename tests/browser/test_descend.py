"""The descend page: run, scrub, step, stop, diverge, take the weights to Explore, and reload in the middle."""

import re

import numpy as np
import pytest
from descend_page import DescendPage
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

import backprop as bp
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset

WORKED = preset()
WRITE = NumberFormat()


@pytest.fixture
def descend(page: Page, server: Server) -> DescendPage:
    tab = DescendPage(page)
    tab.open(f"{server.url}/descend")
    return tab


def trained(steps: int, optimizer: bp.Optimizer | None = None) -> bp.Run:
    return bp.descend(
        WORKED.network, WORKED.x, WORKED.t, WORKED.loss, optimizer or bp.GradientDescent(0.5), steps
    )


def test_run_scrub_and_step(descend: DescendPage) -> None:
    page, run = descend.page, trained(1001)
    descend.press("run").finished()
    assert descend.place() == [1000, 1000]
    descend.shows_step(run, 1000)
    for step in (37, 0, 640):
        descend.slide(step)
        assert descend.place() == [step, 1000]
        descend.shows_step(run, step)
    found = page.locator(".trainer .said").inner_text()
    happened = WRITE(float(run.cost[641] - run.cost[640]))
    assert f"C changes by {happened}" in found
    descend.press("back")
    descend.shows_step(run, 639)
    page.keyboard.press("End")
    descend.quiet().press("next")
    assert descend.place() == [1001, 1001]
    descend.shows_step(run, 1001)
    box = page.locator(".part.curves .js-plotly-plot").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 90)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 90, steps=5)
    page.mouse.up()
    step, _ = descend.quiet().place()
    assert 200 < step < 400
    descend.shows_step(run, step)


def test_a_long_run_is_stopped_and_goes_on_after_a_reload(descend: DescendPage) -> None:
    page = descend.page
    page.get_by_label("Steps of a run").fill("100000")
    page.get_by_label("Steps of a run").press("Enter")
    expect(page.locator(".trainer [data-do=run]")).to_have_text("Run 100000 steps")
    descend.quiet()
    page.locator(".trainer [data-do=run]").click()
    expect(page.locator(".trainer [data-do=run]")).to_contain_text("Stop")
    page.wait_for_timeout(500)
    page.locator(".trainer [data-do=run]").click()
    descend.finished()
    reached = descend.place()[1]
    assert 0 < reached < 100_000
    descend.slide(reached // 2)
    painted = descend.painted()
    page.reload()
    descend.ready().finished()
    assert descend.place() == [reached // 2, reached]
    assert descend.painted() == painted
    descend.press("restart")
    assert descend.place() == [0, 0]
    descend.shows_step(trained(0), 0)


def test_play_goes_through_the_run_from_its_start(descend: DescendPage) -> None:
    descend.press("run").finished()
    descend.page.keyboard.press("Space")
    expect(descend.page.locator(".trainer .steps span")).to_have_text(
        re.compile(r"step \d{1,2} of 1000"), timeout=5_000
    )
    expect(descend.page.locator(".trainer .steps span")).to_have_text(
        re.compile(r"step [2-9]\d of 1000"), timeout=9_000
    )
    descend.page.keyboard.press("Space")
    descend.quiet()
    step, _ = descend.place()
    descend.page.wait_for_timeout(500)
    assert descend.place() == [step, 1000]
    assert f"k={step}" in descend.query()
    descend.shows_step(trained(1000), step)


def test_another_optimizer_and_divergence(page: Page, server: Server) -> None:
    descend = DescendPage(page)
    descend.open(f"{server.url}/descend?d=optimizer:adam,rate:0.02,steps:200")
    descend.press("run").finished()
    descend.shows_step(trained(200, bp.Adam(0.02)), 200)
    descend.open(f"{server.url}/descend?d=optimizer:momentum,rate:1000000,l2:10&n=500")
    descend.finished()
    expect(page.locator(".trainer .said")).to_contain_text("The run diverged")
    expect(page.locator(".trainer [data-do=run]")).to_be_disabled()
    assert 0 < descend.place()[1] < 500
    expect(page.locator("body")).not_to_contain_text("NaN")


def test_the_weights_are_taken_to_explore(descend: DescendPage) -> None:
    run = trained(1000)
    descend.press("run").finished()
    descend.slide(250)
    descend.page.locator(".trainer [data-do=take]").click()
    expect(descend.page.get_by_text("the weights after step 250 of the run")).to_be_visible()
    explore = ExplorePage(descend.page).ready()
    taken = explore.linked().network
    for layer, expected in zip(taken.layers, run.at(250).layers, strict=True):
        assert np.array_equal(layer.W, expected.W)
        assert np.array_equal(layer.b, expected.b)
    assert explore.value("W1[2,1]") == taken.layers[0].W[1, 0]
    explore.page.keyboard.press("Control+z")
    explore.quiet()
    assert explore.linked() == WORKED
    explore.page.keyboard.press("Control+Shift+z")
    explore.quiet().page.get_by_role("link", name="Descend").click()
    descend.ready().page.keyboard.press("Control+z")  # there is no board here
    explore.quiet()
    assert explore.linked() == WORKED


@pytest.mark.parametrize("way", ["take", "menu"])
def test_a_run_that_is_left_behind_asks_for_nothing_more(descend: DescendPage, way: str) -> None:
    """Its next slice, asked for as the page goes, is nobody's: the new page takes edits, and the log stays clean."""
    descend.page.get_by_label("Steps of a run").fill("100000")
    descend.page.get_by_label("Steps of a run").press("Enter")
    descend.quiet()
    descend.page.locator(".trainer [data-do=run]").click()
    expect(descend.page.locator(".trainer [data-do=run]")).to_contain_text("Stop")
    expect(descend.page.locator(".trainer [data-do=take]")).to_be_enabled()
    if way == "take":
        descend.page.locator(".trainer [data-do=take]").click()
    else:
        descend.page.get_by_role("link", name="Explore").click()
    explore = ExplorePage(descend.page).ready()
    explore.type("b1[1]", "0.25")
    assert explore.linked().network.layers[0].b[0] == 0.25
