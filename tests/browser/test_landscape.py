"""The landscape page: the network put on the plane, a number dragged, a run's path, the view along one weight."""

import re

import numpy as np
import pytest
from landscape_page import LandscapePage
from playwright.sync_api import Page, expect
from server import Server

import backprop as bp
from backprop.experiment.edits import set_values
from backprop.experiment.presets import preset

WORKED = preset()


@pytest.fixture
def landscape(page: Page, server: Server) -> LandscapePage:
    tab = LandscapePage(page)
    tab.open(f"{server.url}/landscape")
    return tab


def test_a_click_puts_the_network_there_and_undo_takes_it_back(landscape: LandscapePage) -> None:
    page = landscape.page
    assert landscape.trace("plane", "the network") == {"x": [0.1], "y": [0.7], "z": None}
    page.mouse.click(*landscape.point(-0.5, 1.25))
    landscape.quiet()
    u, v = landscape.value("W1[1,1]"), landscape.value("W2[1,1]")
    assert u == pytest.approx(-0.5, abs=0.02)
    assert v == pytest.approx(1.25, abs=0.02)
    moved = set_values(WORKED, {"W1[1,1]": u, "W2[1,1]": v})
    assert landscape.linked() == moved
    cost = float(moved.evaluate().backward.cost)
    for part in ("plane", "relief"):
        here = landscape.trace(part, "the network")
        assert (here["x"], here["y"]) == ([u], [v])
    lift = here["z"][0] - cost
    assert 0 < lift < 0.02 * np.ptp(landscape.heights("relief")), "it stands on the surface"
    page.keyboard.press("Control+z")
    landscape.quiet()
    assert landscape.linked() == WORKED
    assert landscape.trace("relief", "the network")["x"] == [0.1]


def test_dragging_a_number_moves_the_point_live_and_the_surface_on_release(landscape: LandscapePage) -> None:
    page = landscape.page
    before = landscape.heights("plane"), landscape.heights("relief")
    cell = landscape.cell("W1[1,1]").bounding_box()
    assert cell
    x, y = cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 24, y, steps=6)
    landscape.quiet()
    value = landscape.value("W1[1,1]")
    assert value > 0.1
    assert landscape.trace("plane", "the network")["x"] == [value]
    assert landscape.trace("relief", "the network")["x"] == [0.1]
    page.mouse.up()
    landscape.quiet()
    assert landscape.trace("relief", "the network")["x"] == [landscape.value("W1[1,1]")]
    assert (landscape.heights("plane"), landscape.heights("relief")) == before
    landscape.type("W1[2,2]", "3")
    assert landscape.heights("plane") != before[0]  # another plane
    assert landscape.heights("relief") == landscape.heights("plane")


def test_the_path_of_a_run_grows_on_the_plane_and_survives_a_reload(landscape: LandscapePage) -> None:
    page = landscape.page
    page.locator(".trainer [data-do=run]").click()
    expect(page.locator(".trainer .steps span")).to_have_text("step 1000 of 1000", timeout=30_000)
    landscape.quiet()
    run = bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(0.5), 1000)
    path = landscape.trace("plane", "the run's path, projected")
    assert (path["x"][0], path["x"][-1]) == (0.1, run.at(1000).layers[0].W[0, 0])
    assert path["y"][-1] == run.at(1000).layers[1].W[0, 0]
    page.locator(".trainer [type=range]").fill("40")
    landscape.quiet()
    assert landscape.trace("plane", "step on show")["x"] == [run.at(40).layers[0].W[0, 0]]
    expect(page.locator(".trainer .said")).to_contain_text("projection")
    page.get_by_text("What the run spans").click()
    expect(page.locator(".trainer .said")).to_contain_text("of the run's spread")
    landscape.quiet()
    end = landscape.trace("plane", "the run's path, projected")
    assert end["x"][-1] > abs(end["y"][-1])
    page.reload()
    landscape.ready()
    expect(page.locator(".trainer .steps span")).to_have_text("step 40 of 1000", timeout=30_000)
    landscape.quiet()
    assert landscape.trace("plane", "the run's path, projected") == end


def test_along_one_parameter_the_secant_tends_to_the_gradient(page: Page, server: Server) -> None:
    landscape = LandscapePage(page)
    landscape.figures = 1
    landscape.open(f"{server.url}/landscape?l=along:one;axes:W1[3,1]%2B;epsilon:0.3")
    gradient = float(WORKED.evaluate().backward.dW[0][2, 0])
    said = page.locator(".trainer .said")
    expect(said).to_contain_text("gradient: 0.02243")
    errors = []
    for epsilon in ("0.3", "0.03"):
        if epsilon != "0.3":
            slider = page.get_by_role("slider", name="ε of the secant")
            slider.focus()
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowLeft")
            landscape.quiet()
        change = np.zeros((3, 2))
        change[2, 0] = float(epsilon)
        high, low = (
            bp.cost(
                WORKED.network.replace("W", 1, WORKED.network.layers[0].W + sign * change), WORKED.x, WORKED.t
            )
            for sign in (1, -1)
        )
        slope = (high - low) / (2 * float(epsilon))
        expect(said).to_contain_text(f"2ε = {slope:.5f}"[:12])
        errors.append(abs(slope - gradient))
        found = re.search(r"differ by ([0-9.×⁻⁰-⁹]+)", said.inner_text())
        assert found
    assert errors[1] < errors[0] / 50


def test_a_click_on_the_board_chooses_the_axis(landscape: LandscapePage) -> None:
    landscape.cell("b2[2]").click()
    landscape.quiet()
    assert landscape.trace("plane", "the network") == {"x": [0.3], "y": [0.1], "z": None}
    expect(landscape.page.get_by_label("Across")).to_have_value(re.compile("b"))
