"""Sharing: the address of the page as a link, and files to keep and to open."""

from dataclasses import dataclass

import streamlit as st

from backprop.experiment.archives import from_npz, to_npz
from backprop.experiment.documents import DocumentError, from_json, to_json
from backprop.interface import address
from backprop.interface.plain_text import plain
from backprop.interface.session import Session

TOO_LONG = (
    "This network is too large for a link, so it is shared as a file. "
    "This tab keeps it across a reload all the same."
)


@dataclass
class Upload:
    """The last file that was opened."""

    name: str = ""


def show(state: Session) -> None:
    """The popover."""
    with st.popover("Share", icon=":material/share:", key="share", on_change="rerun") as popover:
        if not popover.open:
            return
        kept = state.address()
        if kept.document:
            st.info(TOO_LONG)
        else:
            st.caption("This link, like the address bar, always holds the numbers you see.")
            st.code(address.link(st.context.url or "", kept.query), language=None, height=90)
        st.download_button(
            "Save as JSON",
            to_json(state.experiment),
            "experiment.json",
            "application/json",
            key="json",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
        st.download_button(
            "Save as NumPy archive",
            to_npz(state.experiment),
            "experiment.npz",
            "application/octet-stream",
            key="npz",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
        opened = st.file_uploader("Open a file", type=["json", "npz"], key="file")
        if opened is not None and opened.file_id != state.own(Upload).name:
            state.own(Upload).name = opened.file_id
            open_file(state, opened.name, opened.getvalue())


def open_file(state: Session, name: str, content: bytes) -> None:
    """Open a document, or say why it cannot be opened."""
    try:
        state.open(from_npz(content) if name.lower().endswith(".npz") else from_json(content))
    except DocumentError as error:
        st.error(plain(f"{name} cannot be opened: {error}"))
        return
    st.rerun()
