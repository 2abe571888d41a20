#!/usr/bin/env bash
# Streamlit 1.67.0, Chromium by Playwright 1.65.2: a widget's value set through st.session_state is lost if the script
# runs again before the widget's code has been loaded, and the next run takes the widget's default for a person's choice.
#
# Streamlit loads the code of most widgets when the first one of a kind is shown. A value that the script has put into
# st.session_state travels with the run that set it, once. Where somebody uses another widget while the code is still on
# its way (a slow network, a busy machine), the answer to that replaces the element before anything has read the value:
# the widget starts with its default, here the first option, and says so with the next thing that a person does. The
# script then reads a number that nobody chose. The default given by value= is in every run, so it is not lost. Assigning
# the same value again in the following runs helps too.
#
# Output seen:
#   code at once, set in session state: script 0.5, browser 0.5, then script 0.5
#   code late, set in session state:    script 0.5, browser 0.1, then script 0.1
#   code late, given by value=:         script 0.5, browser 0.5, then script 0.5
#   code late, set again in each run:   script 0.5, browser 0.5, then script 0.5
set -euo pipefail
folder=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check streamlit==1.67.0 playwright==1.65.2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cat > app.py <<'PYTHON'
import streamlit as st

way = st.query_params.get("way")
options = [0.1, 0.2, 0.5, 1.0]
if st.toggle("Slider"):
    if way == "value":
        chosen = st.select_slider("Rate", options, value=0.5, key="rate")
    else:
        if way == "again" or "rate" not in st.session_state:
            st.session_state.rate = st.session_state.get("rate", 0.5)
        chosen = st.select_slider("Rate", options, key="rate")
    pressed = st.session_state.get("pressed", 0)
    st.session_state.pressed = pressed + st.button("Another")
    st.write(f"After {st.session_state.pressed}: {chosen}")
PYTHON
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
env/bin/streamlit run app.py --server.port "$port" --server.address 127.0.0.1 --server.headless true --browser.gatherUsageStats false > log 2>&1 &
server=$!
cat > visit.py <<'PYTHON'
import re
import sys

from playwright.sync_api import expect, sync_playwright


def visit(browser, url, way, late):
    page = browser.new_context().new_page()
    waiting = []
    if late:
        page.route(re.compile(r"/static/js/Slider\."), lambda route: waiting.append(route))
    page.goto(f"{url}/?way={way}")
    page.get_by_text("Slider", exact=True).click()
    said = page.get_by_text(re.compile("^After"))
    expect(said).to_have_text("After 0: 0.5", timeout=30_000)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Another").click()
    expect(said).to_contain_text("After 1")
    script = said.inner_text().split()[-1]
    page.wait_for_timeout(500)
    for route in waiting:
        route.continue_()
    shown = page.get_by_test_id("stSliderThumbValue").inner_text(timeout=30_000)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Another").click()
    expect(said).to_contain_text("After 2")
    page.wait_for_timeout(500)
    found = f"script {script}, browser {shown}, then script {said.inner_text().split()[-1]}"
    page.context.close()
    return found


LOST, KEPT = "script 0.5, browser 0.1, then script 0.1", "script 0.5, browser 0.5, then script 0.5"
CASES = {
    "code at once, set in session state:": ("state", False, KEPT),
    "code late, set in session state:": ("state", True, LOST),
    "code late, given by value=:": ("value", True, KEPT),
    "code late, set again in each run:": ("again", True, KEPT),
}
changed = False
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    for words, (way, late, expected) in CASES.items():
        found = visit(browser, sys.argv[2], way, late)
        print(words.ljust(35), found)
        changed |= found != expected
    browser.close()
sys.exit("This has changed." if changed else 0)
PYTHON
until python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/_stcore/health')" 2>/dev/null; do sleep 0.3; done
env/bin/python visit.py "$chromium" "http://127.0.0.1:$port"
