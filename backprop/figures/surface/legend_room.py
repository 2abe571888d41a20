"""How many rows a legend takes above a plot: margins that grow by themselves depend on what was drawn before."""

import math
from collections.abc import Sequence

from backprop.figures.ink.lettering import text_width

ENTRY, ROW = 50, 21  # px beside an entry's text, of a row of entries


def legend_rows(names: Sequence[str], across: float) -> int:
    """One row, or else columns as wide as the widest entry; `across` is the width of the plot, px."""
    entries = [ENTRY + text_width(name) for name in names]
    columns = len(entries) if sum(entries) <= across else max(1, int(across // max(entries)))
    return math.ceil(len(entries) / columns)
