"""The part of the stage that the gradient check alone has."""

from collections.abc import Mapping

from backprop.interface.parts import Kind, Part

PROBE = Kind("gradient_check/probe.js", "gradient_check/gradient_check.css")


class ProbePart(Part):
    """The method and the step, by its place among so many, and what comes of them."""

    methods: Mapping[str, str]
    method: str
    place: int
    places: int
    step: str
    tone: str
    verdict: str
    paragraphs: list[str]
