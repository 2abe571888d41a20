"""The matrix equations as one Plotly figure a direction: each operation drawn as the product it is."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.figures.equations.change_rows import changes_of
from backprop.figures.equations.drawing import geometry, traces
from backprop.figures.equations.layout import BLOCK_GAP, lay_out
from backprop.figures.equations.numbers import Numbers
from backprop.figures.equations.rows import Direction, Equations, equations_of
from backprop.figures.ink.look import Look
from backprop.figures.surface.canvas import blank_layout
from backprop.lessons.training.change import MARK

Figure = dict[str, Any]
_DIRECTIONS: tuple[Direction, Direction] = ("forward", "backward")


def equation_pair(
    evaluation: Evaluation, look: Look, *, widths: tuple[float, float], side_by_side: bool = True
) -> tuple[Figure, Figure]:
    """Both figures; `side_by_side`, a layer's equations start at the same height in both."""
    sheets = [equations_of(evaluation, direction, look.sample) for direction in _DIRECTIONS]
    alts = [_alt(evaluation, direction) for direction in _DIRECTIONS]
    numbers = Numbers(evaluation, look)
    return draw_pair(sheets, numbers, look.marked(), widths, alts, side_by_side=side_by_side)


def change_pair(
    changes: Evaluation, look: Look, *, widths: tuple[float, float], side_by_side: bool = True
) -> tuple[Figure, Figure]:
    """The same for what training has changed: parameters and activations in one, gradients in the other."""
    sheets = [changes_of(changes, direction, look.sample) for direction in _DIRECTIONS]
    alts = [f"What training has changed in the {direction} pass." for direction in _DIRECTIONS]
    numbers = Numbers(changes, look)
    return draw_pair(sheets, numbers, look.marked(MARK), widths, alts, side_by_side=side_by_side)


def draw_pair(
    sheets: Sequence[Equations],
    numbers: Numbers,
    marked: Mapping[str, bool],
    widths: tuple[float, float],
    alts: Sequence[str],
    *,
    side_by_side: bool,
) -> tuple[Figure, Figure]:
    """Two sheets of equations as figures of these widths."""
    layouts = [lay_out(sheet, numbers, width) for sheet, width in zip(sheets, widths, strict=True)]
    heights = [[plan.height for plan in layout.plans] for layout in layouts]
    if side_by_side:
        heights = [[max(pair) for pair in zip(*heights, strict=True)]] * 2
    figures = []
    for sheet, layout, rows, width, alt in zip(sheets, layouts, heights, widths, alts, strict=True):
        tops = tuple(accumulate((height + BLOCK_GAP for height in rows), initial=2.0))
        drawn = traces(geometry(sheet, layout, tops[:-1]), numbers, marked)
        surface = blank_layout(width, tops[-1] - BLOCK_GAP + 4, numbers.look.theme, alt)
        figures.append({"data": drawn, "layout": surface})
    return figures[0], figures[1]


def _alt(evaluation: Evaluation, direction: Direction) -> str:
    sizes = "-".join(map(str, evaluation.network.sizes))
    if direction == "forward":
        return f"Forward pass of the {sizes} network as matrix equations: x times W plus b gives z, then a."
    return f"Backward pass of the {sizes} network as matrix equations: delta, then the gradients of W and b."
