"""By which name a figure knows a number."""

from backprop.core.quantities import Quantity


def name_of(quantity: Quantity, sample: int) -> str:
    """The name as the figures write it: the sample on show goes without its number."""
    name = str(quantity)
    return name.removesuffix(f"@{sample}") if quantity.sample == sample else name
