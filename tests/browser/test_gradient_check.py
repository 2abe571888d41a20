"""The gradient check page: both gradients, the step dragged, the worst chosen, and edits that everything follows."""

import pytest
from explore_page import BEYOND, SIZES, ExplorePage
from playwright.sync_api import Browser, Page, expect
from server import Server
from thorough import beside

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value
from backprop.experiment.links import to_link
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.checks.numeric_check import numeric_check

WORKED = preset()
NAME = Quantity.parse("dW1[2,1]")
CURVE = "document.querySelector('.part.errors .js-plotly-plot').data[0].y"


class CheckPage(ExplorePage):
    """One browser tab on the gradient check."""

    def ready(self) -> "CheckPage":
        self.page.wait_for_selector(".cell", timeout=30_000)
        expect(self.page.locator(".js-plotly-plot")).to_have_count(3, timeout=30_000)
        self.quiet()
        return self

    def shows_check(self, experiment, method: str, epsilon: float) -> None:
        """Both versions of a gradient are in the figure, and the table is led by the worst."""
        check = numeric_check(experiment.evaluate(), method, epsilon)
        write = NumberFormat()
        numeric = check.numeric_evaluation.value(NAME)
        assert {write(check.evaluation.value(NAME)), write(numeric)} <= set(self.numbers()[str(NAME)])
        worst = int(check.worst[0])
        error = NumberFormat(2)(float(check.error[worst]))
        expect(self.page.locator(".worst tbody tr").first).to_contain_text(error)
        expect(self.page.locator(".probe .verdict")).to_contain_text(error)


@pytest.fixture
def check(page: Page, server: Server) -> CheckPage:
    tab = CheckPage(page)
    tab.open(f"{server.url}/check")
    return tab


def test_the_worked_example_is_proved_right(check: CheckPage) -> None:
    expect(check.page.locator(".probe .verdict")).to_contain_text(
        "✓ All 14 gradients agree with central differences"
    )
    check.shows_check(WORKED, "central", 1e-5)
    check.page.get_by_role("button", name="Complex step").click()
    check.quiet()
    check.shows_check(WORKED, "complex", 1e-5)
    expect(check.page.locator(".probe .verdict")).to_contain_text(
        "✓ All 14 gradients agree with the complex step"
    )


def test_the_step_is_dragged_and_everything_follows_while_it_is(check: CheckPage) -> None:
    page = check.page
    slider = page.locator(".probe [type=range]").bounding_box()
    assert slider
    y = slider["y"] + slider["height"] / 2
    page.mouse.move(slider["x"] + slider["width"] * 0.61, y)
    page.mouse.down()
    page.mouse.move(slider["x"] + 8, y, steps=8)
    check.quiet()
    expect(page.locator(".probe .epsilon span")).to_have_text("ε = 1e-13")
    check.shows_check(WORKED, "central", 1e-13)
    page.mouse.up()
    check.quiet()
    expect(page.locator(".probe .verdict")).to_contain_text("No gradient is wrong, though")
    page.reload()
    check.ready()
    expect(page.locator(".probe .epsilon span")).to_have_text("ε = 1e-13")
    check.shows_check(WORKED, "central", 1e-13)


def test_a_gradient_of_the_list_or_of_the_figure_is_looked_at_closely(check: CheckPage) -> None:
    page = check.page
    before = page.evaluate(CURVE)
    page.locator(".worst [data-select='dW2[1,1]']").click()
    check.quiet()
    assert page.evaluate(CURVE) != before
    expect(page.locator(".probe")).to_contain_text("The curves below are those of W⁽²⁾₁₁")
    check.click("gradients", "dW1[3,2]")
    check.quiet()
    expect(page.locator(".probe")).to_contain_text("The curves below are those of W⁽¹⁾₃₂")


def test_an_edit_is_checked_anew(check: CheckPage) -> None:
    check.type("W2[1,2]", "-3")
    check.shows_check(set_value(WORKED, "W2[1,2]", -3.0), "central", 1e-5)


@pytest.mark.parametrize("slug", beside("three-classes", "worked-example"))
def test_nothing_runs_off_the_screen(phones: Browser, server: Server, slug: str) -> None:
    context = phones.new_context(color_scheme="dark")
    check = CheckPage(context.new_page())
    check.open(f"{server.url}/check?e={to_link(preset(slug))}")
    for width, height in SIZES:
        check.resize(width, height)
        assert check.page.evaluate(BEYOND) <= 0, width
        if width > 1000:
            bottom = "document.querySelector('.part.slice .js-plotly-plot').getBoundingClientRect().bottom"
            assert check.page.evaluate(bottom) <= height
    context.close()
