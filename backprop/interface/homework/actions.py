"""What a person does on the homework page: write answers down, lay the matrices out, take all answers back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backprop.experiment.edits import set_values
from backprop.experiment.homework import ORIENTATIONS, Homework, read_homework
from backprop.interface.session import Session

Event = Mapping[str, Any]


def answer(state: Session, event: Event) -> None:
    """Write answers down: texts by the names of their numbers. One undoable step."""
    given = {str(name): str(text) for name, text in event["set"].items()}
    keep(state, read_homework(state.experiment).with_answers(given))


def orient(state: Session, event: Event) -> None:
    """A row of a weight matrix is a unit that sends, or one that receives."""
    chosen = ORIENTATIONS[ORIENTATIONS.index(event["to"])]
    keep(state, replace(read_homework(state.experiment), orientation=chosen))


def clear(state: Session, _: Event) -> None:
    """Take all answers back; undo brings them again."""
    keep(state, replace(read_homework(state.experiment), answers={}))


def without_biases(state: Session) -> None:
    """The network without biases: all of them 0, and held there. One undoable step."""
    experiment = state.experiment
    layers = range(1, len(experiment.network.layers) + 1)
    names = [name for l in layers for name in experiment.evaluate().quantities("b", l)]
    homework = replace(read_homework(experiment), biases="constant")
    state.do(replace(set_values(experiment, dict.fromkeys(names, 0.0)), homework=homework.document()))


def keep(state: Session, homework: Homework) -> None:
    """The experiment with this homework, as one undoable step."""
    state.do(replace(state.experiment, homework=homework.document() or None))
