"""Which numbers a figure marks: the selection, and what it is made from, by the names that the figure writes."""

from collections.abc import Collection

from backprop.core.quantities import Quantity


def names_of(selection: Quantity | None, related: Collection[Quantity], sample: int) -> dict[str, bool]:
    """The names that are marked: True for the selection, False for the numbers it is made from."""
    marked = {name_of(quantity, sample): False for quantity in related}
    if selection is not None:
        marked[name_of(selection, sample)] = True
    return marked


def name_of(quantity: Quantity, sample: int) -> str:
    """The name as the figures write it: the sample on show goes without its number."""
    name = str(quantity)
    return name.removesuffix(f"@{sample}") if quantity.sample == sample else name
