"""What the diagram writes at a step of the walk: what is known so far, and this operation's terms on its edges."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity, array_name
from backprop.figures.diagram.words import Diction, Inscription, Spot, spot_of
from backprop.figures.ink.scales import Scales, round_bound
from backprop.lessons.walk.steps import UPDATE, Step, steps_of

_ABSENT = "not computed yet"
_TERMS = ("z", "da", "dW", UPDATE)  # the steps whose operation runs along edges
_NEWEST = ("delta", "da", "a", "z")  # what a circle shows: the first of these that is known


@dataclass(frozen=True, slots=True)
class StepDiction(Diction):
    """The words of one step. `whole` is the evaluation before a veil, for the room that words take.

    `detail` is the number the step has been entered for, with what it is made from; without it, every unit and
    edge of the operation is lit.
    """

    step: Step = field(kw_only=True)
    whole: Evaluation = field(kw_only=True)
    detail: Collection[Quantity] = field(default=(), kw_only=True)

    def is_known(self, kind: str, layer: int) -> bool:
        """Whether an array has been computed by the end of this step."""
        return array_name(kind, layer) in self.step.known

    def unit_kind(self, layer: int) -> str:
        """The newest number of a unit; what will come first where there is none."""
        if layer == 0:
            return "x"
        return next((kind for kind in _NEWEST if self.is_known(kind, layer)), "z")

    def circles(self, layer: int) -> list[Inscription]:
        """The newest number of every unit."""
        return self._as_known(self._all(self.unit_kind(layer), layer, ""))

    def fullest(self) -> Diction:
        """The words of the last step without a veil: the units stand still from step to step."""
        return replace(
            self, evaluation=self.whole, step=steps_of(self.whole)[-1], detail=(), known={}, labels=[]
        )

    def circle_texts(self, layer: int) -> list[str]:
        """The numbers that the circles of a layer hold in the course of the walk."""
        kinds = _NEWEST if layer else ("x",)
        arrays = [self.whole.array(kind, layer)[self.sample - 1] for kind in kinds]
        return [self.fmt(float(value)) for array in arrays for value in array]

    def names(self, layer: int) -> list[str]:
        """What stands above the circles of a layer."""
        kind = self.unit_kind(layer)
        back = "← " if kind in ("delta", "da") else ""
        size = self.evaluation.network.sizes[layer]
        return [back + self.notation.element(Quantity(kind, layer, (i,))) for i in range(1, size + 1)]

    def _own(self, layer: int) -> list[list[Inscription]]:
        """The bias or its gradient, and the activation once a gradient has taken its circle."""
        if layer == 0:
            return []
        bias = self._all("db", layer, "∂C/∂b") if self.is_known("db", layer) else self._all("b", layer, "b")
        letter = "ŷ" if layer == self.evaluation.n_layers else "a"
        activation = self._all("a", layer, letter)
        replaced = self.unit_kind(layer) in ("delta", "da")
        second = activation if replaced else [one._replace(text="") for one in activation]
        return [self._as_known(bias), self._as_known(second)]

    def beside(self) -> list[list[Inscription]]:
        """Target and difference, as far as they are known."""
        lines = [self._all("t", 0, "t"), self._all("diff", 0, "ŷ − t")]
        return [self._as_known(line) for line in lines]

    def outputs(self) -> list[list[Inscription]]:
        """The predictions as a line beside the outputs, where these are dots."""
        last = self.evaluation.n_layers
        return [self._as_known(self._all("a", last, "ŷ"))]

    def edge_texts(self) -> list[str]:
        """The terms that the edges carry in the course of the walk."""
        layers = range(1, self.evaluation.n_layers + 1)
        return [
            self.fmt(float(value))
            for layer in layers
            for kind in ("z", "da", "dW")
            for value in _terms(self.whole, kind, layer, self.sample).flat
        ]

    def edge_values(self, layer: int) -> list[list[float]]:
        """This operation's terms where it runs along the layer's edges, else the weights."""
        if self._carries(layer):
            terms = _terms(self.evaluation, self.step.kind, layer, self.sample)
            if self.step.kind in ("z", "da"):  # where there is one term, it is the result
                result = self.evaluation.array(self.step.kind, self.step.layer)[self.sample - 1]
                hidden = np.isnan(result)
                terms = np.where(hidden if self.step.kind == "z" else hidden[:, None], np.nan, terms)
            shown: list[list[float]] = terms.tolist()
            return shown
        weights: list[list[float]] = self.evaluation.array("W", layer).tolist()
        return weights

    def edge_bound(self, layer: int, scales: Scales) -> float:
        """The terms have a scale of their own."""
        if not self._carries(layer):
            return scales.bound("W", layer)
        terms = np.abs(_terms(self.whole, self.step.kind, layer, self.sample))
        return round_bound(float(terms[np.isfinite(terms)].max(initial=0.0)))

    def edge(self, layer: int, sender: int, receiver: int, value: float) -> Inscription:
        """An edge with its term, or without a number."""
        kind = "dW" if self.step.kind in ("dW", UPDATE) else "W"
        name = f"{kind}{layer}[{sender},{receiver}]"
        lit = self._carries(layer) and self._is_lit((layer, sender, receiver))
        if not lit:
            quiet = self.evaluation.array("W", layer)[sender - 1, receiver - 1]
            name = f"W{layer}[{sender},{receiver}]"
            return Inscription(name, "W", layer, float(quiet), "", lit=False)
        if math.isnan(value):
            return Inscription(name, self.edge_kind, layer, value, self.fmt(value), note="?")
        text = self.fmt(value)
        note = "" if kind == "dW" else self._term_in_words(layer, sender, receiver, text)
        return Inscription(name, self.edge_kind, layer, value, text, note=note)

    def _term_in_words(self, layer: int, sender: int, receiver: int, term: str) -> str:
        weight = self.fmt(float(self.evaluation.array("W", layer)[sender - 1, receiver - 1]))
        forward = self.step.kind == "z"
        other = Quantity("a", layer - 1, (sender,)) if forward else Quantity("delta", layer, (receiver,))
        return f"{weight}, times {other} gives {term}"

    def _carries(self, layer: int) -> bool:
        """Whether this operation runs along the edges into a layer."""
        kind, own = self.step.kind, self.step.layer
        if kind == UPDATE:
            return True
        return kind in _TERMS and layer == (own + 1 if kind == "da" else own)

    def _is_lit(self, spot: Spot) -> bool:
        """Whether a unit or an edge takes part in the operation, or in the number it was entered for."""
        if self.detail:
            spots = [spot_of(str(quantity), self.evaluation.n_layers) for quantity in self.detail]
            return spot in spots or (len(spot) == 2 and self._ends(spots, spot))
        return len(spot) == 3 or spot[0] in self._layers()

    def _ends(self, spots: Collection[Spot | None], unit: Spot) -> bool:
        """Whether an edge of the detail begins or ends at this unit."""
        ends = [
            end
            for spot in spots
            if spot and len(spot) == 3
            for end in ((spot[0] - 1, spot[1]), (spot[0], spot[2]))
        ]
        return unit in ends

    def _layers(self) -> Collection[int]:
        """The layers whose units take part."""
        kind, layer, last = self.step.kind, self.step.layer, self.evaluation.n_layers
        if kind in ("x", "C"):
            return (0,) if kind == "x" else (last,)
        if kind in ("z", "dW"):
            return layer - 1, layer
        if kind == "da":
            return layer, min(layer + 1, last)
        return range(last + 1) if kind == UPDATE else (layer,)

    def _as_known(self, line: list[Inscription]) -> list[Inscription]:
        """Numbers as they stand at this step: blank until computed, and lit where they take part."""
        if not self.is_known(line[0].kind, line[0].layer):
            return [_blank(one) for one in line]
        layer = self.evaluation.n_layers if line[0].kind in ("t", "diff") else line[0].layer
        return [
            one if self._is_lit((layer, index)) else one._replace(lit=False)
            for index, one in enumerate(line, 1)
        ]


def _blank(one: Inscription) -> Inscription:
    return one._replace(value=math.nan, text="", note=_ABSENT, lit=False)


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def _terms(evaluation: Evaluation, kind: str, layer: int, sample: int) -> Array:
    """a W forward, δ W backward, ∂C/∂W: a number for each edge into a layer, a row for each sender."""
    W = evaluation.array("W", layer)
    terms: Array = evaluation.array("dW", layer)
    if kind == "z":
        terms = evaluation.array("a", layer - 1)[sample - 1][:, None] * W
    elif kind == "da":
        terms = evaluation.array("delta", layer)[sample - 1] * W
    return terms
