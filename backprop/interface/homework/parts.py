"""The part of the stage that the homework page alone has."""

from typing import Any

from backprop.interface.parts import Kind, Part

ANSWERS = Kind("homework/answers.js", "homework/homework.css")


class AnswersPart(Part):
    """The sheet: a matrix of cells for everything that is asked, each with its answer, its mark and words."""

    orientation: str
    refused: dict[str, Any] | None
    blanks: list[dict[str, Any]]
