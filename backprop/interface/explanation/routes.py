"""The paths of the selected number: every way from it to the cost, as links that light the way in the diagram."""

from dataclasses import dataclass
from itertools import pairwise

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.figures.ink.palette import Theme
from backprop.interface.explanation.actions import action
from backprop.interface.explanation.neighbours import symbol
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.lessons.formulas.paths import Path, Paths, paths
from backprop.lessons.notation.symbols import Notation

STARTS = ("W", "b", "x", "dW", "db", "dx")  # the kinds of numbers that have paths
AT_FIRST = 6  # paths that are listed before one asks for more


@dataclass
class Lit:
    """Which of the selected number's paths is lit in the diagram, and whether all of them are listed."""

    path: int | None = None
    all_paths: bool = False


def routes(quantity: Quantity, state: Session, evaluation: Evaluation, theme: Theme) -> list[str]:
    """The paths, the largest first, their sum, and what it would cost to walk them all."""
    found, write = paths(evaluation, quantity, state.sample), state.view.numbers
    loss = Notation.of(evaluation).loss
    plural = "path leads" if found.count == 1 else "paths lead"
    shown = found.listed if state.own(Lit).all_paths else found.listed[:AT_FIRST]
    rows = [f"- {_row(number, path, state, evaluation, theme)}" for number, path in enumerate(shown)]
    hidden = found.listed[len(shown) :]
    others = found.count - len(shown)
    if others:
        rest = write(found.rest + sum(path.value for path in hidden))
        text = f"and {others:,} more, together {rest}"
        rows.append(f"- {action(plain(text), 'more', 'paths') if hidden else plain(text)}")
    return [
        f"##### {found.count:,} {plural} from here to {loss}",
        "\n".join(rows),
        _sum(found, quantity, state, evaluation),
        plain(
            f"Written out one by one the paths take {_count(found.path_multiplications)}. Backpropagation shares their "
            f"common parts: {_count(found.backprop_multiplications)} for all gradients together."
        ),
    ]


def numbers_of(quantity: Quantity, path: Path) -> list[Quantity]:
    """The numbers along a path by which it is marked in the figures: its units and the weights between them."""
    units = [Quantity("a", layer, (unit,)) for layer, unit in path.units]
    weights = [
        Quantity("W", layer, (before, unit))
        for (earlier, before), (layer, unit) in pairwise(path.units)
        if layer > earlier
    ]
    own = [Quantity("W", quantity.layer, quantity.index)] if quantity.kind in ("W", "dW") else []
    return [*own, *units, *weights]


def lit(quantity: Quantity | None, state: Session, evaluation: Evaluation) -> list[Quantity]:
    """The numbers along the path that is lit, if one is."""
    path = state.own(Lit).path
    if path is None or quantity is None or quantity.kind not in STARTS:
        return []
    listed = paths(evaluation, quantity, state.sample).listed
    return numbers_of(quantity, listed[path]) if path < len(listed) else []


def _row(number: int, path: Path, state: Session, evaluation: Evaluation, theme: Theme) -> str:
    """The units it runs through, and its factors multiplied."""
    write = state.view.numbers
    way = " → ".join(
        symbol(Quantity("a", layer, (unit,)), evaluation, theme) for layer, unit in _once(path.units)
    )
    factors = " · ".join(_factor(write(factor.value)) for factor in path.factors)
    pressed = "**" if state.own(Lit).path == number else ""
    return f"{action(f'{pressed}{way}{pressed}', 'path', str(number))} {plain(f'{factors} = {write(path.value)}')}"


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _once(units: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Without the input itself, where the path of an input begins."""
    return [unit for unit in units if unit[0]]


def _sum(found: Paths, quantity: Quantity, state: Session, evaluation: Evaluation) -> str:
    write, notation = state.view.numbers, Notation.of(evaluation)
    kind = quantity.kind if quantity.kind.startswith("d") else f"d{quantity.kind}"
    gradient = Quantity(kind, quantity.layer, quantity.index)
    name = plain(notation.element(gradient))
    if evaluation.n_samples > 1 and kind != "dx":
        part = f"**Sum {plain(write(found.total))}** for sample {state.sample}; {name} = "
        return (
            part + f"{plain(write(evaluation.value(gradient, state.sample)))} is the mean over all samples."
        )
    return f"**Sum {plain(write(found.total))}** = {name}"


def _count(number: int) -> str:
    return f"{number:,} multiplication" + ("" if number == 1 else "s")
