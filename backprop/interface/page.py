"""What a page is to the rest of the app: one record in its folder, from which menu, events, view and stage are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backprop.experiment.codec import Codec, Value
from backprop.interface import places
from backprop.interface.parts import Kind


@dataclass(frozen=True, slots=True)
class Setting:
    """One parameter of the address: its letter, and how a choice is written there.

    `field` is the one of the View that holds it; without one it is a record of the page's own, by its type. `around`
    is true where a control around the stage shows it, so that a change draws the whole page. Settings stand in an
    address in teaching order, but for those that came `later`.
    """

    letter: str
    value: Value
    field: str = ""
    around: bool = False
    later: bool = False

    @property
    def usual(self) -> Any:
        """The record of the page's own while nothing has been chosen."""
        assert isinstance(self.value, Codec)
        return self.value.usual


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the package it lives in, its entry in pages/, its address, and how the menu shows it.

    `events` are functions of the package's module `actions`. If one is called `selected` it is told of every number
    that is selected, on whatever page. `figures` are the parts of the stage whose width decides how they are drawn,
    `parts` the kinds of parts it draws. `presents` where a page can be presented, and the presenting be ended.
    """

    package: str
    file: str
    address: str
    title: str
    icon: str
    purpose: str
    settings: Sequence[Setting] = ()
    events: Sequence[str] = ()
    figures: Sequence[str] = ()
    parts: Sequence[Kind] = ()
    presents: bool = False

    @property
    def path(self) -> Path:
        """The file that Streamlit runs."""
        return places.PAGES / self.file
