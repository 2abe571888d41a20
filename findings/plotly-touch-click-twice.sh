#!/usr/bin/env bash
# plotly.js 4.1.1 (in plotly.py 7.1.0), Chromium 156.0.8078.108 by Playwright 1.65.2: with `dragmode: false` a tap is two plotly_click.
#
# A finger's tap on a marker fires plotly_click for its touchstart and again, some 20 to 100 ms later, for the mousedown
# that browsers send after a tap: with dragmode false the touch is left alone so that it may scroll the page, and mouse
# events follow it. With any other drag mode it is one event. Whoever toggles something in a plotly_click handler
# (selects a point, lets go of it) sees nothing happen on a phone. The first of the two comes also when the finger
# slides away before it is lifted and nothing scrolls; the second does not. So with dragmode false the event to act on
# is the one whose `event.type` is not "touchstart".
#
# Output seen:
#   dragmode false, tap:   touchstart mousedown
#   dragmode false, slide: touchstart
#   dragmode zoom, tap:    touchstart
#   dragmode false, mouse: mousedown
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check plotly==7.1.0 playwright==1.65.2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cat > tap.py <<'PYTHON'
import sys
from pathlib import Path

import plotly
from playwright.sync_api import sync_playwright

LIBRARY = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text()
PAGE = "<meta name=viewport content='width=device-width'><div id=plot style='width: 300px; height: 300px'></div>"
DRAW = """async (dragmode) => {
  window.clicks = [];
  const plot = document.getElementById("plot");
  const trace = { x: [1, 2, 3], y: [1, 2, 3], mode: "markers", marker: { size: 40 } };
  await Plotly.newPlot(plot, [trace], { dragmode, width: 300, height: 300 }, { displayModeBar: false });
  plot.on("plotly_click", ({ event }) => clicks.push(event.type));
  const { xaxis, yaxis } = plot._fullLayout;
  return [xaxis._offset + xaxis.d2p(2) + 8, yaxis._offset + yaxis.d2p(2) + 8];
}"""


def clicks(browser, dragmode, how):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=how != "mouse", is_mobile=how != "mouse")
    page = context.new_page()
    page.set_content(PAGE)
    page.add_script_tag(content=LIBRARY)
    x, y = page.evaluate(DRAW, dragmode)
    if how == "tap":
        page.touchscreen.tap(x, y)
    elif how == "slide":
        touch = context.new_cdp_session(page)
        for kind, points in (("Start", [x]), ("Move", [x - 20]), ("Move", [x - 60]), ("End", [])):
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": [{"x": a, "y": y} for a in points]})
    else:
        page.mouse.move(x - 3, y)
        page.mouse.move(x, y)
        page.wait_for_timeout(200)
        page.mouse.click(x, y)
    page.wait_for_timeout(1000)
    found = " ".join(page.evaluate("clicks"))
    context.close()
    print(f"dragmode {dragmode or 'false'}, {how}:".ljust(22), found)
    return found


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    found = [clicks(browser, *case) for case in ((False, "tap"), (False, "slide"), ("zoom", "tap"), (False, "mouse"))]
    browser.close()
if found != ["touchstart mousedown", "touchstart", "touchstart", "mousedown"]:
    sys.exit("This has changed.")
PYTHON
env/bin/python tap.py "$chromium"
