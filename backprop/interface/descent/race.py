"""The runs to compare with, trained a slice at a time as far as the run itself; only their costs are kept."""

import time

from backprop.core.descent import Run
from backprop.interface.descent.runs import key_of, moment
from backprop.interface.session import Session

MOST_STEPS = 10_000  # of a run to compare with


def current(state: Session) -> list[Run]:
    """The runs to compare with, as far as they have got; of another experiment they begin anew."""
    known = state.training.rival_runs
    kept = {(rival, key_of(state)): rival for rival in state.view.rivals}
    state.training.rival_runs = {
        key: known.get(key) or rival.start(state.experiment) for key, rival in kept.items()
    }
    return list(state.training.rival_runs.values())


def goal(run: Run) -> int:
    """How many steps they are to have: as many as the run itself."""
    return min(run.steps, MOST_STEPS)


def behind(state: Session, run: Run) -> bool:
    """Whether some have steps to make, are on show, and have not been stopped."""
    if state.view.tab != "compare" or state.training.halted:
        return False
    return any(rival.steps < goal(run) and rival.diverged is None for rival in current(state))


def advance(state: Session, run: Run, *, drawn: float) -> None:
    """Train those that are behind for a moment; the last slice took `drawn` s to draw."""
    current(state)
    until, steps = moment(drawn), 1
    for key, one in state.training.rival_runs.items():
        longer = one
        while longer.steps < goal(run) and longer.diverged is None and time.perf_counter() < until:
            longer = longer.extend(min(steps, goal(run) - longer.steps)).lean()
            steps *= 2  # the first tells whether a step takes long
        state.training.rival_runs[key] = longer
    state.training.trained_at = time.perf_counter()
