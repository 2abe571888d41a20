"""What a number is called in words, and what it means, in one plain sentence for a student."""

import math

from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.context import Context

NUDGE = 0.01
_ROUGHLY = NumberFormat(digits=2)
_BEHIND = {"da": "a", "delta": "z", "dW": "W", "db": "b", "dx": "x"}


def words(context: Context) -> str:
    """The name in words: "weight from unit 2 of the input to unit 1 of layer 1"."""
    name = _WORDS[context.quantity.kind].format(
        sender=_unit(context.layer - 1, context.quantity.index[0]) if context.quantity.index else "",
        unit=_unit(context.layer, context.quantity.index[-1]) if context.quantity.index else "",
        number="".join(f" {i}" for i in context.quantity.index[:1]),
    )
    if context.quantity.kind in ("a", "da", "z", "delta") and context.layer == context.last:
        name += ", the output" if context.quantity.kind in ("z", "delta") else ", a prediction"
    if context.quantity.kind == "J":
        i, j = context.quantity.index
        name = f"softmax Jacobian of layer {context.layer}: how activation {i} follows pre-activation {j}"
    sample = context.quantity.sample
    if sample is None and context.several and KINDS[context.quantity.kind].per_sample:
        sample = context.sample
    return f"{name} (sample {sample})" if sample is not None else name


def _unit(layer: int, index: int) -> str:
    return f"unit {index} of the input" if layer == 0 else f"unit {index} of layer {layer}"


_WORDS = {
    "x": "input{number}",
    "t": "target{number}",
    "W": "weight from {sender} to {unit}",
    "b": "bias of {unit}",
    "z": "pre-activation of {unit}",
    "a": "activation of {unit}",
    "C": "cost",
    "E": "loss of one sample",
    "da": "gradient at the activation of {unit}",
    "delta": "error delta of {unit}",
    "dW": "gradient of the weight from {sender} to {unit}",
    "db": "gradient of the bias of {unit}",
    "dx": "gradient at input{number}",
    "diff": "difference between prediction{number} and target{number}",
    "slope": "slope of the activation function of {unit}",
    "J": "",
    "Wchange": "change of the weight from {sender} to {unit}",
    "bchange": "change of the bias of {unit}",
    "Wnew": "updated weight from {sender} to {unit}",
    "bnew": "updated bias of {unit}",
}


def array_words(kind: str, layer: int = 0) -> str:
    """The name of a whole array in words: "weights of layer 1 after the update"."""
    return _ARRAYS[kind].format(of=f" of layer {layer}" if KINDS[kind].layered else "")


_ARRAYS = {
    "x": "inputs",
    "t": "targets",
    "W": "weights{of}",
    "b": "biases{of}",
    "z": "pre-activations{of}",
    "a": "activations{of}",
    "C": "cost",
    "E": "loss of each sample",
    "da": "gradients at the activations{of}",
    "delta": "errors delta{of}",
    "dW": "gradients of the weights{of}",
    "db": "gradients of the biases{of}",
    "dx": "gradients at the inputs",
    "diff": "differences, prediction − target",
    "slope": "slopes of the activation function{of}",
    "J": "softmax Jacobian{of}",
    "Wchange": "changes of the weights{of} by the update",
    "bchange": "changes of the biases{of} by the update",
    "Wnew": "weights{of} after the update",
    "bnew": "biases{of} after the update",
}


def meaning(context: Context, value: float) -> str:
    """One plain sentence: what the number is there for, or what would follow if it changed."""
    quantity = context.quantity
    kind, l, index = quantity.kind, quantity.layer, quantity.index
    if kind in _BEHIND:
        behind = Quantity(_BEHIND[kind], l, index, quantity.sample)
        own_loss = kind in ("da", "delta", "dx") and context.several
        return nudged(
            str(behind), Quantity("E", sample=quantity.sample) if own_loss else Quantity("C"), value
        )
    if kind == "slope":
        z = Quantity("z", l, index, quantity.sample)
        return nudged(str(z), Quantity("a", l, index, quantity.sample), value)
    if kind == "J":
        z = Quantity("z", l, index[1:], quantity.sample)
        return nudged(str(z), Quantity("a", l, index[:1], quantity.sample), value)
    return _MEANING[kind](context, value)


def nudged(name: str, follower: Quantity, slope: float) -> str:
    """What a small push does: "Raise W1[2,1] by 0.01 and C rises by about 0.00015."."""
    if slope == 0:
        return f"A small change of {name} does not move {follower}."
    if not math.isfinite(slope):
        return f"{follower} is so steep in {name} that no number can say it; delta stays finite."
    verb = "rises" if slope > 0 else "falls"
    return f"Raise {name} by {NUDGE} and {follower} {verb} by about {_ROUGHLY(abs(slope) * NUDGE)}."


def _difference(context: Context, value: float) -> str:
    (k,) = context.quantity.index
    if value == 0:
        return f"Prediction {k} is exactly its target."
    return f"Prediction {k} is {_ROUGHLY(abs(value))} {'above' if value > 0 else 'below'} its target."


def _pre_activation(context: Context, value: float) -> str:
    unit = _unit(context.layer, context.quantity.index[0])
    return f"Everything that {unit} receives, weighted and added up, before its activation function."


def _activation(context: Context, value: float) -> str:
    if context.layer == context.last:
        return f"What the network predicts; it should come close to t[{context.quantity.index[0]}]."
    return f"What {_unit(context.layer, context.quantity.index[0])} sends on to layer {context.layer + 1}."


def _cost(context: Context, value: float) -> str:
    if context.several:
        return f"How wrong the network is: the mean loss of its {context.evaluation.n_samples} samples."
    return "How wrong the network is: this one number is what training makes smaller."


def _change(context: Context, value: float) -> str:
    old = Quantity(context.quantity.kind[0], context.layer, context.quantity.index)
    return f"What one step of gradient descent adds to {old}: −η times its gradient."


def _updated(context: Context, value: float) -> str:
    old = Quantity(context.quantity.kind[0], context.layer, context.quantity.index)
    gradient = context.evaluation.value(Quantity(f"d{old.kind}", old.layer, old.index))
    if gradient == 0:
        return f"One step of gradient descent leaves {old} as it is."
    return f"One step of gradient descent {'lowers' if gradient > 0 else 'raises'} {old} to this."


def _weight(context: Context, value: float) -> str:
    sender, unit = (
        Quantity("a", context.layer - 1, context.quantity.index[:1]),
        _unit(context.layer, context.quantity.index[1]),
    )
    return f"How much {sender} counts in what {unit} receives; training changes it."


def _bias(context: Context, value: float) -> str:
    return f"What {_unit(context.layer, context.quantity.index[0])} adds to all it receives; training changes it."


_MEANING = {
    "x": lambda context, value: "A number that the network is given.",
    "t": lambda context, value: f"What prediction {context.quantity.index[0]} should be.",
    "W": _weight,
    "b": _bias,
    "z": _pre_activation,
    "a": _activation,
    "C": _cost,
    "E": lambda context, value: "How wrong the network is on this one sample.",
    "diff": _difference,
    "Wchange": _change,
    "bchange": _change,
    "Wnew": _updated,
    "bnew": _updated,
}
