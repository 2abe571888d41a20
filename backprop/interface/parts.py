"""The parts that pages share, as the stage sends them to the browser; a page's own kinds are in its folder.

A part is a dictionary with the `module` that draws it: its default export is a class, made with an element and a
function that sends an event, and its `draw` takes the part, its `remove` lets go of the element.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part: the JavaScript module that draws it, and the stylesheet that dresses it."""

    module: str
    stylesheet: str = "stage/stage.css"


class Part(TypedDict):
    """What every part says: its kind, and the module that draws it."""

    kind: str
    module: str


BOARD = Kind("board/board.js", "board/board.css")


class BoardPart(Part):
    """The number board: what stands still is told by its key, and sent apart unless the browser has it."""

    matrices: list[dict[str, Any]]
    still: dict[str, str]
    shades: dict[int, tuple[str, str]]
    selection: str | None
    related: list[str]
    refused: dict[str, Any] | None
    canUndo: bool
    canRedo: bool


FIGURES = Kind("figure_view/figure_view.js", "figure_view/figure_view.css")


class FiguresPart(Part, total=False):
    """Plotly figures beside one another; `waits` where those that are there stay until there is time."""

    width: int
    figures: list[dict[str, Any]]
    still: dict[str, str]
    zoom: float
    waits: bool
    event: str  # that a click on a point sends, where it is no selection
    movable: bool  # of a plane: whether the network is put somewhere on it by hand
    grain: float


VITALS = Kind("stage/vitals.js")


class VitalsPart(Part):
    """Signs with words around their numbers."""

    signs: list[dict[str, Any]]
    selection: NotRequired[str | None]


LEGEND = Kind("stage/legend.js")


class LegendPart(Part):
    """What the colours mean."""

    entries: list[dict[str, Any]]


ACTIONS = Kind("stage/actions.js", "explanation/panel.css")


class ActionsPart(Part):
    """What the links of the explanation need to know in the browser."""

    name: str
    spoken: str
    copy: dict[str, str]


CONTROLS = Kind("walk/controls.js", "walk/walk.css")


class ControlsPart(Part):
    """Predicting and presenting; `walk` where there are steps to go."""

    walk: dict[str, Any] | None
    veil: str
    present: bool
    verdict: str
    guess: dict[str, Any] | None


SAID = Kind("stage/said.js")


class SaidPart(Part):
    """A sentence."""

    words: str


TABLE = Kind("stage/table.js")


class TablePart(Part):
    """A table with buttons above it, which send the `event`, and a sentence below."""

    event: str
    choices: Mapping[str, str]
    chosen: str
    columns: Sequence[str]
    rows: list[dict[str, Any]]
    said: str


TABS = Kind("descent/tabs.js", "descent/descent.css")


class TabsPart(Part):
    """What can be seen beside what stands still."""

    event: NotRequired[str]
    tabs: Mapping[str, str]
    current: str


def sentence(said: str) -> SaidPart:
    """In place of a picture, why there is none."""
    return {"kind": "said", "module": SAID.module, "words": said}
