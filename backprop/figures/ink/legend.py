"""What the colours mean, in words."""

from dataclasses import dataclass

from backprop.figures.ink.palette import Theme


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry: the colours of fill and line, the form that says the same without colour, and the meaning.

    The form is "plain" or "framed", as a cell or a unit; and its edges are "solid" or "dashed", or there
    are "none".
    """

    fill: str
    line: str
    cell: str
    edge: str
    words: str


def legend(theme: Theme, *, checked: bool = False) -> tuple[LegendEntry, ...]:
    """The legend of every figure; `checked` where gradients have passed a check, or not."""
    verdicts = (
        LegendEntry(theme.alarm[1], theme.alarm[1], "framed", "none", "red: fails the gradient check"),
        LegendEntry(theme.fine, theme.fine, "plain", "none", "pale green: passes it (relative error ≤ 10⁻⁶)"),
    )
    return (
        LegendEntry(theme.forward[3], theme.forward[3], "plain", "solid", "blue: positive"),
        LegendEntry(theme.forward[0], theme.forward[0], "plain", "dashed", "orange: negative"),
        LegendEntry(
            theme.backward[2], theme.backward_ink, "framed", "solid", "purple: raising this number raises C"
        ),
        LegendEntry(
            theme.backward[1], theme.lowering_ink, "framed", "dashed", "green: raising this number lowers C"
        ),
        *(verdicts if checked else ()),
    )
