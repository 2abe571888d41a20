"""The session: the one module that touches st.session_state. It holds the history, the view and what to say next."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.experiment.documents import DocumentError
from backprop.experiment.experiment import Experiment
from backprop.experiment.history import History
from backprop.experiment.presets import DEFAULT, preset
from backprop.experiment.titles import example_of, is_changed, titled
from backprop.experiment.training import training_of
from backprop.interface import address
from backprop.interface.holdings import Screen, Trained, Wire
from backprop.interface.page import Page
from backprop.interface.view import View

PRESENTING = 1.45  # how much larger the figures are while presenting on 1280 × 720: no text under 20 px
LOADING = 10.0  # s that a browser may take to load the code of a widget
Own = TypeVar("Own")


@dataclass
class Session:
    """What one browser tab is looking at. Everything derived from it is computed anew at every run."""

    history: History
    view: View = field(default_factory=View)
    wire: Wire = field(default_factory=Wire)
    screen: Screen = field(default_factory=Screen)
    training: Trained = field(default_factory=Trained)
    scraps: dict[type, Any] = field(default_factory=dict)  # what a page alone remembers; see `own`
    page: str = ""  # the address of the page on show
    preset: str = DEFAULT  # the example opened last: "reset" leads there when the title tells of none
    notice: str = ""  # one sentence to show on top of the page
    verdict: str = ""  # what was said of the last guess, or of the update

    @property
    def experiment(self) -> Experiment:
        """The experiment on screen."""
        return self.history.present

    def own(self, kind: type[Own]) -> Own:
        """What a page, or a part of one, remembers in a record of this kind; at first there is a new one."""
        scrap: Own = self.scraps.setdefault(kind, kind())
        return scrap

    def enter(self, page: Page) -> None:
        """Be on this page; what was said on another one is not said here, and no presenting that nothing could end."""
        if page.address != self.page:
            self.page, self.verdict = page.address, ""
        if self.view.present and not page.presents:
            self.show(present=False)

    def evaluate(self) -> Evaluation:
        """Both passes of the experiment, with the learning rate of the view."""
        return self.experiment.evaluate(self.view.rate)

    @property
    def zoom(self) -> float:
        """How much larger than usual the figures are drawn: while presenting, as large as the window allows."""
        width, height = self.screen.window
        return PRESENTING * max(1.0, min(width / 1280, height / 720)) if self.view.present else 1.0

    @property
    def sample(self) -> int:
        """The sample on show, 1-based; the last one when there are fewer than asked for."""
        return min(self.view.sample, len(self.experiment.x))

    def address(self) -> address.Address:
        """The address this state is kept at."""
        found = address.write(self.experiment, self.view, self.wire.anchor)
        self.wire.anchor = found.anchor
        return found

    @property
    def example(self) -> str:
        """The example that is on screen, changed or not, by its title; else the one opened last."""
        return example_of(self.experiment.title) or self.preset

    @property
    def changed(self) -> bool:
        """Whether this is an example whose numbers or structure are no longer its own."""
        return is_changed(self.experiment)

    def show(self, *own: Any, **choices: Any) -> None:
        """Change how the experiment is looked at; `own` are records that pages have of their own."""
        self.view = replace(self.view, **choices).having(*own)
        self.verdict = ""

    def do(self, experiment: Experiment, scrub: str | None = None) -> None:
        """Make a new experiment the present one, as one undoable step (or part of the scrub of this name)."""
        self.history = self.history.do(titled(experiment), scrub)
        if self.view.reached:  # the run was another network's
            self.view = replace(self.view, reached=0, cursor=None)
        self.notice = self.verdict = ""

    def open(self, experiment: Experiment, *, preset_slug: str | None = None) -> None:
        """Go to another experiment, with the training it asks for; undo leads back.

        Where neither this one nor that one asks for a training, the reader's own choices stay.
        """
        asked = experiment.run is not None or self.experiment.run is not None
        self.do(experiment)
        self.preset = preset_slug or self.preset
        self.show(
            sample=1,
            selection=None,
            hidden=None,
            veil=self.view.veil if self.page == "step" else "off",  # there every result is predicted first
        )
        if asked:
            training = training_of(experiment.run)
            self.show(training=training, rate=training.rate)

    def restore(self, parameters: Mapping[str, str], document: str = "", patch: object = None) -> None:
        """Go to the state an address describes, without an undo step to what was never on the screen."""
        experiment, self.view = address.read(parameters, document, patch)
        if experiment is not None:
            self.history = History(titled(experiment))
        self.training.run = None

    def arrive(self, parameters: Mapping[str, str], document: str = "", patch: object = None) -> None:
        """Go to the state an address describes; where it cannot be opened, say so and leave the address alone."""
        try:
            self.restore(parameters, document, patch)
        except DocumentError as error:
            self.notice = (
                "This link cannot be opened, so the address is left as it came and the starting example is shown: "
                f"{error}"
            )
            self.wire.refusal = self.experiment, self.view

    @property
    def address_stays(self) -> bool:
        """Whether the address is left as it came: nothing has been done since it could not be opened."""
        if self.wire.refusal != (self.experiment, self.view):
            self.wire.refusal = None
        return self.wire.refusal is not None

    def selection(self, evaluation: Evaluation) -> Quantity | None:
        """The selected number, if this network has it."""
        return self._of(evaluation, self.view.selection)

    def hidden(self, evaluation: Evaluation) -> Quantity | None:
        """The number that a page without steps hides: the one selected when it was hidden, if this network has it.

        It stays the one, whatever is selected, edited or dragged after. Where a step had its results hidden, it is
        the number that is selected on coming here.
        """
        if self.view.veil != "down":
            return None
        if self.view.hidden is None:
            self.hide(evaluation)
        return self._of(evaluation, self.view.hidden)

    def hide(self, evaluation: Evaluation) -> None:
        """Hide the selected number, of the sample on show."""
        chosen = self.selection(evaluation)
        if chosen and chosen.sample is None and KINDS[chosen.kind].per_sample and evaluation.n_samples > 1:
            chosen = replace(chosen, sample=self.sample)
        self.view = replace(self.view, veil="down", hidden=chosen)

    def _of(self, evaluation: Evaluation, quantity: Quantity | None) -> Quantity | None:
        if quantity is not None:
            try:
                evaluation.value(quantity, self.sample)
            except QuantityError:
                return None
        return quantity


def exists() -> bool:
    """Whether this session has been opened."""
    return "session" in st.session_state


def current() -> Session:
    """The session of this tab."""
    session: Session = st.session_state["session"]
    return session


def start(kept: Mapping[str, Any] | None) -> None:
    """Open the session from what the tab kept across a restart of the server, else from the link, else the default."""
    fresh = not exists()
    if fresh:
        st.session_state["session"] = Session(History(preset(DEFAULT)))
    session = current()
    if not take_up(session, kept) and fresh:
        session.arrive(st.query_params.to_dict())


def take_up(session: Session, kept: Any) -> bool:
    """Go on from what the tab shows, if that is of another session."""
    if kept == session.wire.told:
        return False
    session.wire.told = kept
    try:
        of, number, parameters = kept["session"], int(kept["number"]), address.parse(kept["query"])
        document = str(kept.get("document", ""))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return False
    if of == session.wire.name:
        return False
    session.wire.number = number
    session.arrive(parameters, document, kept.get("patch"))
    return True


def follow(key: str, value: object) -> None:
    """Before a widget is drawn: give it `value` if it is new, or if that has changed elsewhere.

    A widget that a person has just changed keeps what they chose, and so does one that wakes a new session.
    Never by a default as well: the browser would show the default of the next run, and not the value.
    """
    state, before, given = st.session_state, f"before in {key}", f"{key} given at"
    now = time.monotonic()
    # The value it had last, or the choice of the last run: the next one may follow at once, and counts.
    if key not in state or value not in state.get(before, (value,)):
        state[key], state[given] = value, now
    elif now - state.get(given, -LOADING) < LOADING:
        # Told again: the next run replaces a widget whose code has not been loaded yet.
        state[key] = state[key]
    state[before] = value, state[key]


def close(popover: str) -> None:
    """In a callback: the popover of this key is shut when the page is drawn again."""
    st.session_state[popover] = False


def finish() -> None:
    """At the end of a page: draw it again if an event arrived after a part of it had been drawn."""
    state = current()
    if state.wire.outdated:
        state.wire.outdated = False
        follow_event(state)
        st.rerun()


def follow_event(state: Session) -> None:
    """Go to the page that an event leads to, if it leads to one."""
    if state.wire.destination is not None:
        page, state.wire.destination = state.wire.destination, None
        st.switch_page(page)


def event_of(key: str) -> Mapping[str, Any] | None:
    """The event that the component mounted under `key` sent, in a callback."""
    event: Mapping[str, Any] | None = st.session_state[key].get("event")
    return event
