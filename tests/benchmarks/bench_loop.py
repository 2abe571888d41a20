"""The loop from edit to repaint, in Chromium, against an empty app in the same interleaved run.

Prints, for the worked example and for an 8-8-8 network: commit to last figure painted with its new numbers, as a
multiple of the floor app's click to text; full updates a second while dragging; and server CPU an edit.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import DEFAULT, preset
from backprop.lessons.walk.steps import steps_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "browser"))

import chromium  # noqa: E402 - shared with the browser tests, found through the line above
from explore_page import ExplorePage  # noqa: E402
from server import Server  # noqa: E402

EDITS = int(os.environ.get("EDITS", "100"))
CELL = "W1[2,1]"
# Start the clock at the next Enter; stop it in the frame after every figure shows the numbers the numerics expect:
# in its painted text, or in what its cells tell on hover where they are too small for text.
WATCH_EDIT = """(expected) => { window.measured = new Promise((resolve) => {
  let start = 0;
  addEventListener("keydown", () => { start = performance.now(); }, { capture: true, once: true });
  const stage = document.querySelector(".stage"), before = stage.dataset.number;
  const painted = (plot, name) => [...plot.querySelectorAll(".scatterlayer g.trace")].flatMap((group) =>
    [...group.querySelectorAll(".textpoint")]
      .filter((node) => group.__data__[0].trace.customdata?.[node.__data__.i] === name)
      .map((node) => node.textContent.trim().split(" ").at(-1)));
  const told = (plot, name) => plot.data.flatMap((trace) => {
    const names = [trace.customdata ?? []].flat(2), values = [trace.hovertext ?? []].flat(2);
    return values.filter((_, i) => names[i] === name);
  });
  const holds = (plot, [name, text, exact]) => {
    const texts = painted(plot, name);
    return (texts.length ? texts.every((each) => each === text) : true) && told(plot, name).includes(exact);
  };
  const look = () => {
    const plots = stage.dataset.number === before ? [] : [...document.querySelectorAll(".js-plotly-plot")];
    if (plots.length && expected.every((number, i) => holds(plots[i], number)))
      requestAnimationFrame(() => resolve(performance.now() - start));
    else setTimeout(look, 2);
  };
  look();
}); }"""
WATCH_FLOOR = """async () => {
  const text = () => document.querySelector("[data-testid=stText]").textContent, before = text();
  const start = performance.now();
  document.querySelector("[data-testid=stNumberInputStepUp]").click();
  return await new Promise((resolve) => { const look = () => {
    if (text() !== before) requestAnimationFrame(() => resolve(performance.now() - start)); else setTimeout(look, 1);
  }; look(); });
}"""
# Stop the clock in the frame in which the rail, the words and both figures show the step.
WATCH_STEP = """([key, title]) => { window.measured = new Promise((resolve) => {
  let start = 0;
  addEventListener("keydown", () => { start = performance.now(); }, { capture: true, once: true });
  const shown = () => document.querySelector(".rail [aria-current]")?.dataset.step === key
    && document.querySelector(".words h2")?.textContent === title
    && [...document.querySelectorAll(".figure")].every((figure) => figure.ariaLabel.includes(title));
  const look = () => {
    if (shown()) resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  look();
}); }"""
COUNT_UPDATES = """() => { window.updates = []; const stage = document.querySelector(".stage");
  let before = stage.dataset.number;
  const look = () => {
    if (stage.dataset.number !== before) { before = stage.dataset.number; window.updates.push(performance.now()); }
    window.watching = requestAnimationFrame(look); }; look(); }"""


def expected_numbers(evaluation: Evaluation) -> list[tuple[str, str, str]]:
    """One number of each figure, as written and exactly: an output, a forward z and a backward gradient."""
    names = (Quantity("a", evaluation.n_layers, (1,)), Quantity("z", 1, (1,)), Quantity("dW", 1, (2, 1)))
    values = [(str(name), evaluation.value(name)) for name in names]
    return [(name, NumberFormat()(value), NumberFormat.exact(value)) for name, value in values]


def one_edit(page: Page, experiment: Experiment, value: float) -> float:
    """Type a number, press Enter; milliseconds until every figure is painted with what the numerics say."""
    expected = expected_numbers(set_value(experiment, CELL, value).evaluate())
    page.locator(f'.cell[data-name="{CELL}"]').focus()
    page.keyboard.type(str(value))
    page.evaluate(WATCH_EDIT, expected)
    page.keyboard.press("Enter")
    return float(
        page.evaluate("Promise.race([window.measured, new Promise((r) => setTimeout(() => r(1e9), 5000))])")
    )


def drag_rate(page: ExplorePage) -> float:
    """Full updates a second while the mouse keeps moving for about three seconds; the last value is drawn."""
    page.page.evaluate(COUNT_UPDATES)
    box = page.cell(CELL).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    begin, offset = time.perf_counter(), 0
    while time.perf_counter() - begin < 3:
        offset += 1
        page.page.mouse.move(x + 3 * (offset % 60) + 6, y)
        time.sleep(0.008)
    page.page.mouse.up()
    page.quiet()
    times = page.page.evaluate("(cancelAnimationFrame(window.watching), window.updates)")
    shown = page.linked()
    assert shown.network.layers[0].W[1, 0] == page.value(CELL), "the last value is the address's"
    page.shows(shown)
    return (len(times) - 1) / (times[-1] - times[0]) * 1000


def measure(browser: Browser, app: Server, floor: Server, experiment: Experiment, name: str) -> None:
    """One network against the floor, edit by edit in turn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    explore = ExplorePage(context.new_page()).open(f"{app.url}/?e={links.to_link(experiment)}")
    bare = context.new_page()
    bare.goto(floor.url)
    bare.wait_for_selector("[data-testid=stNumberInputStepUp]")
    ours, theirs, cpu_ours, cpu_theirs = [], [], 0.0, 0.0
    for i in range(EDITS + 5):
        explore.page.bring_to_front()
        before, began = app.cpu_seconds(), time.perf_counter()
        took = one_edit(explore.page, experiment, round(0.05 + 0.01 * ((i * 37) % 100), 2))
        explore.page.wait_for_timeout(150)  # whatever follows an edit belongs to its cost
        spent, lasted = app.cpu_seconds() - before, time.perf_counter() - began
        bare.bring_to_front()
        before, began = floor.cpu_seconds(), time.perf_counter()
        base = float(bare.evaluate(WATCH_FLOOR))
        bare.wait_for_timeout(1000 * max(0.0, lasted - (time.perf_counter() - began)))  # both idle as long
        if i >= 5:
            ours.append(took)
            theirs.append(base)
            cpu_ours += spent
            cpu_theirs += floor.cpu_seconds() - before
    explore.page.bring_to_front()
    missed = sum(took > 1e8 for took in ours)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{name}: edit to paint {statistics.median(ours):.0f} ms, floor {statistics.median(theirs):.0f} ms, "
        f"median ratio {ratio:.2f}; {missed} of {EDITS} edits missed"
    )
    print(
        f"{name}: server CPU {cpu_ours / EDITS * 1e3:.1f} ms an edit, floor {cpu_theirs / EDITS * 1e3:.1f} ms, "
        f"ratio {cpu_ours / cpu_theirs:.2f}"
    )
    print(f"{name}: {drag_rate(explore):.1f} full updates a second while dragged, the last value drawn")
    assert not missed, "an edit was not painted within five seconds"
    context.close()


def measure_steps(browser: Browser, app: Server, floor: Server) -> None:
    """The walk of the worked example: key press to last figure painted, against the floor."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    walk = context.new_page()
    walk.goto(f"{app.url}/step")
    walk.wait_for_selector(".rail button")
    walk.wait_for_timeout(2000)
    bare = context.new_page()
    bare.goto(floor.url)
    bare.wait_for_selector("[data-testid=stNumberInputStepUp]")
    steps, ratios, ours = steps_of(preset(DEFAULT).evaluate()), [], []
    for i in range(EDITS):
        forward = i // (len(steps) - 1) % 2 == 0
        place = i % (len(steps) - 1)
        target = steps[place + 1] if forward else steps[len(steps) - 2 - place]
        walk.bring_to_front()
        walk.evaluate(WATCH_STEP, [target.key, target.title])
        walk.keyboard.press("ArrowRight" if forward else "ArrowLeft")
        took = walk.evaluate(
            "Promise.race([window.measured, new Promise((r) => setTimeout(() => r(1e9), 5000))])"
        )
        walk.wait_for_timeout(60)
        bare.bring_to_front()
        base = float(bare.evaluate(WATCH_FLOOR))
        bare.wait_for_timeout(60)
        ours.append(took)
        ratios.append(took / base)
    missed = sum(took > 1e8 for took in ours)
    print(
        f"walk: key press to paint {statistics.median(ours):.0f} ms, median ratio {statistics.median(ratios):.2f}; "
        f"{missed} of {EDITS} steps missed"
    )
    assert not missed, "a step was not painted within five seconds"
    context.close()


def main() -> None:
    """Start both apps and measure both networks."""
    worked = preset(DEFAULT)
    large = restructure(worked, sizes=[8, 8, 8])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = Server(Path(folder) / "app.log").start()
        floor = Server(Path(folder) / "floor.log", HERE / "floor_app.py").start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        try:
            measure(browser, app, floor, worked, "3-2-2")
            measure(browser, app, floor, large, "8-8-8")
            measure_steps(browser, app, floor)
        finally:
            browser.close()
            app.kill()
            floor.kill()


if __name__ == "__main__":
    main()
