"""The parts of the stage that show how the network is trained."""

from collections.abc import Sequence
from typing import Any

from backprop.interface.parts import Kind, Part

TRAINER = Kind("descent/trainer.js", "descent/descent.css")


class TrainerPart(Part):
    """The buttons and the slider over the steps, and the sentences beside them."""

    steps: int
    at: int
    more: int
    goal: int
    running: bool
    ended: bool
    logarithmic: bool
    said: list[str]
    verdict: str
    question: str
    answer: str


RIVALS = Kind("descent/rivals.js", "descent/descent.css")


class RivalsPart(Part):
    """A table with a row for each run; `room` is for how many more."""

    columns: Sequence[str]
    rows: list[dict[str, Any]]
    room: int
    hint: str
