"""The stage in Python: board, figures and vital signs go to the browser as one element.

Each element of a Streamlit page costs both sides time at every run, so all that follows an edit shares one:
a page names its parts, the stage lays them out by name (stage.css), and what a person does comes back as events.
"""

import json
from dataclasses import replace
from typing import Any

import streamlit as st

from backprop.interface import assets, events, session
from backprop.interface.tab import keeper
from backprop.interface.view import FIRST

Part = dict[str, Any]

KEY = "stage"
_COMPONENT = st.components.v2.component(
    "backprop_stage",
    html=assets.stylesheet_links(
        "stage/stage.css",
        "stage/print.css",
        "board/board.css",
        "figure_view/figure_view.css",
        "walk/walk.css",
        "explanation/panel.css",
        "descent/descent.css",
        "landscape/landscape.css",
        "gradient_check/gradient_check.css",
        "bug_lab/bug_lab.css",
        "homework/homework.css",
    )
    + "<div class='stage'></div>",
    js=assets.loader("stage/stage.js"),
    isolate_styles=False,  # Plotly puts its styles into the document's head
)


def sentence(said: str) -> Part:
    """In place of a picture, why there is none."""
    return {"kind": "said", "words": said}


def show(parts: dict[str, Part], ahead: dict[str, Part] | None = None) -> None:
    """Draw the parts; each says by its `kind` what draws it: "board", "figures" or "vitals".

    `ahead` are parts as the next step will have them.
    """
    state = session.current()
    data = {
        "number": state.number,
        "theme": state.theme,
        "height": state.height,
        "present": state.view.present,
        "address": None if state.scrubbing else keeper.state(state),
        "parts": parts,
        "ahead": ahead,
        "token": _look_of(state) if "rail" in parts else None,
    }
    answer = _COMPONENT(key=KEY, data=_content(data), on_event_change=_event)
    events.apply_late(answer.event)


def _look_of(state: session.Session) -> int:
    """What every step of one walk has in common: with another one, what the browser keeps of the steps is void."""
    return hash((state.experiment, replace(state.view, step=FIRST), state.window, state.height, state.theme))


def inset(parts: dict[str, Part]) -> None:
    """Draw parts elsewhere on the page, where they only show: they wait for nothing and send nothing."""
    _COMPONENT(key="inset", data=_content({"inset": True, "parts": parts}), on_event_change=_nothing)


def _content(data: dict[str, Any]) -> bytes:
    # As bytes, because anything else Streamlit searches for tables and serialises twice.
    return json.dumps(
        data, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
    ).encode()


def _nothing() -> None:
    """An inset has no events."""


def _event() -> None:
    events.apply_from(KEY)
