"""Mistaken methods: what people do otherwise when they compute by hand, each as the steps that they do it in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.expressions import Expression, Table
from backprop.lessons.formulas.losses import takes_mean
from backprop.lessons.formulas.matrix_rules import Rule, Setting, is_right, slope_by_a
from backprop.lessons.formulas.trees import exchanged
from backprop.lessons.homework.calculation import STEPS, Desk, Step, error, loss_of_samples

MOST_UNITS = 8  # of a layer whose units are tried one by one
Possible = Callable[[Evaluation], bool]


@dataclass(frozen=True, slots=True)
class Method:
    """What is done otherwise: its keys, words, steps, and the networks in which it can be done at all.

    The first key names it; the others are the names that the same thing has elsewhere. `near`: it leads close to the
    right numbers by its nature, so that coming close to what it gives says little. `alone`: in which
    layers it may be done and not in the others, "any", "hidden" or "none".
    """

    keys: tuple[str, ...]
    words: str
    steps: Mapping[str, Step]
    possible: Possible = field(default=lambda e: True)
    near: bool = False
    alone: str = "any"


def _of_the_bug_lab(key: str, alone: str = "any") -> Method:
    """A mistake of the bug lab, done by hand."""
    mistake = MISTAKES[key]
    steps = {kind: _by_hand(kind, rule) for kind, rule in mistake.lines.items()}
    possible = lambda e: not mistake.absent(e.network, e.loss)  # noqa: E731 - a row of the table
    return Method((key,), f"as with the mistake “{mistake.title}”", steps, possible, alone=alone)


def _by_hand(kind: str, rule: Rule) -> Step:
    """A line of a program as a step at the desk; where it is the right one, the right step."""

    def step(d: Desk, l: int) -> Array:
        return STEPS[kind](d, l) if is_right(kind, rule, d.setting(l)) else d.by(rule, l)

    return step


def _hidden(e: Evaluation) -> bool:
    return e.n_layers > 1


def _mixes(e: Evaluation) -> bool:
    return any(ACTIVATIONS[name].mixes for name in e.network.activations)


def _ends_mixed(e: Evaluation) -> bool:
    return ACTIVATIONS[e.network.activations[-1]].mixes


def _squared(e: Evaluation) -> bool:
    return LOSSES[e.loss].delta is None


def _sloped(e: Evaluation) -> bool:
    return _squared(e) or any(not ACTIVATIONS[name].mixes for name in e.network.activations[:-1])


def _handed_down(give: Callable[[Desk, int], Array]) -> Step:
    """∂E/∂a of a hidden layer from what the layer above gives; that of the last layer as it is."""
    return lambda d, l: give(d, l) if l < d.last else STEPS["da"](d, l)


def _at_the_end(give: Callable[[Desk], Array], then: Step) -> Step:
    """Something else in the last layer."""
    return lambda d, l: give(d) if l == d.last else then(d, l)


def _error_without_t(d: Desk, l: int) -> Array:
    return d["a", l] if d.fused(l) else error(d, l)


def _scaled_loss(factor: Callable[[Desk], float]) -> dict[str, Step]:
    """The loss, and all gradients that come from it, times a factor."""
    return {
        "E": lambda d, _: factor(d) * loss_of_samples(d),
        "da": lambda d, l: STEPS["da"](d, l) * (factor(d) if l == d.last else 1.0),
        "delta": lambda d, l: error(d, l) * (factor(d) if d.fused(l) else 1.0),
    }


def _slope_of_z(d: Desk, l: int) -> Array:
    return d.by(_slope_by_a_of_z, l)


def _slope_by_a_of_z(s: Setting) -> Expression:
    """A slope that is a function of a, taken of z."""
    return exchanged(slope_by_a(s), Table("a", s.layer), Table("z", s.layer))


def _slope_of_z_after_all(d: Desk, l: int) -> Array:
    """Where δ comes straight from the loss, by way of ∂E/∂ŷ and z(1 − z)."""
    by_a = ACTIVATION_RULES[d.activation(l)].by_a
    return d["da", l] * _slope_of_z(d, l) if d.fused(l) and by_a else error(d, l)


def _by_a_alone(step: Step) -> Step:
    """A slope that is taken otherwise where it is a function of a."""
    return lambda d, l: step(d, l) if ACTIVATION_RULES[d.activation(l)].by_a else STEPS["slope"](d, l)


def _slope_at_a(d: Desk, l: int) -> Array:
    slope = ACTIVATIONS[d.activation(l)].slope
    assert slope is not None
    return slope(d["a", l])


def _jacobian_from_z(d: Desk, l: int) -> Array:
    if not d.setting(l).mixes:
        return error(d, l)
    z, da = d["z", l], d["da", l]
    found: Array = z * (da - (z * da).sum(axis=-1, keepdims=True))  # Σ z is not 1, so nothing cancels here
    return found


def _slope_all_the_same(d: Desk, l: int) -> Array:
    if not d.fused(l):
        return error(d, l)
    return error(d, l) * (d["slope", l] if ("slope", l) in d.kept else d["a", l] * (1.0 - d["a", l]))


def _of_the_output_alone(d: Desk, l: int) -> Array:
    return d["slope", l] if d.fused(l) and ("slope", l) in d.kept else error(d, l)


def _as_identity(d: Desk, l: int) -> Array:
    return np.ones_like(d["z", l])


def _slope_by_z(d: Desk, l: int) -> Array:
    slope = ACTIVATIONS[d.activation(l)].slope
    assert slope is not None
    return slope(d["z", l])


def _without_activation(slope: Step) -> dict[str, Step]:
    return {"a": lambda d, l: d["z", l], "slope": slope}


def _early(d: Desk, l: int) -> Array:
    return d["delta", l + 1] @ (d["W", l + 1] + STEPS["Wchange"](d, l + 1)).T


def _means(d: Desk) -> float:
    return 1.0 / d.outputs


# fmt: off
_USUAL: tuple[Method, ...] = (
    Method(("bias-left-out",), "the bias is left out", {"z": lambda d, l: d["a", l - 1] @ d["W", l]}),
    Method(("forward-transposed",), "W is transposed in the forward pass",
           {"z": lambda d, l: d["a", l - 1] @ d["W", l].T + d["b", l]}),
    Method(("activation-left-out",), "the activation function is left out: z in place of a",
           _without_activation(_as_identity)),
    Method(("activation-left-out",), "the activation function is left out, but not its slope",
           _without_activation(_slope_by_z), _sloped),
    Method(("double",), "twice as much: the square's factor 2, without the ½ that cancels it",
           _scaled_loss(lambda d: 2.0), _squared, alone="none"),
    Method(("half",), "half as much: a ½ too many", _scaled_loss(lambda d: 0.5), _squared, alone="none"),
    Method(("outputs-averaged",), "the loss is the mean over the outputs, not their sum", _scaled_loss(_means),
           lambda e: e.t.shape[-1] > 1 and not takes_mean(e.loss), alone="none"),
    Method(("target-left-out",), "the target is left out: ŷ in place of ŷ − t",
           {"diff": lambda d, _: d["a", d.last], "delta": _error_without_t}, alone="none"),
    Method(("output-derivative",), "it is the derivative of ŷ, not of C: the factor ŷ − t is missing",
           {"da": _at_the_end(lambda d: np.ones_like(d["diff", 0]), STEPS["da"]), "delta": _of_the_output_alone},
           alone="none"),
    _of_the_bug_lab("slope-forgotten", alone="hidden"),  # in the last alone: raw-error-down
    Method(("slope-of-z",), "the slope is taken of z: z(1 − z) or 1 − z², where a(1 − a) or 1 − a² is meant",
           {"slope": _by_a_alone(_slope_of_z), "delta": _slope_of_z_after_all}),
    Method(("slope-at-a",), MISTAKES["slope-at-a"].title, {"slope": _slope_at_a}, _sloped),
    _of_the_bug_lab("slope-of-next-layer"),
    Method(("raw-error-down",), "handed down is the error at the output as it is, without the output's slope",
           {"da": _handed_down(lambda d, l: d["da", l + 1] @ d["W", l + 1].T)},
           lambda e: _hidden(e) and (_squared(e) or e.n_layers > 2)),
    Method(("raw-error-down",), "handed down is ŷ − t as it is, without the output's slope",
           {"da": lambda d, l: d["diff", 0] @ d["W", l + 1].T if l + 1 == d.last else STEPS["da"](d, l)},
           lambda e: _hidden(e) and _squared(e), alone="none"),
    Method(("weights-left-out",), "the weights are left out of the chain: the errors are only added up",
           {"da": _handed_down(lambda d, l: d["delta", l + 1].sum(axis=-1, keepdims=True))}, _hidden),
    Method(("weights-left-out",), "the weights are left out of the chain: each unit gets the error of its namesake",
           {"da": _handed_down(lambda d, l: d["delta", l + 1])}, _hidden),
    Method(("mean-of-paths",), "the mean over the paths, where all of them add up",
           {"da": _handed_down(lambda d, l: d["delta", l + 1] @ d["W", l + 1].T / d["W", l + 1].shape[1])}, _hidden),
    _of_the_bug_lab("not-transposed"),
    _of_the_bug_lab("wrong-side"),
    Method(("early-update",), f"as with the mistake “{MISTAKES['early-update'].title}”",
           {"da": _handed_down(_early)}, _hidden, near=True),
    _of_the_bug_lab("softmax-by-element"),
    Method(("jacobian-from-z",), "the softmax's Jacobian is computed from z, not from a",
           {"delta": _jacobian_from_z}, _mixes),
    Method(("slope-and-cross-entropy",), "the slope is multiplied in, though a − t is δ already",
           {"delta": _slope_all_the_same}, lambda e: not _squared(e) and not _ends_mixed(e), alone="none"),
    Method(("softmax-by-element",), "a(1 − a) is multiplied in as if by element, though a − t is δ already",
           {"delta": _slope_all_the_same}, lambda e: not _squared(e) and _ends_mixed(e), alone="none"),
    Method(("input-left-out",), "the incoming activation is left out: a weight's gradient is δ alone",
           {"dW": lambda d, l: d["delta", l].mean(axis=0)}),
    Method(("bias-from-weights",), "it is the sum of the gradients of the unit's weights, not δ",
           {"db": lambda d, l: d["dW", l].sum(axis=0)}),
    _of_the_bug_lab("bias-shared"),
    _of_the_bug_lab("times-bias"),
    Method(("sum", "batch-summed"), "the sum over the samples, not their mean",
           {"C": lambda d, _: d["E", 0].sum(), "dW": lambda d, l: d["a", l - 1].T @ d["delta", l],
            "db": lambda d, l: d["delta", l].sum(axis=0)}, lambda e: e.n_samples > 1, alone="none"),
    Method(("added",), "the step is added, not subtracted",
           {"Wchange": lambda d, l: d.e.learning_rate * d["dW", l],
            "bchange": lambda d, l: d.e.learning_rate * d["db", l]}, alone="none"),
    Method(("no-rate",), "the learning rate η is left out",
           {"Wchange": lambda d, l: -d["dW", l], "bchange": lambda d, l: -d["db", l]}, alone="none"),
    Method(("change",), "it is the change, not the new value",
           {"Wnew": lambda d, l: d["Wchange", l], "bnew": lambda d, l: d["bchange", l]}, alone="none"),
    Method(("forward-transposed", "bias-left-out"), "W is transposed in the forward pass, and the bias left out",
           {"z": lambda d, l: d["a", l - 1] @ d["W", l].T}),
)
# fmt: on


def methods_of(evaluation: Evaluation) -> Iterator[Method]:
    """All that can be done otherwise in this network, the usual ones first."""
    yield from (method for method in _USUAL if method.possible(evaluation))
    yield from _one_path(evaluation)
    yield from _units_twice(evaluation)


def _one_path(e: Evaluation) -> Iterator[Method]:
    """One path only: through the same unit of the next layer for all, or through each one's namesake."""
    widest = max([1, *e.network.sizes[2:]])
    if widest == 1:
        return

    def through(k: int) -> Step:
        def give(d: Desk, l: int) -> Array:
            W, delta = d["W", l + 1], d["delta", l + 1]
            if W.shape[1] == 1:
                return delta @ W.T
            one: Array = delta[:, [k]] * W[:, k]
            return one

        return _handed_down(give)

    def namesake(d: Desk, l: int) -> Array:
        W, delta = d["W", l + 1], d["delta", l + 1]
        i = np.arange(len(W))
        j = np.minimum(i, W.shape[1] - 1)
        one: Array = delta[:, j] * W[i, j]
        return one

    words = "one path only, of all that lead from a unit to the cost"
    yield Method(("one-path",), f"{words}: that to its namesake", {"da": _handed_down(namesake)})
    for k in range(min(widest, MOST_UNITS)):
        yield Method(
            ("one-path",), f"{words}: that through unit {k + 1} of the next layer", {"da": through(k)}
        )


def _units_twice(e: Evaluation) -> Iterator[Method]:
    """One unit's activation used in place of another's as well."""
    widest = max(e.network.sizes[:-1])
    if widest > MOST_UNITS:
        return

    def instead(i: int, k: int) -> Step:
        def z(d: Desk, l: int) -> Array:
            a = d["a", l - 1].copy()
            a[:, k] = a[:, i]
            return a @ d["W", l] + d["b", l]

        return z

    for i in range(widest):
        for k in range(widest):
            if i != k:
                words = f"unit {i + 1} is used twice, in place of unit {k + 1} too"
                yield Method(("unit-twice",), words, {"z": instead(i, k)})
