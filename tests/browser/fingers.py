"""A phone, and the fingers on it: taps on the numbers of figures, and swipes along any way."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

# Every figure of the page with numbers that can be pressed: its part, its place there, and their names.
FIGURES = """() => [...document.querySelectorAll(".part")].flatMap((part) =>
  [...part.querySelectorAll(".js-plotly-plot")].map((plot, place) => {
    const carried = plot.data.flatMap((trace) => [trace.customdata ?? []].flat(2));
    const names = carried.filter((name) => typeof name === "string" && name);
    return [part.className.split(" ")[1], place, [...new Set(names)]];
  })).filter(([, , names]) => names.length)"""
# The drawn place of a number in a figure: of its shape, else of its text; scrolled to `block` of the window first.
BOX = """([part, place, name, block]) => {
  const plot = document.querySelectorAll(`.part.${part} .js-plotly-plot`)[place];
  const names = (group) => group.__data__[0].trace.customdata;
  const nodes = [".point", ".textpoint"].flatMap((kind) => [...plot.querySelectorAll("g.trace")].flatMap((group) =>
    [...group.querySelectorAll(kind)].filter((node) => names(group)?.[node.__data__.i] === name)));
  if (block) nodes[0].scrollIntoView({ block });
  const { x, y, width, height } = nodes[0].getBoundingClientRect();
  return { x, y, width, height };
}"""
Figure = tuple[str, int]


def phone(browser: Browser) -> BrowserContext:
    """A window as a phone has it: 390 x 844, touched, not pointed at."""
    return browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def figures(page: Page) -> dict[Figure, list[str]]:
    """The figures on the page that take clicks, and the names of their numbers."""
    found: list[Any] = page.evaluate(FIGURES)
    return {(part, place): names for part, place, names in found}


def box(page: Page, figure: Figure, name: str, block: str | None = None) -> dict[str, float]:
    """Where a number is drawn in the window, once it has been scrolled to its `block`, if any."""
    found: dict[str, float] = page.evaluate(BOX, [*figure, name, block])
    return found


def tap(page: Page, figure: Figure, name: str, block: str | None = "center") -> None:
    """A finger taps a number."""
    place = box(page, figure, name, block)
    page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def swipe(page: Page, start: tuple[float, float], *ways: tuple[float, float]) -> None:
    """One finger down at a place, along these ways from there, and up."""
    touch = page.context.new_cdp_session(page)
    x, y = start

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]}
        )

    send("touchStart", (x, y))
    for across, down in ways:
        for part in range(1, 11):
            send("touchMove", (x + across * part / 10, y + down * part / 10))
        x, y = x + across, y + down
    send("touchEnd")
    touch.detach()
