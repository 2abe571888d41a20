"""What a session holds beside history and view: what the wire needs, what the screen is like, and how far runs are."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from backprop.core.descent import Run
from backprop.figures.ink.scales import Scales
from backprop.interface.address import Anchor
from backprop.lessons.training.sweep import Sweep

USUAL_HEIGHT, MOST_HEIGHT = 900, 1400  # px of the window: what a small network needs, what is made use of


@dataclass
class Wire:
    """What the session and its tab know of one another."""

    name: str = field(default_factory=lambda: uuid4().hex)  # tells this session from one of a server before
    told: object = None  # what the tab said last of what it shows
    number: int = 0  # of the last event applied; see tab/tab.js
    refused: dict[str, Any] | None = None  # the last edit that could not be applied, and why
    # What was shown when the address held what cannot be opened, as long as that is shown.
    refusal: object = None
    anchor: Anchor | None = None  # of what is too large for an address
    kept: str = ""  # the key of the document that the tab keeps
    # The keys of lists that the browser has; see figures/surface/interned.py.
    client_has: frozenset[str] = frozenset()
    outdated: bool = False  # what was drawn in this run lacks an event that arrived late
    destination: Path | None = None  # the page that an event leads to
    arrival: str = ""  # what is said there, once


@dataclass
class Screen:
    """What the browser reported of itself, and what stands still on it."""

    widths: dict[str, int] = field(default_factory=dict)  # of each figure view, in pixels
    height: int = USUAL_HEIGHT  # of the window, in pixels, where it gives the figures more room than that
    window: tuple[int, int] = (1440, 900)  # of the window itself, in pixels
    theme: str = ""  # as the browser last reported it
    scrubbing: bool = False  # the last event was a drag that goes on
    scales: Scales | None = None  # those of the last drawing before a scrub, which stand still during it


@dataclass
class Trained:
    """The runs, the one thing kept that could be computed anew."""

    run: Run | None = None
    run_of: object = None  # what it is a run of
    pace: int = 1  # steps of the last block it was made longer by
    trained_at: float = 0.0  # when the last slice of training ended, in seconds of the performance counter
    rival_runs: dict[Any, Run] = field(default_factory=dict)  # the runs to compare with
    halted: bool = False  # those that are behind are to stay so
    sweep: tuple[object, Sweep] | None = None  # the last sweep, and what it is one of
