"""The router: the one script Streamlit runs. It sets the page up, keeps the tab's state, and runs the chosen page."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from backprop.interface import assets  # noqa: E402 - the package is found through the line above
from backprop.interface.tab import keeper  # noqa: E402

PAGES = [
    st.Page(
        ROOT / "pages" / "1_explore.py",
        title="Explore",
        icon=":material/hub:",
        url_path="explore",
        default=True,
        help="Change any number of a network and watch every activation, error and gradient follow.",
    ),
    st.Page(
        ROOT / "pages" / "2_step_through.py",
        title="Step through",
        icon=":material/skip_next:",
        url_path="step",
        help="Walk forward and backward through the network, one operation at a time.",
    ),
    st.Page(
        ROOT / "pages" / "3_descend.py",
        title="Descend",
        icon=":material/trending_down:",
        url_path="descend",
        help="Train the network, and move back and forth through the run.",
    ),
    st.Page(
        ROOT / "pages" / "4_landscape.py",
        title="Landscape",
        icon=":material/landscape:",
        url_path="landscape",
        help="See the cost over one or two parameters, and the path a run takes on it.",
    ),
    st.Page(
        ROOT / "pages" / "5_gradient_check.py",
        title="Gradient check",
        icon=":material/verified:",
        url_path="check",
        help="Compare each gradient with a numeric one, and see what the step of a difference costs.",
    ),
    st.Page(
        ROOT / "pages" / "6_bug_lab.py",
        title="Bug lab",
        icon=":material/bug_report:",
        url_path="bugs",
        help="Switch a classic mistake on, see which gradients it breaks, and train with it.",
    ),
]

st.set_page_config(
    page_title="Backprop Explorer", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide"
)
page = st.navigation(PAGES, position="top")
st.html(f"<style>{assets.stylesheet('page.css')}</style>")
with (
    st.container()
):  # a fragment's own place is lost if it runs again too soon, and what follows it would move up
    keeper.keep(page.url_path)
page.run()
