"""The router: the one script Streamlit runs. It sets the page up, keeps the tab's state, and runs the chosen page."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from backprop.interface import assets, page_files  # noqa: E402 - the package is found through the line above
from backprop.interface.tab import keeper  # noqa: E402

PAGES = [
    st.Page(
        page_files.EXPLORE,
        title="Explore",
        icon=":material/hub:",
        url_path="explore",
        default=True,
        help="Change any number of a network and watch every activation, error and gradient follow.",
    ),
    st.Page(
        page_files.STEP,
        title="Step through",
        icon=":material/skip_next:",
        url_path="step",
        help="Walk forward and backward through the network, one operation at a time.",
    ),
    st.Page(
        page_files.DESCEND,
        title="Descend",
        icon=":material/trending_down:",
        url_path="descend",
        help="Train the network, and move back and forth through the run.",
    ),
    st.Page(
        page_files.LANDSCAPE,
        title="Landscape",
        icon=":material/landscape:",
        url_path="landscape",
        help="See the cost over one or two parameters, and the path a run takes on it.",
    ),
    st.Page(
        page_files.CHECK,
        title="Gradient check",
        icon=":material/verified:",
        url_path="check",
        help="Compare each gradient with a numeric one, and see what the step of a difference costs.",
    ),
    st.Page(
        page_files.BUGS,
        title="Bug lab",
        icon=":material/bug_report:",
        url_path="bugs",
        help="Switch a classic mistake on, see which gradients it breaks, and train with it.",
    ),
    st.Page(
        page_files.HOMEWORK,
        title="Homework",
        icon=":material/edit_note:",
        url_path="homework",
        help="Write your answers down, have them marked, and see which mistake a wrong one comes from.",
    ),
    st.Page(
        page_files.EXAMPLES,
        title="Examples",
        icon=":material/menu_book:",
        url_path="examples",
        help="Worked examples that others have published, their numbers beside the computed ones.",
    ),
]

st.set_page_config(
    page_title="Backprop Explorer", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide"
)
page = st.navigation(PAGES, position="top")
st.html(f"<style>{assets.stylesheet('page.css')}{assets.stylesheet('tab/currency.css')}</style>")
keeper.keep(page.url_path)
page.run()
