"""How the experiment is looked at: sample, diagram mode, digits, notation and selection, as one frozen value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.numerals import NumberError, NumberFormat, parse_number
from backprop.experiment.presets import PUBLISHED
from backprop.experiment.rivals import Rival, read_rivals, write_rivals
from backprop.experiment.training import Training, read_training
from backprop.interface.bug_lab.bench import Bench, read_bench
from backprop.interface.gradient_check.probe import Probe, read_probe
from backprop.interface.landscape.landscape_view import LandscapeView, read_landscape_view

MODES = ("values", "gradients", "change")  # of the last one, a run alone can tell
Notation = Literal["element", "matrix"]
NOTATIONS: tuple[Notation, ...] = ("element", "matrix")
PANELS = ("formula", "paths", "what-if")
VEILS = ("off", "down", "lifted")  # lifted: shown now, but the next step comes with its result hidden
TABS = ("network", "surface", "compare", "rates", "printed")  # what is seen of a run beside its curves
DESKS = ("student", "teacher", "key")  # who looks at the homework: a teacher at the worksheet, or at its key
FIRST = "x"  # the walk begins with the input
RATE, MOST_RATE = 0.5, 1e6
MOST_TRACED = 120  # characters
MOST_RUN = 100_000  # steps of a run that a link asks for
_STEP = re.compile("[A-Za-z]{1,6}[0-9]?")


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
    outlook: LandscapeView = field(default_factory=LandscapeView)  # how the landscape is looked at
    bench: Bench = field(default_factory=Bench)  # which mistake is on in the bug lab
    probe: Probe = field(default_factory=Probe)  # how the gradients are checked

    @property
    def numbers(self) -> NumberFormat:
        """How every number is written."""
        return NumberFormat(self.digits, self.places, "?" if self.veil == "down" else "undefined")

    def write(self) -> dict[str, str]:
        """The view as parameters of the address: `v` holds what differs from defaults.

        `q` is the selection, `h` the hidden number, `s` the step of the walk, `d` the training, `n` the steps made,
        `k` the one on show, `y` the numbers drawn as curves, `c` the runs to compare with, `l` the outlook on the
        landscape, `b` the mistake that is on, `g` how the gradients are checked.
        """
        parts = [
            f"{name}:{value}"
            for name, value, default in (
                ("sample", self.sample, 1),
                ("mode", self.mode, MODES[0]),
                ("digits", self.digits, 4),
                ("places", self.places, None),
                ("scales", "own" if self.own_scales else "shared", "shared"),
                ("notation", self.notation, NOTATIONS[0]),
                ("panel", self.panel, PANELS[0]),
                ("rate", NumberFormat.exact(self.rate), NumberFormat.exact(RATE)),
                ("veil", self.veil, VEILS[0]),
                ("tab", self.tab, TABS[0]),
                ("gallery", self.gallery, ""),
                ("desk", self.desk, DESKS[0]),
                ("key", "shown" if self.key_shown else "hidden", "hidden"),
                ("axes", "log" if self.logarithmic else "linear", "linear"),
            )
            if value != default
        ]
        query = {"q": str(self.selection)} if self.selection else {}
        query |= {"h": str(self.hidden)} if self.hidden else {}
        query |= {"s": self.step} if self.step != FIRST else {}
        query |= {"present": "1"} if self.present else {}
        query |= {"d": self.training.write()} if self.training != Training() else {}
        query |= {"n": str(self.reached)} if self.reached else {}
        query |= {"k": str(self.cursor)} if self.cursor is not None else {}
        query |= {"y": self.traced} if self.traced else {}
        query |= {"c": write_rivals(self.rivals)} if self.rivals else {}
        query |= {"l": self.outlook.write()} if self.outlook != LandscapeView() else {}
        query |= {"b": self.bench.write()} if self.bench != Bench() else {}
        query |= {"g": self.probe.write()} if self.probe != Probe() else {}
        return query | ({"v": ",".join(parts)} if parts else {})


def read_view(query: Mapping[str, str]) -> View:
    """The view an address asks for; what it says in a way nobody understands is left at its default."""
    view = View()
    for part in query.get("v", "")[:200].split(","):
        name, _, text = part.partition(":")
        if name in _READERS:
            view = replace(view, **_READERS[name](text))
    if _STEP.fullmatch(query.get("s", "")):
        view = replace(view, step=query["s"])
    reached, cursor = _number(query.get("n", "")), _number(query.get("k", ""))
    view = replace(
        view,
        present=query.get("present") == "1",
        training=read_training(query.get("d", "")),
        reached=min(reached or 0, MOST_RUN),
        cursor=cursor,
        traced=query.get("y", "")[:MOST_TRACED],
        rivals=read_rivals(query.get("c", "")),
        outlook=read_landscape_view(query.get("l", "")),
        bench=read_bench(query.get("b", "")),
        probe=read_probe(query.get("g", "")),
    )
    return replace(view, selection=_quantity(query.get("q", "")), hidden=_quantity(query.get("h", "")))


def _quantity(name: str) -> Quantity | None:
    try:
        return Quantity.parse(name) if name else None
    except QuantityError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _within(name: str, least: int, most: int) -> Callable[[str], dict[str, Any]]:
    """A whole number between two bounds."""

    def read(text: str) -> dict[str, Any]:
        number = _number(text)
        return {name: number} if number is not None and least <= number <= most else {}

    return read


def _one_of(name: str, choices: Sequence[str]) -> Callable[[str], dict[str, Any]]:
    return lambda text: {name: text} if text in choices else {}


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "sample": _within("sample", 1, 99_999),
    "mode": _one_of("mode", MODES),
    "digits": _within("digits", 2, 10),
    "places": _within("places", 0, 10),
    "scales": lambda text: {"own_scales": text == "own"},
    "notation": _one_of("notation", NOTATIONS),
    "panel": _one_of("panel", PANELS),
    "veil": _one_of("veil", VEILS),
    "tab": _one_of("tab", TABS),
    "desk": _one_of("desk", DESKS),
    "key": lambda text: {"key_shown": text == "shown"},
    "gallery": _one_of("gallery", list(PUBLISHED)),
    "axes": lambda text: {"logarithmic": text == "log"},
    "rate": lambda text: {"rate": read_rate(text, RATE)},
}


def read_rate(text: str, otherwise: float) -> float:
    """A learning rate as somebody writes it, above 0; `otherwise` where it is none."""
    try:
        rate = parse_number(text)
    except NumberError:
        return otherwise
    return rate if 0 < rate <= MOST_RATE else otherwise
