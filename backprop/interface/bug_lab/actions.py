"""What a person does in the bug lab: switch a mistake on, ask for one to be found, guess, give up, look elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backprop.interface.bug_lab.bench import SIGHTS, Bench
from backprop.interface.session import Session
from backprop.lessons.bugs.mistakes import MISTAKES

Event = Mapping[str, Any]


def bug(state: Session, event: Event) -> None:
    """Switch a mistake on, or off; in a riddle, guess it."""
    key, bench = str(event["key"]), state.view.of(Bench)
    if bench.seed is None or bench.told:
        state.show(bench.switched(key))
    elif key in MISTAKES:
        state.show(replace(bench, guess=key))


def riddle(state: Session, event: Event) -> None:
    """Switch one on that is to be found."""
    state.show(state.view.of(Bench).riddle(int(event["seed"])))


def tell(state: Session, _: Event) -> None:
    """Tell the riddle's answer."""
    state.show(replace(state.view.of(Bench), told=True))


def known(state: Session, _: Event) -> None:
    """No riddle, and no mistake either."""
    state.show(state.view.of(Bench).switched(""))


def sight(state: Session, event: Event) -> None:
    """Look at the gradients, at training, or at the worked example's question."""
    state.show(replace(state.view.of(Bench), sight=SIGHTS[SIGHTS.index(event["to"])]))
