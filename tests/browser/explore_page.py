"""The explore page as a person's hands and eyes: cells to drag and type into, numbers to read off the figures."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat

READ_FIGURES = """() => {
  const numbers = {};
  for (const plot of document.querySelectorAll(".js-plotly-plot"))
    for (const trace of plot.data) {
      const names = [trace.customdata ?? []].flat(2), texts = [trace.text ?? []].flat(2);
      names.forEach((name, i) => { if (name && texts[i]) (numbers[name] ??= new Set()).add(texts[i].trim()); });
    }
  return Object.fromEntries(Object.entries(numbers).map(([name, set]) => [name, [...set]]));
}"""

# Nodes of a figure part with the name of the number each belongs to, as Plotly has bound them; null is a mark or frame.
NODES = """
  const nodes = (root, kind) => [...root.querySelectorAll(".js-plotly-plot g.trace")].flatMap((group) => {
    const trace = group.__data__[0].trace;
    return [...group.querySelectorAll(kind)].map((node) => [trace.customdata?.[node.__data__.i] ?? null, node]);
  });
  const middle = (node) => { const b = node.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
"""
# What stands in the page itself, not in Plotly's data.
READ_PAINTED = f"""() => {{ {NODES}
  const painted = {{}};
  for (const [name, node] of nodes(document, ".textpoint"))
    if (name) (painted[name] ??= []).push(node.textContent.trim());
  return painted;
}}"""
WHERE = f"""([part, name]) => {{ {NODES}
  const found = nodes(document.querySelector(`.part.${{part}}`), ".point").find(([other]) => other === name);
  if (!found) return null;
  found[1].scrollIntoView({{ block: "nearest" }});
  return middle(found[1]);
}}"""
# The numbers that the figures tell on hover, to the last digit that is not round-off.
READ_HOVERS = """() => Object.fromEntries([...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) => plot.data)
  .filter((trace) => trace.customdata && (trace.hovertext || trace.z))
  .flatMap((trace) => {
    const values = (trace.z ?? trace.hovertext).flat();
    return trace.customdata.flat().map((name, i) => [name, Number(values[i])]);
  }))"""
# The names of the numbers around which a line at least this thick is drawn, all marks of a selection.
MARKED = f"""([part, width]) => {{ {NODES}
  const all = nodes(document.querySelector(`.part.${{part}}`), ".point");
  const shape = (node) => node.querySelector("path") ?? node;
  const rings = all.filter(([name, node]) => !name && parseFloat(getComputedStyle(shape(node)).strokeWidth) === width);
  const near = ([x, y], [u, v]) => Math.hypot(x - u, y - v) < 2.5;
  const inside = rings.map(([, ring]) => all.filter(([name, node]) => name && near(middle(node), middle(ring))));
  return [...new Set(inside.flat().map(([name]) => name))].sort();
}}"""
READ_BOARD = """() => Object.fromEntries([...document.querySelectorAll(".cell")].map((cell) =>
  [cell.dataset.name, [cell.getAttribute("aria-valuenow"), cell.getAttribute("aria-valuetext")]]))"""
# Nothing is on its way: the tab has sent and drawn all, and no script runs, whenever one looks twice.
QUIET = """() => {
  const { tab } = document.documentElement.dataset;
  const app = document.querySelector("[data-testid=stApp]");
  const still = tab !== "busy" && app?.dataset.testScriptState === "notRunning";
  const before = window.wasStill;
  window.wasStill = still;
  if (still && before) delete window.wasStill;
  return still && before;
}"""
SIZES = ((1440, 900), (1920, 1080), (390, 844))  # a laptop, a projector, a phone
BEYOND = """() => { const main = document.querySelector("[data-testid=stMain]");
  return main.scrollWidth - main.clientWidth; }"""  # px of the page that a window is too narrow for
OF_EVERY_LAYER = ("W", "b", "z", "a", "delta", "dW", "db")  # the figures show all of these


class ExplorePage:
    """One browser tab on the explore page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> "ExplorePage":
        self.page.goto(url)
        return self.ready()

    def ready(self) -> "ExplorePage":
        """Wait until board and figures are there and nothing is on its way."""
        self.page.wait_for_selector(".cell", timeout=30_000)
        expect(self.page.locator(".js-plotly-plot")).to_have_count(3, timeout=30_000)
        return self.quiet()

    def quiet(self) -> "ExplorePage":
        """Wait until what was done has been answered and drawn: looked for every 20 ms, for tests wait here most."""
        self.page.wait_for_function(QUIET, polling=20, timeout=15_000)
        return self

    def resize(self, width: int, height: int) -> "ExplorePage":
        """Look at the page in a window of this size, drawn for it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(300)  # the stage measures itself once the page has been laid out
        return self.quiet()

    def cell(self, name: str) -> Locator:
        return self.page.locator(f'.cell[data-name="{name}"]')

    def value(self, name: str) -> float:
        """The exact number of a cell."""
        return float(self.cell(name).get_attribute("aria-valuenow") or "nan")

    def type(self, name: str, text: str) -> "ExplorePage":
        """Type a new number into a cell and press Enter."""
        self.cell(name).focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        return self.quiet()

    def drag(self, name: str, pixels: int, *, steps: int = 10, release: bool = True) -> "ExplorePage":
        box = self.cell(name).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + pixels, y, steps=steps)
        if release:
            self.page.mouse.up()
            self.quiet()
        return self

    def numbers(self) -> dict[str, list[str]]:
        """Every number drawn in the figures: its name, and the texts it is drawn with."""
        numbers: dict[str, list[str]] = self.page.evaluate(READ_FIGURES)
        return numbers

    def vital(self, name: str) -> str:
        return self.page.locator(f".vitals [data-name={name}]").inner_text()

    def note(self) -> Locator:
        """The sentence at the place where something was refused."""
        return self.page.locator(".board .note")

    def menu(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=False)

    def query(self) -> str:
        location: dict[str, Any] = self.page.evaluate("({search: location.search, length: history.length})")
        return str(location["search"])

    def painted(self) -> dict[str, list[str]]:
        """Every number that stands in the figures, without the symbol before it: its name, and its texts."""
        painted: dict[str, list[str]] = self.page.evaluate(READ_PAINTED)
        return {name: sorted({text.split()[-1] for text in texts}) for name, texts in painted.items()}

    def shows(
        self, experiment: Experiment, *, sample: int = 1, write: NumberFormat | None = None
    ) -> "ExplorePage":
        """Board, figures and vital signs show this experiment's numbers, and all of them."""
        write = write or NumberFormat()
        evaluation = experiment.evaluate()

        def exact(name: str) -> float:
            return evaluation.value(Quantity.parse(name), sample)

        board = self.page.evaluate(READ_BOARD)
        assert board == {name: [board[name][0], write(exact(name))] for name in board}
        assert {name: float(now) for name, (now, _) in board.items()} == {name: exact(name) for name in board}
        painted = self.painted()
        assert painted == {name: [write(exact(name))] for name in painted}
        hovers = self.page.evaluate(READ_HOVERS)
        assert {name: float(value) for name, value in hovers.items()} == {
            name: float(write.told(exact(name))) for name in hovers
        }
        assert hovers.keys() >= painted.keys()
        drawn = {Quantity.parse(name).array for name in hovers}
        layers = range(1, len(experiment.network.layers) + 1)
        assert drawn >= {"x", "t", *(f"{kind}{l}" for l in layers for kind in OF_EVERY_LAYER)}
        assert self.vital("C") == write(exact("C"))
        expect(self.page.locator(".vitals .badge.ok")).to_be_visible()
        expect(self.page.locator("body")).not_to_contain_text("Traceback")
        return self

    def linked(self) -> Experiment:
        """The experiment that the address bar holds."""
        address: str = self.page.evaluate("new URLSearchParams(location.search).get('e')")
        return links.from_link(address)

    def where(self, part: str, name: str) -> tuple[float, float]:
        """The middle of a number's place in the `diagram` or the `matrices`."""
        place = self.page.evaluate(WHERE, [part, name])
        assert place, f"{name} has no place in the {part}"
        return place[0], place[1]

    def click(self, part: str, name: str) -> "ExplorePage":
        """Click a number in the `diagram` or the `matrices`."""
        x, y = self.where(part, name)
        self.page.mouse.move(x - 2, y)
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(100)  # Plotly looks for the point under the mouse at most every 50 ms
        self.page.mouse.click(x, y)
        return self.quiet()

    def marked(self, part: str, *, strong: bool = True) -> list[str]:
        """The names marked as the selection in a figure; not `strong`: as what it is made from."""
        names: list[str] = self.page.evaluate(MARKED, [part, 3.5 if strong else 1.75])
        return names

    def panel(self) -> Locator:
        """The explanation of the selected number."""
        return self.page.locator(".st-key-explanation")

    def popover(self, name: str) -> Locator:
        """Open one of the toolbar's popovers; what is inside it."""
        self.page.get_by_role("button", name=name).click()
        body = self.page.get_by_test_id("stPopoverBody")
        expect(body).to_be_visible()
        return body
