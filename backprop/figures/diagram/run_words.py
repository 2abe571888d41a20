"""What the diagram writes at a step of a run: its layout has room for every step, and so stands still along the run."""

from dataclasses import dataclass, field
from functools import lru_cache

from backprop.core.evaluation import Evaluation
from backprop.experiment.numerals import NumberFormat
from backprop.figures.diagram.room import LABELLED_EDGES
from backprop.figures.diagram.words import Diction, Inscription, View
from backprop.lessons.notation.symbols import Notation


@dataclass(frozen=True, slots=True)
class RunDiction(Diction):
    """The words of one step; there is `room_for` the words of these evaluations along the run too."""

    room_for: tuple[Evaluation, ...] = field(default=(), kw_only=True)

    def fullest(self) -> Diction:
        """The words of all of them."""
        each = (self, *_steps(self.room_for, self.notation, self.view, self.sample, self.fmt))
        return Together(self.evaluation, self.notation, self.view, self.sample, self.fmt, each=each)

    def edge_room(self) -> list[str]:
        """The labels of edges at all these steps, where all edges have one."""
        few = max(layer.W.size for layer in self.evaluation.network.layers) <= LABELLED_EDGES
        return self.fullest().edge_texts() if few else []


@dataclass(frozen=True, slots=True)
class Together(Diction):
    """Several dictions as one: only how much room their words take is asked for."""

    each: tuple[Diction, ...] = field(default=(), kw_only=True)

    def circle_texts(self, layer: int) -> list[str]:
        """What the circles of a layer have to hold."""
        return [text for one in self.each for text in one.circle_texts(layer)]

    def below(self, layer: int, *, beside: bool = True) -> list[list[Inscription]]:
        """The lines below the circles, each with the words of all."""
        return _merged([one.below(layer, beside=beside) for one in self.each])

    def beside(self) -> list[list[Inscription]]:
        """The lines beside the outputs."""
        return _merged([one.beside() for one in self.each])

    def edge_texts(self) -> list[str]:
        """What the labels of edges have to hold."""
        return [text for one in self.each for text in one.edge_texts()]


@lru_cache(maxsize=8)
def _steps(
    room_for: tuple[Evaluation, ...], notation: Notation, view: View, sample: int, fmt: NumberFormat
) -> tuple[Diction, ...]:
    """The words of the steps, the same while only the step on show changes."""
    return tuple(Diction(one, notation, view, sample, fmt) for one in room_for)


def _merged(several: list[list[list[Inscription]]]) -> list[list[Inscription]]:
    return [[one for line in lines for one in line] for lines in zip(*several, strict=True)]


def along(words: Diction, room_for: tuple[Evaluation, ...]) -> Diction:
    """The same words with room for the other steps."""
    if not room_for:
        return words
    of = words.evaluation, words.notation, words.view, words.sample, words.fmt
    return RunDiction(*of, room_for=room_for)
