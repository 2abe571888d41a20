"""What the diagram writes of the change since the start: the same numbers, each with a Δ before its name."""

from dataclasses import dataclass

from backprop.figures.diagram.words import Diction, Inscription
from backprop.lessons.training.change import MARK


@dataclass(frozen=True, slots=True)
class ChangeDiction(Diction):
    """The words of an evaluation whose numbers are changes; targets do not change, so they are not written."""

    def names(self, layer: int) -> list[str]:
        """What stands above the circles of a layer."""
        return [MARK + name for name in Diction.names(self, layer)]

    def beside(self) -> list[list[Inscription]]:
        """Nothing beside the outputs."""
        return []

    def edge(self, layer: int, sender: int, receiver: int, value: float) -> Inscription:
        """The change of a weight."""
        one = Diction.edge(self, layer, sender, receiver, value)
        return one._replace(name=MARK + one.name)

    def _write(self, kind: str, layer: int, symbol: str) -> list[Inscription]:
        return [
            one._replace(name=MARK + one.name, symbol=_marked(one.symbol))
            for one in Diction._write(self, kind, layer, symbol)
        ]


def _marked(symbol: str) -> str:
    """A Δ before the symbol: "← δ" becomes "← Δδ"; a number without a symbol stays."""
    back, arrow, rest = symbol.rpartition("← ")
    return f"{back}{arrow}{MARK}{rest}" if rest else symbol
