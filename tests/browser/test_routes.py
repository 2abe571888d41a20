"""Paths and what-if in the explanation: the paths add up and light the diagram, the tangent is the gradient."""

import re

from explore_page import ExplorePage
from playwright.sync_api import expect

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset

WRITE = NumberFormat()


def test_paths_add_up_and_light_the_diagram(explore: ExplorePage) -> None:
    explore.click("matrices", "dW1[2,1]")
    explore.panel().get_by_role("button", name="Paths").click()
    rows = explore.panel().locator("li:has(a[href^='#path:'])")
    expect(rows).to_have_count(2)
    values = [float(re.findall(r"= ([\d.]+)$", row)[0]) for row in rows.all_inner_texts()]
    gradient = preset().evaluate().value(Quantity.parse("dW1[2,1]"))
    assert abs(sum(values) - gradient) < 1e-5
    expect(explore.panel()).to_contain_text(f"Sum {WRITE(gradient)}")
    expect(explore.panel()).to_contain_text("8 multiplications")
    rows.nth(1).locator("a").hover()
    expect(rows.nth(1).locator("a")).to_have_attribute("aria-pressed", "true")
    explore.quiet()
    assert explore.marked("diagram", strong=False) == ["W1[2,1]", "W2[1,1]", "a1[1]", "a2[1]"]
    rows.nth(0).locator("a").click()
    explore.page.mouse.move(600, 880)
    explore.quiet()
    expect(rows.nth(0).locator("a")).to_have_attribute("aria-pressed", "true")
    assert explore.marked("diagram", strong=False) == ["W1[2,1]", "W2[1,2]", "a1[1]", "a2[2]"]


def test_what_if_follows_the_tangent(explore: ExplorePage) -> None:
    explore.click("matrices", "dW2[1,2]")
    explore.panel().get_by_role("button", name="What if").click()
    slider = explore.panel().get_by_role("slider")
    slider.focus()
    for _ in range(5):
        explore.page.keyboard.press("ArrowRight")
    explore.page.wait_for_timeout(600)
    explore.quiet()
    nudge = float(slider.evaluate("(node) => node.value ?? node.getAttribute('aria-valuenow')"))
    assert nudge > 0
    before = preset().evaluate()
    gradient = before.value(Quantity.parse("dW2[1,2]"))
    after = set_value(preset(), "W2[1,2]", 0.8 + nudge).evaluate()
    true = after.value(Quantity("C")) - before.value(Quantity("C"))
    expect(explore.panel()).to_contain_text(f"predicted +{WRITE(gradient * nudge)}, true +{WRITE(true)}")
    lines = explore.page.evaluate(
        "() => document.querySelector('.stage.inset .js-plotly-plot').data.filter((t) => t.mode === 'lines')"
    )
    tangent = next(line for line in lines if len(line["x"]) == 2 and line["x"][0] != line["x"][1])
    (x0, x1), (y0, y1) = tangent["x"], tangent["y"]
    assert abs((y1 - y0) / (x1 - x0) - gradient) < 1e-9
