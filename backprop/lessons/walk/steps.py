"""The walk through both passes: one step for every operation, in the order in which a computer does them."""

from dataclasses import dataclass
from functools import lru_cache

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.quantities import array_name
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.walk.words import title, why

Place = tuple[str, int]  # the kind and the layer of an array, ("W", 1)

UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of the walk.

    `key` names it in links: x, z1, a1, …, C, da2, delta2, dW2, db2, da1, …, update. `kind` and `layer` name the
    array it computes, `group` is its heading in the rail and `symbol` its label there. `shows` are the arrays it
    computes, `known` the names of all arrays that are known when it is done.
    """

    key: str
    kind: str
    layer: int
    group: str
    symbol: str
    title: str
    why: tuple[str, str]
    shows: tuple[Place, ...]
    known: frozenset[str]

    @property
    def backward(self) -> bool:
        """Whether it belongs to the way back: everything after the cost does."""
        return self.kind in ("da", "delta", "dW", "db", UPDATE)


def steps_of(evaluation: Evaluation) -> tuple[Step, ...]:
    """The steps of a network, the input first: 15 for two layers, 3 + 6 L for L."""
    network = evaluation.network
    return _steps(Notation.of(evaluation), len(network.layers), evaluation.loss)


@lru_cache(maxsize=32)
def _steps(notation: Notation, n_layers: int, loss: str) -> tuple[Step, ...]:
    given: list[Place] = [("x", 0), ("t", 0)]
    given += [(kind, layer) for layer in range(1, n_layers + 1) for kind in ("W", "b")]
    known = {array_name(*place) for place in given}
    steps = []
    for kind, layer, group in _order(n_layers):
        shows = _shown(kind, layer, n_layers)
        known |= {array_name(*place) for place in (*shows, *_beside(kind, layer, notation))}
        fused = kind == "delta" and layer == n_layers and LOSSES[loss].delta is not None
        steps.append(
            Step(
                key=UPDATE if kind == UPDATE else array_name(kind, layer),
                kind=kind,
                layer=layer,
                group=group,
                symbol="update" if kind == UPDATE else notation.symbol(kind, layer),
                title=title(kind, layer, notation),
                why=why(kind, layer, notation, loss=loss, fused=fused),
                shows=shows,
                known=frozenset(known),
            )
        )
    return tuple(steps)


def _order(n_layers: int) -> list[tuple[str, int, str]]:
    """Kind, layer and group of every step."""
    order = [("x", 0, "Input")]
    for l in range(1, n_layers + 1):
        order += [(kind, l, f"Layer {l} →") for kind in ("z", "a")]
    order.append(("C", 0, "Cost"))
    for l in range(n_layers, 0, -1):
        order += [(kind, l, f"← Layer {l}") for kind in ("da", "delta", "dW", "db")]
    return [*order, (UPDATE, 0, "Update")]


def _shown(kind: str, layer: int, n_layers: int) -> tuple[Place, ...]:
    if kind == UPDATE:
        return tuple((new, l) for l in range(1, n_layers + 1) for new in ("Wnew", "bnew"))
    return ((kind, layer),)


def _beside(kind: str, layer: int, notation: Notation) -> tuple[Place, ...]:
    """What is worked out on the way."""
    if kind == "C":
        return ("diff", 0), ("E", 0)
    if kind == "delta":
        return (("J" if ACTIVATIONS[notation.activations[layer - 1]].mixes else "slope", layer),)
    return ()


def step_at(steps: tuple[Step, ...], key: str) -> int:
    """The place of the step of that key; the first one where this network has none."""
    return next((place for place, step in enumerate(steps) if step.key == key), 0)
