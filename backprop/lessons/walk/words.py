"""What a lecturer says at each step: a title, and two plain sentences on what is computed and why."""

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.expressions import Table, Total
from backprop.lessons.formulas.losses import LOSS_RULES, weighs_targets
from backprop.lessons.formulas.matrix_rules import TARGET
from backprop.lessons.formulas.rule_text import rule_text
from backprop.lessons.notation.symbols import Notation


def title(kind: str, layer: int, notation: Notation) -> str:
    """The heading of a step: "Error δ⁽¹⁾ of layer 1"."""
    symbol = "" if kind == "update" else notation.symbol(kind, layer)
    last = layer == notation.n_layers
    titles = {
        "x": "The input x",
        "z": f"Pre-activation {symbol} of layer {layer}",
        "a": f"Prediction {symbol}" if last else f"Activation {symbol} of layer {layer}",
        "C": "The cost C",
        "da": f"Gradient at the prediction, {symbol}" if last else f"Gradient handed down, {symbol}",
        "delta": f"Error {symbol} of layer {layer}",
        "dW": f"Gradient of the weights, {symbol}",
        "db": f"Gradient of the biases, {symbol}",
        "update": "Update: one step downhill",
    }
    return titles[kind]


def why(kind: str, layer: int, notation: Notation, *, loss: str, fused: bool) -> tuple[str, str]:
    """What is computed, and why."""
    return _WHY[kind](_Step(layer, notation, loss, fused))


def on_edges(kind: str, layer: int, notation: Notation) -> str:
    """What the numbers on the edges are at a step that has any there; nothing where they are weights."""
    s = notation.symbol
    if kind == "z":
        return f"The edges carry the terms {s('a', layer - 1) if layer > 1 else 'x'} · {s('W', layer)}."
    if kind == "da" and layer < notation.n_layers:
        return f"The edges carry the terms {s('delta', layer + 1)} · {s('W', layer + 1)}."
    if kind != "dW":
        return ""
    n = notation.samples
    return f"The edges carry {s('dW', layer)}" + (f", the mean of {n} samples." if n > 1 else ".")


class _Step:
    """What the sentences of a step speak of."""

    def __init__(self, layer: int, notation: Notation, loss: str, fused: bool) -> None:
        self.layer, self.notation, self.loss, self.fused = layer, notation, loss, fused
        self.last = layer == notation.n_layers
        self.mean = notation.samples > 1

    def s(self, kind: str, layer: int | None = None) -> str:
        """The symbol of an array, of this layer if none is named."""
        return self.notation.symbol(kind, self.layer if layer is None else layer)


def _input(step: _Step) -> tuple[str, str]:
    many = (
        f" There are {step.notation.samples} samples; the one on show is followed here." if step.mean else ""
    )
    return (
        "The numbers the network is given; all weights and biases are given too." + many,
        "Everything that follows is computed from them, one operation after the other.",
    )


def _pre_activation(step: _Step) -> tuple[str, str]:
    return (
        f"Each unit of layer {step.layer} multiplies every {step.s('a', step.layer - 1)} by the weight of its edge, "
        "adds the products up, and adds its bias.",
        "So a weight says how much one unit counts for another; all units of the layer are one matrix product.",
    )


def _activation(step: _Step) -> tuple[str, str]:
    key = step.notation.activations[step.layer - 1]
    sentence, name = ACTIVATION_RULES[key].sentence, ACTIVATIONS[key].words
    what = sentence.format(z=step.s("z"), a=step.s("a"), name=name)
    if step.last:
        return what, "This is what the network predicts; next it is compared with the target t."
    return what, "Without a bend here, many layers could do no more than a single one."


def _cost(step: _Step) -> tuple[str, str]:
    label = LOSSES[step.loss].label.lower()
    what = f"The {label} measures how far the prediction ŷ is from the target t."
    if step.mean:
        what = f"The {label} measures how far each prediction is from its target; C is the mean over all samples."
    return what, "One number says how wrong the network is; the way back asks how each weight could lower it."


def _activation_gradient(step: _Step) -> tuple[str, str]:
    if step.last:
        return (
            f"How fast the loss rises when a prediction rises: the derivative of {step.notation.loss} by each ŷ.",
            "The way back begins here, at the end, and takes one operation at a time in reverse.",
        )
    return (
        f"Each unit of layer {step.layer} collects the errors {step.s('delta', step.layer + 1)} of the units it feeds, "
        "each times the weight between them.",
        "They are the weights that carried the signal forward, now used from the other end: the matrix is transposed.",
    )


def _error(step: _Step) -> tuple[str, str]:
    if step.fused:
        shortcut = LOSS_RULES[step.loss].shortcut
        assert shortcut is not None
        prediction = Table("a", step.notation.n_layers)
        left = rule_text(shortcut.delta(prediction, TARGET, Total(TARGET)), step.notation)
        left += ", which is ŷ − t where t sums to 1" if weighs_targets(step.loss) else ""
        return (
            f"Here the loss and the activation belong together, and their derivatives collapse to {left}.",
            "δ says how fast the loss rises when the unit's z rises, before its activation function.",
        )
    if ACTIVATIONS[step.notation.activations[step.layer - 1]].mixes:
        what = "Every output of a softmax depends on every z, so the gradient is multiplied by its Jacobian matrix."
    else:
        what = (
            f"Each {step.s('da')} is multiplied by the slope of the activation function where the unit stands: "
            "the chain rule, one operation back."
        )
    return (
        what,
        "δ says how fast the loss rises when z rises; a flat slope makes it small, and little is learned.",
    )


def _weight_gradient(step: _Step) -> tuple[str, str]:
    mean = " It is the mean over all samples." if step.mean else ""
    return (
        f"The gradient of a weight is what came in through it, {step.s('a', step.layer - 1)}, "
        f"times the error {step.s('delta')} of the unit it leads to.{mean}",
        "Where nothing came in, or the unit's error is zero, a small change of this weight would not change the loss.",
    )


def _bias_gradient(step: _Step) -> tuple[str, str]:
    mean = ", averaged over all samples" if step.mean else ""
    return (
        f"A bias is a weight whose input is always 1, so its gradient is the error {step.s('delta')} itself{mean}.",
        "There is one for each unit: the biases are not shared.",
    )


def _update(step: _Step) -> tuple[str, str]:
    return (
        "Every weight and every bias takes a small step against its gradient, all at the same time.",
        "The learning rate η says how far; the gradient promises less cost only close by, so too far may cost more.",
    )


_WHY = {
    "x": _input,
    "z": _pre_activation,
    "a": _activation,
    "C": _cost,
    "da": _activation_gradient,
    "delta": _error,
    "dW": _weight_gradient,
    "db": _bias_gradient,
    "update": _update,
}
