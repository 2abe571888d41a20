"""The landscape page as a person's hands and eyes: points to press on, and what the two pictures show."""

from typing import Any

from explore_page import ExplorePage
from playwright.sync_api import expect

TRACE = """([part, name]) => { const plot = document.querySelector(`.part.${part} .js-plotly-plot`);
  const trace = plot.data.find((trace) => trace.name === name);
  return trace && { x: [...trace.x], y: [...trace.y], z: trace.z && [...trace.z] }; }"""
POINT = """([u, v]) => { const plot = document.querySelector(".part.plane .js-plotly-plot");
  const { xaxis, yaxis } = plot._fullLayout, { left, top } = plot.getBoundingClientRect();
  return [left + xaxis._offset + xaxis.d2p(u), top + yaxis._offset + yaxis.d2p(v)]; }"""
HEIGHTS = "(part) => document.querySelector(`.part.${part} .js-plotly-plot`).data[0].z.flat()"


class LandscapePage(ExplorePage):
    """One browser tab on the landscape page."""

    figures = 2

    def ready(self) -> "LandscapePage":
        self.page.wait_for_selector(".cell", timeout=30_000)
        expect(self.page.locator(".js-plotly-plot")).to_have_count(self.figures, timeout=30_000)
        self.quiet()
        return self

    def trace(self, part: str, name: str) -> Any:
        return self.page.evaluate(TRACE, [part, name])

    def point(self, u: float, v: float) -> tuple[float, float]:
        x, y = self.page.evaluate(POINT, [u, v])
        return x, y

    def heights(self, part: str) -> list[float]:
        found: list[float] = self.page.evaluate(HEIGHTS, part)
        return found
