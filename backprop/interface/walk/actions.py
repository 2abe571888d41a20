"""What a person does on the walk: go to a step, enter a number, hide a result, guess it, update the network."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.experiment import ExperimentError
from backprop.interface.session import Session
from backprop.interface.view import read_rate
from backprop.interface.walk.page import PAGE
from backprop.lessons.walk.guesses import Sign, Verdict, judge_largest, judge_number, judge_sign
from backprop.lessons.walk.lesson import elements
from backprop.lessons.walk.steps import Step, step_at, steps_of
from backprop.lessons.walk.update import update

Event = Mapping[str, Any]
MOST_NAMES = 16  # numbers that can be chosen among for a guess


@dataclass
class Entered:
    """The number that a step has been entered for by choosing it here."""

    number: Quantity | None = None


_SIGNS: dict[str, Sign] = {"up": "up", "down": "down", "zero": "zero"}


def detail(state: Session, evaluation: Evaluation, step: Step) -> Quantity | None:
    """The number a step has been entered for: a selected one of its own, or one known by then and chosen here."""
    chosen = state.selection(evaluation)
    if chosen is None or chosen.array not in step.known:
        return None
    own = (chosen.kind, chosen.layer) in step.shows and chosen.sample is None
    return chosen if own or chosen == state.own(Entered).number else None


def step(state: Session, event: Event) -> None:
    """Go to a step by its key, or to the next, the one before, the first or the last."""
    evaluation = state.evaluate()
    steps = steps_of(evaluation)
    at = step_at(steps, state.view.step)
    to = str(event["to"])
    if to == "next" and state.view.veil == "down":
        state.show(veil="lifted")  # the room sees the result before it goes on
        return
    if to in ("next", "back") and _within(state, evaluation, steps[at], 1 if to == "next" else -1):
        return
    places = {"next": at + 1, "back": at - 1, "first": 0, "last": len(steps) - 1}
    place = places[to] if to in places else step_at(steps, to)
    place = max(0, min(place, len(steps) - 1))
    if place != at:
        state.show(step=steps[place].key, selection=None, veil=_covered_again(state))


def _within(state: Session, evaluation: Evaluation, step: Step, by: int) -> bool:
    """Go to the next number of a step that has been entered, where there is one."""
    chosen = detail(state, evaluation, step)
    if chosen is None:
        return False
    numbers = elements(evaluation, step)
    if chosen not in numbers or not 0 <= numbers.index(chosen) + by < len(numbers):
        return False
    state.show(selection=numbers[numbers.index(chosen) + by], veil=_covered_again(state))
    return True


def _covered_again(state: Session) -> str:
    return "off" if state.view.veil == "off" else "down"


def enter(state: Session, _: Event) -> None:
    """Enter the step for its first number, or leave it again."""
    evaluation = state.evaluate()
    now = _now(state, evaluation)
    inside = detail(state, evaluation, now) is not None
    state.show(selection=None if inside else elements(evaluation, now, 1)[0])


def veil(state: Session, event: Event) -> None:
    """Hide the result, or show it again; `off` for good. Without steps it is the selected number that is hidden."""
    if event.get("off") or state.view.veil == "down":
        state.show(veil="off", hidden=None)
    elif state.page == PAGE.address:
        state.show(veil="down")
    elif state.selection(evaluation := state.evaluate()) is None:
        state.verdict = "Select a number first; then it can be hidden."
    else:
        state.verdict = ""
        state.hide(evaluation)


def selected(state: Session, chosen: Quantity | None, *, here: bool) -> None:
    """What is selected on this page enters a step, where the step knows it."""
    state.own(Entered).number = chosen if here else None


def present(state: Session, event: Event) -> None:
    """Show nothing but the lesson, or everything again."""
    state.show(present=bool(event["on"]))


def rate(state: Session, event: Event) -> None:
    """Take another learning rate, where the text is one."""
    chosen = read_rate(str(event["rate"])[:40], 0.0)
    if chosen:
        state.show(rate=chosen)
    else:
        state.verdict = f"η is a number above 0 and at most a million; “{str(event['rate'])[:40]}” is none."


def apply(state: Session, _: Event) -> None:
    """Update all weights and biases, as one undoable step, and say what became of the cost."""
    found = update(state.evaluate())
    words = found.words(state.view.numbers)
    try:
        updated = replace(state.experiment, network=found.network)
    except ExperimentError:
        state.verdict = "The update leads beyond the numbers a computer can hold, so it was not applied."
        return
    state.do(updated)
    state.verdict = f"Applied (Ctrl+Z takes it back). {words}"


def guess(state: Session, event: Event) -> None:
    """Judge what was guessed of the hidden number: its sign, its value, or which number is the largest."""
    evaluation = state.evaluate()
    name, says = str(event["name"]), str(event["says"])[:60]
    guessed = (
        hidden(state, evaluation, _now(state, evaluation))
        if state.page == PAGE.address
        else list(filter(None, [state.hidden(evaluation)]))
    )
    numbers = {str(number): evaluation.value(number, state.sample) for number in guessed}
    if name not in numbers:
        return
    state.verdict = _judged(name, says, numbers, state).words


def hidden(state: Session, evaluation: Evaluation, step: Step) -> list[Quantity]:
    """The numbers that may be guessed: the one in detail, else all of the step."""
    chosen = detail(state, evaluation, step)
    return [chosen] if chosen is not None else elements(evaluation, step, MOST_NAMES)


def _judged(name: str, says: str, numbers: Mapping[str, float], state: Session) -> Verdict:
    write, kind = replace(state.view.numbers, unknown="undefined"), KINDS[Quantity.parse(name).kind]
    if says == "largest":
        return judge_largest(numbers, name, write)
    if says in _SIGNS:
        return judge_sign(numbers[name], _SIGNS[says], write, backward=kind.backward)
    return judge_number(numbers[name], says, write)


def _now(state: Session, evaluation: Evaluation) -> Step:
    steps = steps_of(evaluation)
    return steps[step_at(steps, state.view.step)]
