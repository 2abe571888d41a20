"""How the numbers of a network are looked at, whatever the figure: which sample, how written, coloured, marked."""

from collections.abc import Collection
from dataclasses import dataclass

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.marks import name_of
from backprop.figures.ink.palette import Theme
from backprop.figures.ink.scales import Scales


@dataclass(frozen=True, slots=True)
class Look:
    """What all figures of one screen share.

    `sample` is the one on show, counted from 1; `scales` stay the same during a drag. `related` are the numbers the
    `selection` is made from. There is `room_for` the numbers of these evaluations too, so that the steps of a run
    stand at the same places.
    """

    sample: int
    fmt: NumberFormat
    scales: Scales
    theme: Theme
    selection: Quantity | None = None
    related: Collection[Quantity] = ()
    room_for: tuple[Evaluation, ...] = ()

    def marked(self, before: str = "") -> dict[str, bool]:
        """The names that figures mark: True for the selection, False for what it is made from; `before` begins each."""
        marked = {before + name_of(quantity, self.sample): False for quantity in self.related}
        if self.selection is not None:
            marked[before + name_of(self.selection, self.sample)] = True
        return marked
