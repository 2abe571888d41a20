"""The stage in Python: board, figures and vital signs go to the browser as one element.

Each element of a Streamlit page costs both sides time at every run, so all that follows an edit shares one:
a page names its parts, the stage lays them out by name (stage.css), and what a person does comes back as events.
"""

import json
from collections.abc import Mapping
from typing import NotRequired, TypedDict

import streamlit as st

from backprop.interface import assets, events, session
from backprop.interface.pages import KINDS
from backprop.interface.parts import Part
from backprop.interface.tab import keeper

KEY = "stage"
STYLESHEETS = dict.fromkeys(["stage/stage.css", "stage/print.css", *(kind.stylesheet for kind in KINDS)])
_COMPONENT = st.components.v2.component(
    "backprop_stage",
    html=assets.stylesheet_links(*STYLESHEETS) + "<div class='stage'></div>",
    js=assets.loader("stage/stage.js", *(kind.module for kind in KINDS)),
    isolate_styles=False,  # Plotly puts its styles into the document's head
)


class Inset(TypedDict):
    """What the stage draws where it is an inset: parts that wait for nothing and send nothing."""

    inset: bool
    parts: Mapping[str, Part]


class Drawing(TypedDict):
    """What the stage draws: the parts by name, with the number of the last event in them."""

    number: int
    theme: str  # that they were drawn for, as `height` is
    height: int
    present: bool
    address: dict[str, object] | None  # what the tab keeps; none while somebody drags
    parts: Mapping[str, Part]
    ahead: Mapping[str, Part] | None  # parts as the next step will have them
    token: NotRequired[int | None]  # with another one, what the browser kept of other steps is void


def show(
    parts: Mapping[str, Part], ahead: Mapping[str, Part] | None = None, token: int | None = None
) -> None:
    """Draw the parts; each says by its `module` what draws it.

    `ahead` are parts as the next step will have them, `token` is what all steps have in common.
    """
    state = session.current()
    data: Drawing = {
        "number": state.wire.number,
        "theme": state.screen.theme,
        "height": state.screen.height,
        "present": state.view.present,
        "address": None if state.screen.scrubbing else keeper.state(state),
        "parts": parts,
        "ahead": ahead,
        "token": token,
    }
    answer = _COMPONENT(key=KEY, data=_content(data), on_event_change=_event)
    events.apply_late(answer.event)


def inset(parts: Mapping[str, Part]) -> None:
    """Draw parts elsewhere on the page, where they only show."""
    data: Inset = {"inset": True, "parts": parts}
    _COMPONENT(key="inset", data=_content(data), on_event_change=_nothing)


def _content(data: Drawing | Inset) -> bytes:
    # As bytes, because anything else Streamlit searches for tables and serialises twice.
    return json.dumps(
        data, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
    ).encode()


def _nothing() -> None:
    """An inset has no events."""


def _event() -> None:
    events.apply_from(KEY)
