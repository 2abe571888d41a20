"""How the experiment is looked at, as one frozen value: what pages share, and the settings that each has of its own."""

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.codec import Between, Codec, Flag, Made, OneOf, Unreadable, Whole, Words
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PUBLISHED
from backprop.experiment.rivals import Rival
from backprop.experiment.training import Training
from backprop.interface import pages
from backprop.interface.page import Setting

MODES = ("values", "gradients", "change")  # of the last one, a run alone can tell
Notation = Literal["element", "matrix"]
NOTATIONS: tuple[Notation, ...] = ("element", "matrix")
PANELS = ("formula", "paths", "what-if")
VEILS = ("off", "down", "lifted")  # lifted: shown now, but the next step comes with its result hidden
TABS = ("network", "surface", "compare", "rates", "printed")  # what is seen of a run beside its curves
DESKS = ("student", "teacher", "key")  # who looks at the homework: a teacher at the worksheet, or at its key
FIRST = "x"  # the walk begins with the input
RATE, MOST_RATE = 0.5, 1e6
Own = TypeVar("Own")


@dataclass(frozen=True, slots=True)
class View:
    """The reader's choices; none of them changes a number of the experiment."""

    sample: int = 1  # the one on show, 1-based
    mode: str = "values"  # what the diagram shows: values forward or gradients backward
    digits: int = 4  # significant digits, 2 to 10 ...
    places: int | None = None  # ... or decimal places, when this is a number
    own_scales: bool = False  # each matrix coloured by its own largest number
    notation: Notation = "element"  # how the explanation writes a formula: by element or by matrix
    panel: str = "formula"  # which page of the explanation is open
    selection: Quantity | None = None
    step: str = FIRST  # of the walk, by its key
    rate: float = RATE  # η of the update
    veil: str = VEILS[0]  # whether the result is hidden, to be predicted first
    hidden: Quantity | None = None  # on a page without steps: the number that is, whatever is selected after
    present: bool = False  # nothing but the lesson, large
    training: Training = field(default_factory=Training)  # how the network is trained
    reached: int = 0  # how many steps the run has, or is to have
    cursor: int | None = None  # the step of the run on show; None is the last one
    logarithmic: bool = False  # the axes of the run's curves
    traced: str = ""  # names of the numbers whose curves are drawn, as somebody wrote them
    tab: str = TABS[0]
    rivals: tuple[Rival, ...] = ()  # runs to compare with
    desk: str = "student"  # for whom the homework page is
    key_shown: bool = False  # the right values beside the answers
    gallery: str = ""  # the published example that is looked at
    # Of the records that pages have of their own, those that are not as usual.
    own: frozenset[Any] = frozenset()

    @property
    def numbers(self) -> NumberFormat:
        """How every number is written."""
        return NumberFormat(self.digits, self.places, "?" if self.veil == "down" else "undefined")

    def of(self, kind: type[Own]) -> Own:
        """The record of this kind, which a page has of its own."""
        return next((one for one in self.own if type(one) is kind), kind())

    def having(self, *records: Any) -> "View":
        """This view with other records of pages' own."""
        own = {type(one): one for one in self.own} | {type(one): one for one in records}
        return replace(self, own=frozenset(one for kind, one in own.items() if one != kind()))

    def write(self) -> dict[str, str]:
        """The view as parameters of the address; each holds what differs from defaults, `v` what has no letter."""
        usual = View()
        query = {}
        for setting in SETTINGS:
            value = _chosen(self, setting)
            if value != _chosen(usual, setting):
                query[setting.letter] = setting.value.write(value)
        parts = COMMON.write(self)
        return query | ({"v": parts} if parts else {})


def read_view(query: Mapping[str, str]) -> View:
    """The view an address asks for; what it says in a way nobody understands is left at its default."""
    view = COMMON.read(query.get("v", ""))
    for setting in SETTINGS:
        with suppress(Unreadable):
            value = setting.value.read(query.get(setting.letter))
            view = replace(view, **{setting.field: value}) if setting.field else view.having(value)
    return view


def around(view: View) -> tuple[object, ...]:
    """What the controls around the stage show of it."""
    return tuple(_chosen(view, setting) for setting in SETTINGS if setting.around)


def _chosen(view: View, setting: Setting) -> Any:
    return getattr(view, setting.field) if setting.field else view.of(type(setting.usual))


def _quantity(name: str) -> Quantity:
    try:
        return Quantity.parse(name)
    except QuantityError as error:
        raise ValueError(name) from error


ANY_RATE = Between(math.ulp(0.0), MOST_RATE)  # above 0
COMMON = Codec(
    View(),
    {
        "sample": Whole(1, 99_999),
        "mode": OneOf(MODES),
        "digits": Whole(2, 10),
        "places": Whole(0, 10),
        "scales": Flag("own"),
        "notation": OneOf(NOTATIONS),
        "panel": OneOf(PANELS),
        "rate": ANY_RATE,
        "veil": OneOf(VEILS),
        "tab": OneOf(TABS),
        "gallery": OneOf(PUBLISHED),
        "desk": OneOf(DESKS),
        "key": Flag("shown"),
        "axes": Flag("log"),
    },
    separator=",",
    fields={"scales": "own_scales", "key": "key_shown", "axes": "logarithmic"},
)
SELECTIONS = Setting("q", Made(_quantity), "selection"), Setting("h", Made(_quantity), "hidden")
SETTINGS = (*SELECTIONS, *pages.SETTINGS)
LETTERS = (*(setting.letter for setting in SETTINGS), "v")
VERBATIM = frozenset(setting.letter for setting in SETTINGS if isinstance(setting.value, Words))


def read_rate(text: str, otherwise: float) -> float:
    """A learning rate as somebody writes it, above 0; `otherwise` where it is none."""
    rate: float = ANY_RATE.read_or(text, otherwise)
    return rate
