"""The numbers beside the explained one, as links: those it is made from, and those it feeds."""

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity
from backprop.figures.ink.palette import Theme
from backprop.interface.explanation.actions import action
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.derivations import Derivation
from backprop.lessons.formulas.wording import words
from backprop.lessons.notation.symbols import Notation

MOST = 8  # numbers that are listed


def made_from(derivation: Derivation, state: Session, evaluation: Evaluation, theme: Theme) -> list[str]:
    """The numbers it is made from, a line each: its value, and the part it plays in the formula."""
    rows = []
    for quantity, role in derivation.made_from[:MOST]:
        value = state.view.numbers(evaluation.value(quantity, state.sample))
        text = f"{symbol(quantity, evaluation, theme)} = {plain(value)} *{role}*"
        rows.append("- " + select(quantity, text, state, evaluation))
    return ["##### Made from", "\n".join(rows + more(len(derivation.made_from)))] if rows else []


def feeds(derivation: Derivation, state: Session, evaluation: Evaluation, theme: Theme) -> list[str]:
    """The numbers that are computed from it, one operation on."""
    items = [
        "- " + select(quantity, symbol(quantity, evaluation, theme), state, evaluation)
        for quantity in derivation.feeds[:MOST]
    ]
    return ["##### Goes into", "\n".join(items + more(len(derivation.feeds)))] if items else []


def select(quantity: Quantity, text: str, state: Session, evaluation: Evaluation) -> str:
    """A link that selects a number."""
    return action(text, "select", str(quantity), words(Context(evaluation, quantity, state.sample)))


def symbol(quantity: Quantity, evaluation: Evaluation, theme: Theme) -> str:
    """The symbol of a number in its family's ink; sample 3's is marked @3."""
    mark = f" @{quantity.sample}" if quantity.sample is not None else ""
    ink = theme.backward_ink if KINDS[quantity.kind].backward else theme.forward_ink
    return f':color[{plain(Notation.of(evaluation).element(quantity) + mark)}]{{foreground="{ink}"}}'


def more(count: int) -> list[str]:
    """How many are not listed."""
    return [f"- and {count - MOST} more"] if count > MOST else []
