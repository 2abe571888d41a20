"""The backward pass as a NumPy program, with the names of the screen: right, and with a mistake in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backprop.core.network import Network
from backprop.core.quantities import array_name
from backprop.lessons.formulas.matrix_rules import MATRIX_RULES, PROGRAM, Rule, Setting
from backprop.lessons.formulas.numpy_lines import numpy_line


class TwoLines(NamedTuple):
    """A line of the program as it is right, and as it is in the mistaken one; "" where one of them lacks it."""

    right: str
    wrong: str

    @property
    def differs(self) -> bool:
        return self.right != self.wrong


def lines_of(s: Setting) -> tuple[str, ...]:
    """The lines of a layer in the order they run, by the kind of what each computes.

    Where the loss gives δ at once, ∂E/∂a is not computed.
    """
    return tuple(kind for kind in PROGRAM if not (kind == "da" and s.fused))


def listing(
    network: Network,
    loss: str,
    samples: int,
    wrong: Mapping[str, Rule],
    *,
    order: str = "",
) -> list[TwoLines]:
    """The two programs line by line; `wrong` holds rules in place of some of the right ones.

    With an `order` both end with the update of all layers; "early" makes the mistaken one update layer by layer, and
    "kept" add its gradients to what is in their arrays.
    """
    settings = [
        Setting.of_network(network, loss, samples, l) for l in reversed(range(1, len(network.layers) + 1))
    ]
    written: list[TwoLines] = []
    for s in settings:
        for kind in lines_of(s):
            right, mistaken = (
                line(kind, rule, s) for rule in (PROGRAM[kind], wrong.get(kind, PROGRAM[kind]))
            )
            if order == "kept" and kind in ("dW", "db"):
                mistaken = mistaken.replace(" = ", " += ", 1)
            written.append(TwoLines(right, mistaken))
        if order == "early":
            written += [TwoLines("", update(kind, s)) for kind in ("W", "b")]
    if order:
        lines = [update(kind, s) for s in settings for kind in ("W", "b")]
        written += [TwoLines(one, "" if order == "early" else one) for one in lines]
    return written


def line(kind: str, rule: Rule, s: Setting) -> str:
    """One line of a layer: dW1 = x.T @ delta1."""
    return f"{array_name(kind, s.layer)} = {numpy_line(rule(s), s, keep=True)}"


def update(kind: str, s: Setting) -> str:
    """The line that takes a step: W1 -= eta * dW1."""
    old = array_name(kind, s.layer)
    return f"{old} -= {numpy_line(MATRIX_RULES[f'{kind}new'](s), s).removeprefix(f'{old} - ')}"


def program(written: Sequence[TwoLines], *, wrong: bool) -> str:
    """One of the two programs as text."""
    lines = (line.wrong if wrong else line.right for line in written)
    return "\n".join(line for line in lines if line)
