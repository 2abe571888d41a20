"""What a person does on the descend page: run, stop, make one step, move the cursor, take the weights to Explore."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backprop.experiment.experiment import ExperimentError
from backprop.experiment.rivals import MOST, Rival, normal
from backprop.experiment.training import LEAST_RATE, MOST_RATE, OPTIMIZERS, ORDERS
from backprop.interface.descent import race, runs
from backprop.interface.descent.page import MOST_RUN
from backprop.interface.explore.page import PAGE as EXPLORE
from backprop.interface.session import Session
from backprop.interface.view import TABS, read_rate

Event = Mapping[str, Any]
ALIKE = ("descent", "momentum", "nesterov")


def train(state: Session, event: Event) -> None:
    """Run on for as many steps as are set, or stop; at each `tick` the browser is ready for the next slice."""
    run = runs.current(state)
    drawn = time.perf_counter() - state.training.trained_at if event.get("tick") else 0.0
    if event.get("tick") and not runs.is_running(run, state):
        race.advance(state, run, drawn=drawn)
        state.screen.scrubbing = race.behind(state, run)
        return
    if not event.get("tick"):
        state.training.halted = not event.get("go")
    if run.diverged is not None:
        return
    if event.get("go"):
        further = max(run.steps, state.view.reached) + state.view.training.steps
        state.show(reached=min(further, MOST_RUN), cursor=None)
    elif not event.get("tick"):
        state.show(reached=run.steps)
    run = runs.advance(state, drawn=drawn)
    # Its goal is in the address from the beginning; the steps on the way there are not.
    going = runs.is_running(run, state) or race.behind(state, run)
    state.screen.scrubbing = going and not event.get("go")


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
    state.screen.scrubbing = not event.get("final", True)


def restart(state: Session, _: Event) -> None:
    """Back to the start, with the same starting weights, and no steps."""
    state.training.run = None
    state.show(reached=0, cursor=None)


def take(state: Session, _: Event) -> None:
    """Make the weights of the step on show the experiment's own, as one undoable edit, and look at them on Explore."""
    run = runs.current(state)
    step = runs.cursor(run, state)
    if step == 0:
        return
    try:
        state.do(replace(state.experiment, network=run.at(step)))
    except ExperimentError as error:
        state.verdict = f"These weights cannot be taken: {error}"
        return
    state.training.run = None
    state.show(reached=0, cursor=None)
    state.wire.destination = EXPLORE.path
    state.wire.arrival = f"These are the weights after step {step} of the run. Undo takes them back."


def tab(state: Session, event: Event) -> None:
    """Turn to another tab."""
    state.show(tab=TABS[TABS.index(event["to"])])
    state.training.halted = False


def rival(state: Session, event: Event) -> None:
    """Add runs to compare with: this one, each optimizer, other starting weights; take one away, or all."""
    training, chosen = normal(state.view.training), list(state.view.rivals)
    if event.get("add") == "this":
        chosen.append(Rival(training))
    elif event.get("add") == "optimizers":
        usual = {
            name: replace(training.with_optimizer(name), rate=row.rate) for name, row in OPTIMIZERS.items()
        }
        if training.optimizer in ALIKE:  # their η means the same
            usual |= {name: training.with_optimizer(name) for name in ALIKE}
        chosen += [Rival(one) for one in usual.values() if one != training]
    elif event.get("add") == "seeds":
        chosen += [Rival(training, seed) for seed in range(1, 5)]
    elif "remove" in event:
        place = max(0, int(event["remove"]))
        del chosen[place : place + 1]
    else:
        chosen.clear()
    state.show(rivals=tuple(dict.fromkeys(chosen))[:MOST])
    state.training.halted = False


def eta(state: Session, event: Event) -> None:
    """Train with this learning rate."""
    rate = read_rate(str(event["to"])[:40], 0.0)
    if LEAST_RATE <= rate <= MOST_RATE:
        state.training.run = None
        state.show(training=replace(state.view.training, rate=rate), reached=0, cursor=None)


def order(state: Session, event: Event) -> None:
    """Update all layers at once, or layer by layer; the run so far is made anew in that order."""
    chosen = str(event["to"])
    if chosen in ORDERS and chosen != state.view.training.order:
        reached = state.view.reached
        state.training.run = None
        state.show(
            training=replace(state.view.training, order=chosen, decay="none"), reached=reached, cursor=None
        )
        runs.advance(state)
        state.screen.scrubbing = runs.is_running(runs.current(state), state)


def axes(state: Session, event: Event) -> None:
    """Linear or logarithmic axes of the curves."""
    state.show(logarithmic=bool(event["logarithmic"]))
