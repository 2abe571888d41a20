"""The gradients on the page: the mistaken ones beside the right ones, and the relative error of each."""

from dataclasses import replace

from backprop.figures.equations.gradient_versions import Versions, versions_figure
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.parts import FiguresPart
from backprop.interface.scene import look_of, scales_of
from backprop.interface.session import Session
from backprop.lessons.bugs.lab import Finding

WIDTH = 1000  # px, until the browser has reported its own
WORDS = "with the mistake", "right"


def part(finding: Finding, state: Session) -> FiguresPart:
    """The figure; `finding` is one of a program that runs."""
    assert finding.wrong is not None
    assert finding.check is not None
    width = state.screen.widths.get("gradients", WIDTH)
    mistaken = replace(finding.at, backward=finding.wrong)
    drawn = versions_figure(
        Versions(mistaken, finding.at, finding.check.error, WORDS, delta=True),
        look_of(state, scales_of(state, finding.at), state.selection(finding.at)),
        width=width,
    )
    return figures([drawn], ["gradients"], width, state.wire.client_has)
