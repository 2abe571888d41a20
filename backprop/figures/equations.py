"""The matrix equations as one Plotly figure a direction: each operation drawn as the product it is."""

from collections.abc import Collection
from itertools import accumulate
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.canvas import blank_layout
from backprop.figures.equation_drawing import geometry, traces
from backprop.figures.equation_layout import BLOCK_GAP, lay_out
from backprop.figures.equation_numbers import Numbers
from backprop.figures.equation_rows import Direction, equations_of
from backprop.figures.marks import names_of
from backprop.figures.palette import Theme
from backprop.figures.scales import Scales

Figure = dict[str, Any]
_DIRECTIONS: tuple[Direction, Direction] = ("forward", "backward")


def equation_pair(
    evaluation: Evaluation,
    *,
    sample: int,
    selection: Quantity | None,
    related: Collection[Quantity],
    fmt: NumberFormat,
    scales: Scales,
    theme: Theme,
    widths: tuple[float, float],
    side_by_side: bool = True,
) -> tuple[Figure, Figure]:
    """Both figures; `side_by_side`, a layer's equations start at the same height in both."""
    numbers, marked = Numbers(evaluation, fmt, scales, theme), names_of(selection, related, sample)
    sheets = [equations_of(evaluation, direction, sample) for direction in _DIRECTIONS]
    layouts = [lay_out(sheet, numbers, width) for sheet, width in zip(sheets, widths, strict=True)]
    heights = [[plan.height for plan in layout.plans] for layout in layouts]
    if side_by_side:
        heights = [[max(pair) for pair in zip(*heights, strict=True)]] * 2
    figures = []
    for direction, sheet, layout, rows, width in zip(
        _DIRECTIONS, sheets, layouts, heights, widths, strict=True
    ):
        tops = tuple(accumulate((height + BLOCK_GAP for height in rows), initial=2.0))
        drawn = traces(geometry(sheet, layout, tops[:-1]), numbers, marked)
        surface = blank_layout(width, tops[-1] - BLOCK_GAP + 4, theme, _alt(evaluation, direction))
        figures.append({"data": drawn, "layout": surface})
    return figures[0], figures[1]


def _alt(evaluation: Evaluation, direction: Direction) -> str:
    sizes = "-".join(map(str, evaluation.network.sizes))
    if direction == "forward":
        return f"Forward pass of the {sizes} network as matrix equations: x times W plus b gives z, then a."
    return f"Backward pass of the {sizes} network as matrix equations: delta, then the gradients of W and b."
