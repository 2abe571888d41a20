"""The backward pass as a NumPy program, with the names of the screen: right, and with a mistake in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.core.network import Network


class Written(NamedTuple):
    """A line of the program as it is right, and as it is in the mistaken one; "" where one of them lacks it."""

    right: str
    wrong: str

    @property
    def differs(self) -> bool:
        return self.right != self.wrong


_RIGHT = {
    "half_squared_error": "da{l} = y - t",
    "squared_error": "da{l} = 2 * (y - t)",
    "mean_squared_error": "da{l} = 2 / {units} * (y - t)",
    "binary_cross_entropy": "delta{l} = y - t",
    "categorical_cross_entropy": "delta{l} = y * t.sum(axis=1, keepdims=True) - t",
    "delta": "delta{l} = da{l} * {f}_slope(z{l})",
    "softmax": "delta{l} = a{l} * (da{l} - (a{l} * da{l}).sum(axis=1, keepdims=True))",
    "dW": "dW{l} = {below}.T @ delta{l}{mean}",
    "db": "db{l} = delta{l}.sum(axis=0){mean}",
    "da": "da{l} = delta{m} @ W{m}.T",
}
UPDATE = ("W{l} -= eta * dW{l}", "b{l} -= eta * db{l}")


def right_lines(network: Network, loss: str, l: int) -> dict[str, str]:
    """Templates of the lines of layer l in the order they run: the loss's own line or "da", then "delta" or "softmax"
    unless the loss gave δ already, "dW" and "db".
    """
    last, layer = l == len(network.layers), network.layers[l - 1]
    kinds = [loss if last else "da"]
    if not (last and LOSSES[loss].delta is not None):
        kinds.append("delta" if ACTIVATIONS[layer.activation].slope is not None else "softmax")
    return {kind: _RIGHT[kind] for kind in (*kinds, "dW", "db")}


def listing(
    network: Network,
    loss: str,
    samples: int,
    wrong: Mapping[str, str],
    *,
    updates: bool = False,
    early: bool = False,
) -> list[Written]:
    """The two programs line by line; `wrong` holds templates for some of the keys of `right_lines`.

    With `updates` both end with the update of all layers; with `early` the mistaken one makes it layer by layer.
    """
    written: list[Written] = []
    last = len(network.layers)
    for l in reversed(range(1, last + 1)):
        words = _words(network, l, samples)
        for kind, template in right_lines(network, loss, l).items():
            mistaken = wrong.get(kind, template)
            if "{m}" in mistaken and l == last:  # nothing is above the last layer
                mistaken = template
            written.append(Written(template.format_map(words), mistaken.format_map(words)))
        if early:
            written += [Written("", line.format_map(words)) for line in UPDATE]
    if updates:
        for l in reversed(range(1, last + 1)):
            lines = [line.format(l=l) for line in UPDATE]
            written += [Written(line, "" if early else line) for line in lines]
    return written


def program(written: Sequence[Written], *, wrong: bool) -> str:
    """One of the two programs as text."""
    lines = (line.wrong if wrong else line.right for line in written)
    return "\n".join(line for line in lines if line)


def _words(network: Network, l: int, samples: int) -> dict[str, object]:
    """What the templates' places are filled with in layer l."""
    last = len(network.layers)
    return {
        "l": l,
        "m": l + 1,
        "below": f"a{l - 1}" if l > 1 else "x",
        "f": network.layers[l - 1].activation,
        "f_above": network.layers[min(l, last - 1)].activation,
        "mean": f" / {samples}" if samples > 1 else "",
        "units": network.sizes[-1],
    }
