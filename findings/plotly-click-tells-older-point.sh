#!/usr/bin/env bash
# plotly.js 4.1.1 (in plotly.py 7.1.0), Chromium by Playwright 1.65.2: a click soon after a move reports the point passed before.
#
# Plotly looks for the points under the pointer at most every 50 ms, and a click asks it the same way: where it has
# looked less than 50 ms before, plotly_click comes at once with the points (and xPixel, yPixel) of that earlier place,
# while its `event` has the right one. Here the pointer goes from point 0 to point 2 and presses: in the same moment the
# event tells of point 0, after 100 ms of point 2. Compare xPixel with event.clientX before you trust `points`.
#
# Output seen:
#   pressed at once: point 0, 191 px beside the pointer
#   after 100 ms: point 2, 0 px beside the pointer
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check plotly==7.1.0 playwright==1.65.2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cat > dart.py <<'PYTHON'
import sys
from pathlib import Path

import plotly
from playwright.sync_api import sync_playwright

LIBRARY = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text()
DRAW = """async () => {
  const plot = document.getElementById("plot");
  const trace = { x: [1, 2, 3], y: [1, 2, 3], mode: "markers", marker: { size: 20 } };
  await Plotly.newPlot(plot, [trace], { width: 400, height: 400 }, { displayModeBar: false });
  const { left, top } = plot.getBoundingClientRect();
  plot.on("plotly_click", ({ points, event, xPixel }) =>
    (window.told = [points[0].pointNumber, Math.round(Math.abs(event.clientX - left - xPixel))]));
  const { xaxis, yaxis } = plot._fullLayout;
  return [1, 3].map((value) => [left + xaxis._offset + xaxis.d2p(value), top + yaxis._offset + yaxis.d2p(value)]);
}"""
DART = """async ([from, to, wait]) => {
  const fire = (kind, [clientX, clientY]) => document.elementFromPoint(clientX, clientY)
    .dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, clientX, clientY, view: window }));
  fire("mousemove", from);
  fire("mousemove", to);
  if (wait) await new Promise((done) => setTimeout(done, wait));
  fire("mousedown", to);
  fire("mouseup", to);
  return window.told;
}"""

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    page = browser.new_page()
    page.set_content("<div id=plot></div>")
    page.add_script_tag(content=LIBRARY)
    places = page.evaluate(DRAW)
    told = []
    for words, wait in (("pressed at once", 0), ("after 100 ms", 100)):
        page.wait_for_timeout(500)
        point, beside = page.evaluate(DART, [*places, wait])
        told.append((point, beside > 50))
        print(f"{words}: point {point}, {beside} px beside the pointer")
    browser.close()
if told != [(0, True), (2, False)]:
    sys.exit("This has changed.")
PYTHON
env/bin/python dart.py "$chromium"
