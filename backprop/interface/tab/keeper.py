"""An invisible component, mounted on every page, that keeps the address and hands the state to a restarted server."""

import streamlit as st

from backprop.interface import assets, events, session
from backprop.interface.parameters import NAMES
from backprop.interface.session import Session

KEY = "tab"
_COMPONENT = st.components.v2.component(
    "backprop_tab", html="<i hidden></i>", js=assets.loader("tab/keeper.js")
)


def keep(page: str) -> None:
    """Open the session and give the tab its address. Before the page: what it shows may come from the tab."""
    known = session.exists()
    answer = _COMPONENT(
        key=KEY,
        data=state(session.current(), page) if known else {},
        on_kept_change=_nothing,
        on_event_change=_event,
    )
    session.start(answer.kept)
    if known:
        events.apply_late(answer.event)


def state(current: Session, page: str = "") -> dict[str, object]:
    """What a component tells the tab: the session, the last event applied in it, and the address that led to.

    `stays`: the address is left as it came. `ours` are the names of our parameters in it.
    """
    address = current.address().told(current.wire.kept)
    wire = current.wire
    own = {
        "session": wire.name,
        "number": wire.number,
        "page": page,
        "stays": current.address_stays,
        "ours": NAMES,
    }
    return own | address


def _event() -> None:
    events.apply_from(KEY)


def _nothing() -> None:
    """What the tab kept is read from its return value."""
