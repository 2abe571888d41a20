"""The formulas of the panel: the rule in symbols and with its numbers, its samples, and the long way round."""

from collections.abc import Sequence

from backprop.figures.ink.palette import Theme
from backprop.interface.plain_text import plain
from backprop.lessons.formulas.asides import Aside, Part
from backprop.lessons.formulas.derivations import Derivation
from backprop.lessons.notation.writing import aligned, colour


def derivation_in(theme: Theme, derivation: Derivation) -> list[str]:
    """The rule, and below it the numbers put in and the result."""
    blocks = [block for block in (derivation.rule, derivation.substituted) if block]
    remark = derivation.formula.remark
    return [*(display(block, theme) for block in blocks), *([plain(remark)] if remark else [])]


def samples(parts: Sequence[Part]) -> list[str]:
    """What each sample adds to a mean."""
    if not parts:
        return []
    rows = "\n".join(f"- *{part.label}* {plain(part.text)}" for part in parts)
    return ["##### The mean of these", rows]


def long_way(aside: Aside, theme: Theme) -> list[str]:
    """A longer way to the same number, and why it collapses."""
    formula, (first, *others) = aside.formula, aside.collapse
    return [
        f"##### {plain(aside.title)}",
        display(formula.rule, theme),
        display(formula.substituted, theme),
        *([plain(formula.remark)] if formula.remark else []),
        plain(aside.words),
        display([f"{formula.symbol} {first}", *others], theme),
    ]


def display(lines: Sequence[str], theme: Theme) -> str:
    """Lines of LaTeX as one block, in the colours of the families."""
    latex = colour(aligned(lines), forward=theme.forward_ink, backward=theme.backward_ink)
    return f"$$\n{latex}\n$$"
