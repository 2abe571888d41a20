"""The descend page as a person's hands and eyes: buttons to press, a slider, the step on show."""

import re

from explore_page import ExplorePage
from playwright.sync_api import expect

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset

WORKED = preset()
WRITE = NumberFormat()


class DescendPage(ExplorePage):
    """One browser tab on the descend page."""

    def ready(self) -> "DescendPage":
        self.page.wait_for_selector(".trainer button", timeout=30_000)
        expect(self.page.locator(".js-plotly-plot")).to_have_count(5, timeout=30_000)
        self.quiet()
        return self

    def press(self, what: str) -> "DescendPage":
        self.page.locator(f".trainer [data-do={what}]").click()
        self.quiet()
        return self

    def finished(self) -> "DescendPage":
        """Wait until the run has ended, however busy the machine is."""
        expect(self.page.locator(".trainer [data-do=run]")).to_contain_text("Run", timeout=120_000)
        self.quiet()
        return self

    def place(self) -> list[int]:
        """The step on show, and how many there are."""
        text = self.page.locator(".trainer .steps span").inner_text()
        return [int(number) for number in re.findall(r"\d+", text)]

    def slide(self, step: int) -> "DescendPage":
        self.page.locator(".trainer [type=range]").fill(str(step))
        self.quiet()
        return self

    def shows_step(self, run: bp.Run, step: int) -> None:
        """Diagram and matrices are painted with the numbers of this step, all of them."""
        evaluation = bp.evaluate(run.at(step), WORKED.x, WORKED.t, WORKED.loss)
        painted = self.painted()
        assert {"z1[1]", "W1[2,1]", "dW1[2,1]", "a2[1]"} <= painted.keys()
        assert painted == {name: [WRITE(evaluation.value(Quantity.parse(name)))] for name in painted}
        expect(self.page.locator(".trainer .said")).to_contain_text(f"C = {WRITE(float(run.cost[step]))}")
