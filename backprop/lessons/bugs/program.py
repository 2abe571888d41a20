"""The backward pass line by line, as a program is written: any line may be exchanged for a mistaken one."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from backprop.core.arrays import Array
from backprop.core.losses import LOSSES
from backprop.core.network import Network
from backprop.core.passes import Backward, Forward, run_cost
from backprop.lessons.formulas.matrix_rules import PROGRAM, Rule, Setting, is_right
from backprop.lessons.formulas.matrix_values import Worked, kept_in, ready


class LineError(ValueError):
    """The line `name`, such as delta1, does not run: its shapes don't fit, or it asks for what there is not."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class Running:
    """A program at work: its arrays so far, by kind and layer; z, a and t of shape (samples, n)."""

    def __init__(self, network: Network, forward: Forward, t: Array, loss: str) -> None:
        self.network, self.loss = network, loss
        self.arrays: dict[tuple[str, int], Array] = {("t", 0): t, ("a", 0): forward.a[0]}
        for l, (layer, z, a) in enumerate(zip(network.layers, forward.z, forward.a[1:], strict=True), 1):
            self.arrays |= {("W", l): layer.W, ("b", l): layer.b, ("z", l): z, ("a", l): a}

    def setting(self, l: int) -> Setting:
        """What the rules of layer l depend on."""
        return Setting.of_network(self.network, self.loss, len(self.arrays["t", 0]), l)

    def line(self, kind: str, rule: Rule, s: Setting) -> Array:
        """What a line gives; what the loss gives right is computed by the numerics, which lose fewer digits."""
        loss, is_as_it_should_be = LOSSES[s.loss], is_right(kind, rule, s)
        outputs = [self.arrays[place] for place in (("z", s.last), ("a", s.last), ("t", 0))]
        if kind == "da" and s.is_last and (is_as_it_should_be or s.fused):  # a fused program has no such line
            return loss.slope(*outputs)
        if kind == "delta" and s.fused and is_as_it_should_be:
            assert loss.delta is not None
            return loss.delta(*outputs)
        found: Array = np.asarray(_worked(rule, s)(kept_in(self.arrays)))
        return found


@lru_cache(maxsize=2048)
def _worked(rule: Rule, s: Setting) -> Worked:
    return ready(rule(s))


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def run_lines(lines: Mapping[str, Rule], network: Network, forward: Forward, t: Array, loss: str) -> Backward:
    """The backward pass of one network with these lines in place of the right ones; arrays that have been checked.

    ∂E/∂x is left out (nan): no weight is learnt from it. Raises LineError where the program would stop.
    """
    used: dict[str, Rule] = {**PROGRAM, **lines}
    found: dict[str, list[Array]] = {kind: [] for kind in PROGRAM}
    now = Running(network, forward, t, loss)
    for l in reversed(range(1, len(network.layers) + 1)):
        s = now.setting(l)
        for kind, rule in used.items():
            now.arrays[kind, l] = _run(now, kind, rule, s)
            found[kind].append(now.arrays[kind, l])
        _fits(now, l)
    das, deltas, dWs, dbs = (tuple(reversed(found[kind])) for kind in PROGRAM)
    layers = network.layers
    return Backward(
        cost=run_cost(forward, t, loss),
        sample_loss=LOSSES[loss].value(forward.z[-1], forward.output, t),
        da=(
            np.full(forward.a[0].shape, np.nan),
            *map(np.broadcast_to, das, (a.shape for a in forward.a[1:])),
        ),
        delta=deltas,
        dW=tuple(map(np.broadcast_to, dWs, (layer.W.shape for layer in layers))),
        db=tuple(map(np.broadcast_to, dbs, (layer.b.shape for layer in layers))),
    )


def _run(now: Running, kind: str, rule: Rule, s: Setting) -> Array:
    try:
        return now.line(kind, rule, s)
    except ValueError as error:  # NumPy's, which a program with this mistake would end with, or NoSlopeError
        raise LineError(f"{kind}{s.layer}", str(error)) from error


def _fits(now: Running, l: int) -> None:
    """Raise LineError where W -= eta * dW would not fit; what NumPy would repeat to make it fit, it repeats here."""
    for kind in ("W", "b"):
        gradient, parameter = now.arrays[f"d{kind}", l], now.arrays[kind, l]
        if np.broadcast_shapes(gradient.shape, parameter.shape) != parameter.shape:
            shapes = f"d{kind}{l} is {gradient.shape}, {kind}{l} is {parameter.shape}"
            raise LineError(f"{kind}{l}", f"the update does not fit: {shapes}")
