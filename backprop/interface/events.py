"""What a person does in the board or a figure arrives here as a numbered event, and is applied exactly once.

An event carries its number, its kind, and its base: the state it was made on, with the number of the last event in
that. In the session it was meant for the base changes nothing. In a new one, after a restart of the server, it is
what the tab showed when the event was made: the state is put back first, and then the event counts.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

import streamlit as st

from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.documents import DocumentError
from backprop.experiment.edits import EditError, set_values
from backprop.experiment.experiment import LONGEST
from backprop.experiment.titles import bare
from backprop.interface import address, holdings, session
from backprop.interface.pages import FIGURES, PAGES
from backprop.interface.session import Session
from backprop.interface.view import around
from backprop.lessons.training.change import MARK

MOST_HELD = 1000  # lists that a browser says it has
LOGGER = logging.getLogger(__name__)

Event = Mapping[str, Any]
Handler = Callable[[Session, Event], None]
SELECTION = "selected"  # no event, but the name of what a page does at one


def edit(state: Session, event: Event) -> None:
    """Set numbers by name. The ticks of one scrub share a name and make one undo step; the last one is final."""
    values: dict[str | Quantity, float] = {str(name): value for name, value in event["set"].items()}
    scrub = str(event["scrub"]) if event.get("scrub") else None
    state.do(set_values(state.experiment, values), scrub)
    state.screen.scrubbing = not event.get("final", True)


def undo(state: Session, _: Event) -> None:
    """Go back one step."""
    state.history, state.verdict = state.history.undo(), ""


def redo(state: Session, _: Event) -> None:
    """Go forward again."""
    state.history, state.verdict = state.history.redo(), ""


def select(state: Session, event: Event) -> None:
    """Select a number by name, or none; what is selected already is let go where the event may `toggle`."""
    chosen = Quantity.parse(str(event["name"]).removeprefix(MARK)) if event.get("name") else None
    if event.get("toggle") and chosen == state.view.selection:
        chosen = None
    state.show(selection=chosen)
    for page, selected in SELECTED.items():
        selected(state, chosen, here=page == state.page)


def title(state: Session, event: Event) -> None:
    """Give the experiment a title of one's own."""
    words = " ".join(str(event["title"]).split())
    state.do(replace(state.experiment, title=words[: LONGEST["title"]]))


def sample(state: Session, event: Event) -> None:
    """Put another sample on show."""
    state.show(sample=max(1, min(int(event["sample"]), len(state.experiment.x))))


def screen(state: Session, event: Event) -> None:
    """Take the widths of the stage's parts, the height of the window and the theme it stands in."""
    widths = event["widths"].items()
    state.screen.widths |= {part: max(200, min(4000, int(w))) for part, w in widths if part in FIGURES}
    height = int(event.get("height", holdings.USUAL_HEIGHT))
    state.screen.height = max(holdings.USUAL_HEIGHT, min(holdings.MOST_HEIGHT, height))
    across, down = (max(200, min(10_000, int(size))) for size in event.get("window", state.screen.window))
    state.screen.window = across, down
    state.screen.theme = "dark" if event.get("theme") == "dark" else "light"


def restore(state: Session, event: Event) -> None:
    """Open what the tab kept because the address could not hold it."""
    state.restore(address.parse(event["query"]), str(event["document"]), event.get("patch"))


EVERYWHERE: tuple[Handler, ...] = (edit, undo, redo, select, sample, title, screen, restore)
KINDS = {handler.__name__: handler for handler in EVERYWHERE}
SELECTED: dict[str, Callable[..., None]] = {}  # by the page's address, those to be told of every selection
for _page in PAGES:
    if _page.events:
        _actions = import_module(f"{_page.package}.actions")
        KINDS |= {kind: getattr(_actions, kind) for kind in _page.events if kind != SELECTION}
        if SELECTION in _page.events:
            SELECTED[_page.address] = getattr(_actions, SELECTION)


def apply(event: Event, state: Session | None = None) -> bool:
    """Apply an event unless it has been applied already; True when it was new."""
    state = state or session.current()
    try:
        number, base = int(event["number"]), event.get("base") or {}
        if number <= state.wire.number:
            return False
        lost = int(base.get("number", 0)) > state.wire.number
        if lost and "query" not in base:
            return False  # of a large network: it is sent again, with all of its base
        state.wire.number, state.wire.refused, state.screen.scrubbing = number, None, False
        state.wire.client_has = frozenset(map(str, event.get("client_has", ())[:MOST_HELD]))
        state.wire.kept = str(base.get("key", ""))
        if lost and not base.get("stays"):  # else the tab showed what a new session shows by itself
            state.restore(address.parse(base["query"]), str(base.get("document", "")), base.get("patch"))
        KINDS[event["kind"]](state, event)
    except (EditError, QuantityError, DocumentError) as error:
        state.wire.refused = {"number": state.wire.number, "sentence": str(error)}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        LOGGER.info("An event that is none of ours was ignored: %r", error)
        return False
    return True


def apply_from(key: str) -> None:
    """The callback of a component: apply its event; where that changes more than numbers, draw the whole page.

    So do undo and redo: a new session could not repeat them, so the tab must keep what they led to. An event may
    also lead to another page.
    """
    event, state = session.event_of(key), session.current()
    before = outline(state)
    if event is None or not apply(event, state):
        return
    session.follow_event(state)
    if event["kind"] in ("undo", "redo") or outline(state) != before:
        st.rerun()


def apply_late(event: Event | None) -> None:
    """Apply an event that no callback fired for: the first one in a new session. The page is drawn again at its end."""
    if event is not None and apply(event):
        session.current().wire.outdated = True


def outline(state: Session) -> tuple[object, ...]:
    """What the controls around the board show of the session."""
    experiment = state.experiment
    network, start = experiment.network, experiment.initialisation
    structure = network.sizes, network.activations, experiment.loss, start
    return (
        *structure,
        len(experiment.x),
        state.sample,
        bare(experiment.title),
        state.notice,
        *around(state.view),
    )
