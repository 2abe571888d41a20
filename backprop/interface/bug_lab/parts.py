"""The parts of the stage that the bug lab alone has."""

from collections.abc import Mapping, Sequence
from typing import Any

from backprop.interface.parts import Kind, Part
from backprop.lessons.bugs.listing import TwoLines

BUGS = Kind("bug_lab/bugs.js", "bug_lab/bug_lab.css")


class BugsPart(Part):
    """The list of mistakes, and the buttons above it by the events they send."""

    actions: Mapping[str, str]
    ask: str
    items: list[dict[str, Any]]


CASE = Kind("bug_lab/case.js", "bug_lab/bug_lab.css")


class CasePart(Part):
    """What a mistake is, what the check says of it, and the program."""

    title: str
    tone: str
    verdict: str
    paragraphs: Sequence[str]
    label: str
    lines: list[TwoLines]
