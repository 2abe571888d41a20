"""The router: the one script Streamlit runs. It sets the page up, keeps the tab's state, and runs the chosen page."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from backprop.interface import assets  # noqa: E402 - the package is found through the line above
from backprop.interface.pages import EXPLORE, PAGES  # noqa: E402
from backprop.interface.tab import keeper  # noqa: E402

st.set_page_config(
    page_title="Backprop Explorer", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide"
)
page = st.navigation(
    [
        st.Page(
            each.path,
            title=each.title,
            icon=each.icon,
            url_path=each.address,
            help=each.purpose,
            default=each is EXPLORE,
        )
        for each in PAGES
    ],
    position="top",
)
STYLES = "page.css", "forced_colours.css", "tab/currency.css"
st.html(f"<style>{''.join(map(assets.stylesheet, STYLES))}</style>")
keeper.keep(page.url_path)
page.run()
