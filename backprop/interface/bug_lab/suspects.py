"""The list of mistakes on the page: which one is on, which would stop or change nothing, and the riddle's buttons."""

from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.interface.bug_lab.bench import Bench
from backprop.interface.bug_lab.parts import BUGS, BugsPart
from backprop.interface.session import Session
from backprop.lessons.bugs.lab import stops
from backprop.lessons.bugs.mistakes import MISTAKES

KNOWN = {"riddle": "Guess the bug"}
OPEN = {"riddle": "Another one", "tell": "Tell me", "known": "Stop guessing"}


def part(state: Session, evaluation: Evaluation, *, solved: bool) -> BugsPart:
    """The list; while a riddle is open its lines are answers to be given, and nothing is told of them."""
    bench = state.view.of(Bench)
    guessing = bench.seed is not None and not bench.told
    items: list[dict[str, Any]] = []
    for key, mistake in MISTAKES.items():
        note = "" if guessing else note_of(key, evaluation)
        on = key == (bench.guess if bench.seed is not None else bench.mistake)
        tone = "idle" if note else ""
        items.append({"key": key, "title": mistake.title, "note": note, "tone": tone, "on": on})
    if bench.seed is None:
        return {
            "kind": "bugs",
            "module": BUGS.module,
            "actions": KNOWN,
            "ask": "Switch a mistake on:",
            "items": items,
        }
    ask = "Found." if solved else "One of these is in the program. Which one?"
    return {"kind": "bugs", "module": BUGS.module, "actions": OPEN, "ask": ask, "items": items}


def note_of(key: str, evaluation: Evaluation) -> str:
    """What can be told of a mistake before it is on."""
    if MISTAKES[key].absent(evaluation.network, evaluation.loss):
        return "not here"
    return "stops" if stops(key, evaluation) else ""
