"""What a person does on the descend page: run, stop, make one step, move the cursor, take the weights to Explore."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backprop.experiment.experiment import ExperimentError
from backprop.interface.descent import runs
from backprop.interface.session import Session
from backprop.interface.view import MOST_RUN

Event = Mapping[str, Any]


def train(state: Session, event: Event) -> None:
    """Run on for as many steps as are set, or stop; at each `tick` the browser is ready for the next slice."""
    run = runs.current(state)
    if run.diverged is not None:
        return
    if event.get("go"):
        further = max(run.steps, state.view.reached) + state.view.training.steps
        state.show(reached=min(further, MOST_RUN), cursor=None)
    elif not event.get("tick"):
        state.show(reached=run.steps)
    run = runs.advance(state)
    state.scrubbing = runs.is_running(run, state)  # until it stands still, the address waits


def move(state: Session, event: Event) -> None:
    """Move the cursor to a step, or to the next, which is made where there is none yet, or back, or to either end."""
    run = runs.current(state)
    here, to = runs.cursor(run, state), event["to"]
    running = runs.is_running(run, state)
    if to == "next" and here == run.steps and not running:
        if run.diverged is None:
            state.show(reached=min(run.steps + 1, MOST_RUN), cursor=None)
            runs.advance(state)
        return
    places = {"next": here + run.every, "back": here - 1, "first": 0, "last": run.steps}
    place = max(0, min(places[to] if to in places else int(to), run.steps))
    state.show(cursor=None if place == run.steps else place)
    state.scrubbing = not event.get("final", True)


def restart(state: Session, _: Event) -> None:
    """Back to the start, with the same starting weights, and no steps."""
    state.run = None
    state.show(reached=0, cursor=None)


def take(state: Session, _: Event) -> None:
    """Make the weights of the step on show the experiment's own, as one undoable edit."""
    run = runs.current(state)
    step = runs.cursor(run, state)
    if step == 0:
        return
    try:
        state.do(replace(state.experiment, network=run.at(step)))
    except ExperimentError as error:
        state.verdict = f"These weights cannot be taken: {error}"
        return
    state.run = None
    state.show(reached=0, cursor=None)
    state.verdict = f"The weights after step {step} are the experiment's now; Undo on Explore leads back."


def axes(state: Session, event: Event) -> None:
    """Linear or logarithmic axes of the curves."""
    state.show(logarithmic=bool(event["logarithmic"]))
