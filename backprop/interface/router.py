"""The router: the one script Streamlit runs. It sets the page up, keeps the tab's state, and runs the chosen page."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from backprop.interface import assets, page_files  # noqa: E402 - the package is found through the line above
from backprop.interface.tab import keeper  # noqa: E402

PAGES = (
    (
        "explore",
        "Explore",
        ":material/hub:",
        "Change any number of a network and watch every activation, error and gradient follow.",
    ),
    (
        "step",
        "Step through",
        ":material/skip_next:",
        "Walk forward and backward through the network, one operation at a time.",
    ),
    (
        "descend",
        "Descend",
        ":material/trending_down:",
        "Train the network, and move back and forth through the run.",
    ),
    (
        "landscape",
        "Landscape",
        ":material/landscape:",
        "See the cost over one or two parameters, and the path a run takes on it.",
    ),
    (
        "check",
        "Gradient check",
        ":material/verified:",
        "Compare each gradient with a numeric one, and see what the step of a difference costs.",
    ),
    (
        "bugs",
        "Bug lab",
        ":material/bug_report:",
        "Switch a classic mistake on, see which gradients it breaks, and train with it.",
    ),
    (
        "homework",
        "Homework",
        ":material/edit_note:",
        "Write your answers down, have them marked, and see which mistake a wrong one comes from.",
    ),
    (
        "examples",
        "Examples",
        ":material/menu_book:",
        "Worked examples that others have published, their numbers beside the computed ones.",
    ),
)  # in teaching order: the address, the title, the icon, and what it is for

st.set_page_config(
    page_title="Backprop Explorer", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide"
)
page = st.navigation(
    [
        st.Page(
            page_files.ADDRESSES[address],
            title=title,
            icon=icon,
            url_path=address,
            help=purpose,
            default=address == "explore",
        )
        for address, title, icon, purpose in PAGES
    ],
    position="top",
)
STYLES = "page.css", "forced_colours.css", "tab/currency.css"
st.html(f"<style>{''.join(map(assets.stylesheet, STYLES))}</style>")
keeper.keep(page.url_path)
page.run()
