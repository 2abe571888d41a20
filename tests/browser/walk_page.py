"""The step page as a person's hands and eyes: keys to press, the lesson to read, numbers to read off the figures."""

from explore_page import ExplorePage
from playwright.sync_api import expect

READ_LATEX = """(selector) => [...document.querySelectorAll(selector)].map((node) => node.textContent)"""


# The formulas of the lesson that leave its column, by how many pixels.
CUT = """() => { const lesson = document.querySelector(".st-key-lesson"), { right } = lesson.getBoundingClientRect();
  const range = document.createRange();
  const over = [...lesson.querySelectorAll(".katex-html")].map((formula) => {
    range.selectNodeContents(formula);
    return range.getBoundingClientRect().right - right;
  });
  return over.filter((pixels) => pixels > 2); }"""


class WalkPage(ExplorePage):
    """One browser tab on the step page."""

    def ready(self) -> "WalkPage":
        self.page.wait_for_selector(".rail button", timeout=30_000)
        expect(self.page.locator(".js-plotly-plot")).to_have_count(2, timeout=30_000)
        self.quiet()
        return self

    def press(self, key: str) -> "WalkPage":
        self.page.keyboard.press(key)
        self.quiet()
        return self

    def step(self) -> str:
        """The key of the step on show, by the rail."""
        return self.page.locator(".rail [aria-current]").get_attribute("data-step") or ""

    def title(self) -> str:
        return self.page.locator(".words h2").inner_text()

    def answer(self) -> str:
        """The result as its LaTeX stands in the page."""
        found: list[str] = self.page.evaluate(READ_LATEX, ".st-key-lesson p > .katex:only-child annotation")
        return " ".join(found)

    def lesson(self) -> str:
        """All that is written beside the figures, its LaTeX included."""
        return str(self.page.locator(".st-key-lesson").evaluate("(node) => node.textContent"))

    def control(self, name: str) -> None:
        self.page.locator(f".controls [data-do={name}]").click()
        self.quiet()

    def verdict(self) -> str:
        return self.page.locator(".controls .verdict").inner_text()
