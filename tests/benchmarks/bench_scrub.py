"""Scrubbing through a long run against an edit, in Chromium, in the same interleaved run.

Prints how long it takes from moving the slider of a run of 10,000 steps until network and matrices are painted with
the numbers of that step, as a multiple of an edit on the explore page (goal: at most 1).
"""

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from backprop.core.descent import Run
from backprop.core.evaluation import evaluate
from backprop.experiment.presets import DEFAULT, preset
from backprop.experiment.training import Training
from tests.benchmarks.bench_loop import (
    expected_numbers,
    one_edit,
)  # first: it finds the browser tests' modules

import chromium  # isort: skip
from explore_page import ExplorePage  # isort: skip
from server import Server  # isort: skip

STEPS = 10_000
PLACES: dict[str, Callable[[int], int]] = {
    "along the run": lambda i: 40 + 3 * i,
    "to and fro": lambda i: 1 + (i * 3571) % 400 * (1 if i % 2 else 24),
}
SCRUBS = int(os.environ.get("EDITS", "60"))
WATCH = """([step, expected]) => new Promise((resolve) => {
  const painted = (plot, name) => [...plot.querySelectorAll(".scatterlayer g.trace")].flatMap((group) =>
    [...group.querySelectorAll(".textpoint")]
      .filter((node) => group.__data__[0].trace.customdata?.[node.__data__.i] === name)
      .map((node) => node.textContent.trim().split(" ").at(-1)));
  const told = (plot, name) => plot.data.flatMap((trace) => {
    const names = [trace.customdata ?? []].flat(2), values = [trace.hovertext ?? []].flat(2);
    return values.filter((_, i) => names[i] === name);
  });
  const slider = document.querySelector(".trainer [type=range]"), start = performance.now();
  slider.value = step;
  slider.dispatchEvent(new Event("input"));
  slider.dispatchEvent(new Event("change"));
  const look = () => {
    const plots = [...document.querySelectorAll(".part:is(.diagram, .matrices) .js-plotly-plot")];
    const done = expected.every(([name, text, exact], i) =>
      painted(plots[i], name).every((each) => each === text) && told(plots[i], name).includes(exact));
    if (done) requestAnimationFrame(() => resolve(performance.now() - start));
    else setTimeout(look, 2);
  };
  look();
})"""


def one_scrub(page: Page, step: int, expected: list[tuple[str, str, str]]) -> float:
    """Milliseconds from moving the slider to all the numbers of that step on the screen."""
    return float(page.evaluate(WATCH, [step, expected]))


def measure(explore: ExplorePage, descend: Page, run: Run, name: str, place: Callable[[int], int]) -> None:
    """Scrub and edit in turn, on two tabs of one browser."""
    worked, scrubs, edits = preset(DEFAULT), [], []
    for i in range(SCRUBS + 5):
        descend.bring_to_front()
        step = place(i)
        at = evaluate(run.at(step), worked.x, worked.t, worked.loss)
        scrub = one_scrub(descend, step, expected_numbers(at))
        descend.wait_for_timeout(150)
        explore.page.bring_to_front()
        edit = one_edit(explore.page, worked, round(0.05 + 0.01 * ((i * 37) % 100), 2))
        explore.page.wait_for_timeout(150)
        if i >= 5:
            scrubs.append(scrub)
            edits.append(edit)
    ratio = statistics.median(a / b for a, b in zip(scrubs, edits, strict=True))
    print(
        f"scrub, {name}: {statistics.median(scrubs):.0f} ms, an edit {statistics.median(edits):.0f} ms, "
        f"median ratio {ratio:.2f} (goal ≤ 1)"
    )


def main() -> None:
    """Along the run, and to places all over it, where numbers get other widths and everything moves."""
    run = Training().start(preset(DEFAULT)).extend(STEPS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = Server(Path(folder) / "app.log").start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            explore = ExplorePage(context.new_page()).open(app.url)
            descend = context.new_page()
            descend.goto(f"{app.url}/descend?n={STEPS}")
            descend.wait_for_selector(f".steps span:text('step {STEPS} of')", timeout=60_000)
            descend.wait_for_timeout(1500)
            for name, place in PLACES.items():
                measure(explore, descend, run, name, place)
        finally:
            browser.close()
            app.kill()


if __name__ == "__main__":
    main()
