"""The numbers that a source prints beside the computed ones: which agree to the last digit, how the others differ."""

from functools import lru_cache
from typing import NamedTuple

from backprop.core.quantities import Quantity
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import preset
from backprop.experiment.training import RATE, training_of
from backprop.lessons.homework.answers import parse_answer


class Printed(NamedTuple):
    """A printed number: its `text`, the value it should have, and how the two agree.

    `verdict` is "agrees" (rounded to its last digit), "cut" (the digits after it left off), "sign" (either of the
    two, with the other sign) or "differs"; `agreeing` characters of the text are the value's own.
    """

    name: Quantity
    text: str
    remark: str
    value: float
    verdict: str
    agreeing: int


def rate_of(experiment: Experiment) -> float:
    """The learning rate of the source's update; the usual one where the document names none."""
    return training_of(experiment.run).rate if experiment.run is not None else RATE


def compare(experiment: Experiment) -> list[Printed]:
    """Every number that the source prints, in its order, beside what the experiment gives."""
    evaluation = experiment.evaluate(rate_of(experiment))
    found = []
    for name, number in experiment.published.items():
        quantity = Quantity.parse(name)
        value = evaluation.value(quantity)
        verdict = agreement(number.text, value)
        found.append(
            Printed(quantity, number.text, number.remark, value, verdict, _agreeing(number.text, value))
        )
    return found


@lru_cache(maxsize=32)
def of_preset(slug: str) -> tuple[Printed, ...]:
    """The comparison of a published example, which never changes."""
    return tuple(compare(preset(slug)))


def agreement(text: str, value: float) -> str:
    """How a printed number agrees with the value it should have."""
    printed = parse_answer(text)
    if printed.rounds_to(value):
        return "agrees"
    if printed.cuts(value):
        return "cut"
    return "sign" if printed.value and printed.fits(-value) else "differs"


def places(text: str) -> int:
    """How many decimals a printed number has."""
    return len(text.partition(".")[2])


def _agreeing(text: str, value: float) -> int:
    """How many characters from the left are those of the value, written with as many decimals, rounded or cut."""
    if agreement(text, value) != "differs":
        return len(text)
    own = f"{value:.{places(text)}f}"
    count = 0
    for ours, theirs in zip(own, text, strict=False):
        if ours != theirs:
            break
        count += 1
    return count
