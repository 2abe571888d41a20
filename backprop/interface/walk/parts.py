"""The parts of the stage that the walk alone has."""

from typing import Any

from backprop.interface.parts import Kind, Part

RAIL = Kind("walk/rail.js", "walk/walk.css")


class RailPart(Part):
    """The steps in groups, and the key of the one on show."""

    groups: list[dict[str, Any]]
    current: str


WORDS = Kind("walk/words.js", "walk/walk.css")


class WordsPart(Part):
    """The title of a step and what is said of it."""

    title: str
    said: str
    edges: str
