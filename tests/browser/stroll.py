"""A stroll over one page: edits as they come to somebody, by a seed, and what the stage is to draw after each."""

import json
import random
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from backprop.core.quantities import Quantity
from backprop.experiment.presets import LESSONS, PRESETS, preset
from backprop.experiment.rivals import Rival
from backprop.experiment.training import OPTIMIZERS
from backprop.interface import events
from backprop.interface.descent.descent import TABS
from backprop.interface.gradient_check.probe import STEPS
from backprop.interface.landscape.landscape_view import ALONG, Frame, LandscapeView
from backprop.interface.pages import ADDRESSES, FIGURES
from backprop.interface.view import MODES, PANELS, VEILS
from backprop.lessons.bugs.mistakes import MISTAKES
from tests.interface.tab import Tab

DRAWN = ("figures", "plane")  # kinds of parts that Plotly draws
NUMBERS = (0.0, 1.0, -0.7, 0.123456, -3.25, 12.5, -1234.5, 2e-7, 0.4999)
UNDRAWN = ("homework", "examples")  # pages on which nothing of ours is drawn by Plotly
PAGES = {name: page for name, page in ADDRESSES.items() if name not in UNDRAWN}


class Stroll:
    """A visitor of one page; `said` is what they did last, in words.

    `left_out` are parts that are not looked at: without a graphics card a browser is slow to draw in space.
    """

    def __init__(self, page: str, seed: int, left_out: Collection[str] = ()) -> None:
        self.page, self.chance, self.said = page, random.Random(f"{page} {seed}"), "came"
        self.left_out = left_out
        self.tab = Tab().run()
        self.tab.app.switch_page(str(PAGES[page]))
        self.tab.run()
        self.parts = self._drawn()

    def go_on(self, held: list[str]) -> dict[str, Any]:
        """Do something; the parts to be drawn then, for a browser that says it holds these keys."""
        doing = self.chance.choice(EVERYWHERE + OWN[self.page])
        self.said = doing(self, held)
        self.tab.run()
        self.parts = self._drawn()
        return self.parts

    def tell(self, held: list[str], kind: str, **says: Any) -> str:
        """An event as the stage sends it."""
        state = self.tab.session
        event = {"number": state.wire.number + 1, "kind": kind, "client_has": held, **says}
        assert events.apply(event, state) or state.wire.refused, event
        return f"{kind} {says}"

    def show(self, held: list[str], *own: Any, **choices: Any) -> str:
        """A choice made in the toolbar."""
        self.tab.session.wire.client_has = frozenset(held)
        self.tab.session.show(*own, **choices)
        return f"{own} {choices}"

    def names(self) -> list[str]:
        """The numbers that can be clicked."""
        found: set[str] = set()
        for part in self.parts.values():
            kept = {key: json.loads(text) for key, text in part.get("still", {}).items()}
            for figure in part.get("figures", ()):
                for trace in figure["data"]:
                    names = trace.get("customdata") or ()
                    names = kept.get(names["still"], ()) if isinstance(names, dict) else names
                    found |= {name for name in _flat(names) if name and "[" in name}
        return sorted(found)

    def _drawn(self) -> dict[str, Any]:
        found = self.tab._components()
        parts: dict[str, Any] = {}
        for key in ("stage", "inset"):
            if key in found:
                parts |= json.loads(found[key].proto.bytes)["parts"]
        return {
            name: part for name, part in parts.items() if part["kind"] in DRAWN and name not in self.left_out
        }


def _flat(names: Any) -> list[str]:
    return [one for name in names for one in (_flat(name) if isinstance(name, list) else [name])]


def _edit(stroll: Stroll, held: list[str]) -> str:
    cells = list(stroll.tab.experiment.network.parameters())
    kind, layer, array = stroll.chance.choice(cells)
    name = f"{kind}{layer}[{','.join(str(stroll.chance.randint(1, size)) for size in array.shape)}]"
    if stroll.chance.random() < 0.3:
        name = f"x[{stroll.chance.randint(1, stroll.tab.experiment.network.sizes[0])}]"
    before = stroll.tab.experiment.evaluate().value(Quantity.parse(name), stroll.tab.session.sample)
    value = stroll.chance.choice([*NUMBERS, -before, before + 0.01])
    final = stroll.chance.random() < 0.7
    return stroll.tell(held, "edit", set={name: value}, scrub="drag", final=final)


def _select(stroll: Stroll, held: list[str]) -> str:
    names = stroll.names()
    if not names or stroll.chance.random() < 0.2:
        return stroll.tell(held, "select", name=None)
    return stroll.tell(held, "select", name=stroll.chance.choice(names))


def _screen(stroll: Stroll, held: list[str]) -> str:
    width = stroll.chance.choice([358, 560, 656, 1376])
    widths = dict.fromkeys(FIGURES, width)
    theme = stroll.chance.choice(["dark", "light"])
    return stroll.tell(held, "screen", widths=widths, height=stroll.chance.choice([900, 1080]), theme=theme)


def _open(stroll: Stroll, held: list[str]) -> str:
    slug = stroll.chance.choice([*PRESETS, *LESSONS])
    stroll.tab.session.wire.client_has = frozenset(held)
    stroll.tab.session.open(preset(slug), preset_slug=slug)
    return f"open {slug}"


def _sample(stroll: Stroll, held: list[str]) -> str:
    return stroll.tell(held, "sample", sample=stroll.chance.randint(1, len(stroll.tab.experiment.x)))


def _digits(stroll: Stroll, held: list[str]) -> str:
    return stroll.show(held, digits=stroll.chance.randint(2, 7), own_scales=stroll.chance.random() < 0.3)


Doing = Callable[[Stroll, list[str]], str]


def _one_of(kind: str, **choices: Any) -> Doing:
    """An event with one of several answers to each of its questions."""
    return lambda stroll, held: stroll.tell(
        held, kind, **{name: stroll.chance.choice(list(among)) for name, among in choices.items()}
    )


def _shown(**choices: Any) -> Doing:
    return lambda stroll, held: stroll.show(
        held, **{name: stroll.chance.choice(list(among)) for name, among in choices.items()}
    )


def _landscape(stroll: Stroll, held: list[str]) -> str:
    stroll.tab.session.own(Frame).window = None
    along = stroll.chance.choice([*ALONG, "one", "two"])
    return stroll.show(held, replace(stroll.tab.session.view.of(LandscapeView), along=along))


def _rivals(stroll: Stroll, held: list[str]) -> str:
    training = stroll.tab.session.view.training
    others = stroll.chance.sample(sorted(OPTIMIZERS), stroll.chance.randint(0, 3))
    return stroll.show(held, tab="compare", rivals=tuple(Rival(training.with_optimizer(o)) for o in others))


RATES = ("0.001", "0.1", "0.5", "3", "30", "100")
EVERYWHERE: list[Doing] = [_edit] * 6 + [_select] * 3 + [_screen, _open, _sample, _digits]
EVERYWHERE += [_one_of("undo"), _one_of("redo")]
OWN: dict[str, list[Doing]] = {
    "explore": [
        _shown(mode=MODES[:2]),
        _one_of("panel", panel=PANELS),
        _shown(panel=["what-if"]),
        _one_of("light", path=[None, 0, 1]),
        _one_of("present", on=[True, False, False]),
        _one_of("veil", off=[True, False]),
        _one_of("notation", notation=["element", "matrix"]),
    ],
    "step": [
        *[_one_of("step", to=["next", "next", "next", "back", "first", "last"])] * 8,
        _one_of("enter"),
        _shown(veil=VEILS),
        _one_of("present", on=[True, False, False]),
        _one_of("rate", rate=RATES),
        _one_of("apply"),
    ],
    "descend": [
        *[_one_of("train", go=[True])] * 3,
        *[_one_of("move", to=["first", "last", "next", "back", 3, 17], final=[True, False])] * 4,
        *[_one_of("tab", to=[*TABS, "rates", "rates"])] * 4,
        *[_one_of("eta", to=RATES)] * 3,
        _one_of("axes", logarithmic=[True, False]),
        _shown(mode=MODES),
        _shown(traced=["", "W1[1,1]", "W1[1,1], dW1[1,1], C"]),
        _one_of("restart"),
        _rivals,
    ],
    "landscape": [
        *[_landscape] * 3,
        *[_one_of("place", u=[-2, 0.3, 1.5], v=[-1, 0.2, 4], final=[True, True, False])] * 3,
        *[_one_of("train", go=[True])] * 2,
        _one_of("move", to=["first", "last", 5], final=[True]),
        _one_of("axes", logarithmic=[True, False]),
    ],
    "check": [
        *[_one_of("probe", place=range(len(STEPS)), final=[True, False])] * 5,
        _one_of("probe", method=["central", "complex"]),
    ],
    "bugs": [
        *[_one_of("bug", key=MISTAKES)] * 4,
        *[_one_of("sight", to=["gradients", "training", "training"])] * 3,
        _one_of("riddle", seed=range(50)),
        _one_of("tell"),
    ],
}
