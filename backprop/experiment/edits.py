"""Every way to change an experiment: an edit gives a new one, or says in one sentence why it cannot."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backprop.core.initialisation import initialise
from backprop.core.losses import LOSSES, pair_error
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.experiment import (
    Array,
    Experiment,
    ExperimentError,
    Initialisation,
    Published,
    Samples,
    check_sizes,
)
from backprop.experiment.numerals import quoted
from backprop.experiment.titles import titled

NEW_INPUT = 0.5  # not 0, which would hide every new weight's gradient
DEFAULT_INITIALISATION = Initialisation("xavier", 0)


class EditError(ValueError):
    """An edit that cannot be made; the message is one sentence, and the experiment stays as it was."""


def set_value(experiment: Experiment, name: str | Quantity, value: float) -> Experiment:
    """The experiment with one number changed: a weight, a bias, an input or a target.

    `x[2]@3` is sample 3's; without @ it is the only sample there is. Raises EditError.
    """
    return set_values(experiment, {name: value})


def set_values(experiment: Experiment, values: Mapping[str | Quantity, float]) -> Experiment:
    """The experiment with several numbers changed at once. Raises EditError, and then none has changed."""
    changed: dict[tuple[str, int], Array] = {}
    for name, value in values.items():
        quantity = _editable(experiment, name)
        key = (quantity.kind, quantity.layer)
        if key not in changed:
            changed[key] = _array(experiment, *key).copy()
        array = changed[key]
        array.reshape(-1, array.shape[-1])[_row_and_column(quantity)] = _finite(quantity, value)
    return _with_arrays(experiment, changed)


def set_block(
    experiment: Experiment, name: str | Quantity, block: Sequence[Sequence[float]], rows: str = "send"
) -> Experiment:
    """The experiment with a pasted block of cells, filled in from the named cell to the right and downwards.

    In a block of weights each row belongs to one sending unit (`rows="send"`, as on the board) or to one
    receiving unit (`rows="receive"`, as in PyTorch). In x and t each row is a sample; biases, and x and t
    while there is only one sample, also take a single column. Raises EditError when the block does not fit.
    """
    if rows not in ("send", "receive"):
        raise EditError(f"rows: {rows!r} was given, 'send' or 'receive' is expected")
    quantity = _editable(experiment, name)
    try:
        values = turned = np.array(block, dtype=np.float64, ndmin=2)
    except (ValueError, TypeError, OverflowError):
        raise EditError(f"{quantity}: a block of numbers, all rows equally long, is expected") from None
    if values.ndim != 2 or not np.isfinite(values).all():
        raise EditError(f"{quantity}: a block of rows of finite numbers is expected")
    if quantity.kind == "W":
        values, turned = (values, values.T) if rows == "send" else (values.T, values)
    elif values.shape[1] == 1 and (quantity.kind == "b" or len(experiment.x) == 1):
        values = values.T
    array = _array(experiment, quantity.kind, quantity.layer).copy()
    row, column = _row_and_column(quantity)
    room = array.reshape(-1, array.shape[-1])[row:, column:]
    height, width = values.shape
    if height > room.shape[0] or width > room.shape[1]:
        fits = turned.shape[0] <= room.shape[0] and turned.shape[1] <= room.shape[1]
        hint = "; with its rows and columns exchanged it fits" if fits and quantity.kind == "W" else ""
        space = f"{room.shape[0]} × {room.shape[1]}"
        raise EditError(f"{quantity}: the block has {height} × {width} numbers, {space} fit from here{hint}")
    room[:height, :width] = values
    return _with_arrays(experiment, {(quantity.kind, quantity.layer): array})


def restructure(
    experiment: Experiment,
    sizes: Sequence[int] | None = None,
    activations: Sequence[str] | None = None,
    loss: str | None = None,
) -> Experiment:
    """The experiment with other layers, units, activations or loss; every number that has a place stays.

    `sizes` counts the units of each layer, the inputs first. A number's place is its name: W1[2,1] stays
    W1[2,1]. New weights come from the experiment's initialisation (Xavier with seed 0 if it has none), so
    that the same change gives the same numbers; new inputs are 0.5 and new targets what the loss has for an
    output that is off, 0 for all but hinge, in the test samples
    too, which have to fit the new loss like the others. Without `activations` the last layer keeps its own,
    and new hidden layers take after the hidden layer before. Published numbers whose name is gone are
    dropped. Raises EditError when the parts don't go together, a cross-entropy without its softmax, say.
    """
    old = experiment.network
    sizes = old.sizes if sizes is None else tuple(sizes)
    loss = experiment.loss if loss is None else loss
    try:
        check_sizes(sizes)
        activations = _activations(old, len(sizes) - 1) if activations is None else tuple(activations)
        start = experiment.initialisation or DEFAULT_INITIALISATION
        fresh = initialise(sizes, activations, start.scheme, start.seed)
        layers = list(fresh.layers)
        for i, (new, was) in enumerate(zip(fresh.layers, old.layers, strict=False)):
            layers[i] = Layer(_over(new.W, was.W), _over(new.b, was.b), new.activation)
        if reason := pair_error(loss, activations[-1]):
            raise ValueError(reason)
        off = LOSSES[loss].off
        has_new = len(sizes) > len(old.sizes) or any(
            new > was for new, was in zip(sizes, old.sizes, strict=False)
        )
        n_in, n_out, test = sizes[0], sizes[-1], experiment.test
        if test is not None:
            test = Samples(_columns(test.x, n_in, NEW_INPUT), _columns(test.t, n_out, off))
        changed = replace(
            experiment,
            network=Network(layers),
            x=_columns(experiment.x, n_in, NEW_INPUT),
            t=_columns(experiment.t, n_out, off),
            test=test,
            loss=loss,
            initialisation=start if has_new else experiment.initialisation,
            published={},
        )
        return _with_published(changed, experiment.published)
    except ValueError as error:
        raise EditError(str(error)) from None


def reinitialise(experiment: Experiment, scheme: str, seed: int) -> Experiment:
    """The experiment with all weights and biases drawn anew. Raises EditError."""
    old = experiment.network
    try:
        start = Initialisation(scheme, seed)
        network = initialise(old.sizes, old.activations, scheme, seed)
        return titled(replace(experiment, network=network, initialisation=start))
    except ValueError as error:
        raise EditError(str(error)) from None


def add_sample(experiment: Experiment) -> Experiment:
    """The experiment with one more sample, at first a copy of the last. Raises EditError at the limit."""
    return _with_samples(experiment, [*range(len(experiment.x)), len(experiment.x) - 1])


def remove_sample(experiment: Experiment, sample: int) -> Experiment:
    """The experiment without that sample, counted from 1. Raises EditError if it is missing, or the last."""
    n = len(experiment.x)
    if not 1 <= sample <= n:
        raise EditError(f"sample {sample} does not exist; there {'is 1' if n == 1 else f'are {n}'}")
    if n == 1:
        raise EditError("the only sample cannot be removed; a network needs one to compute with")
    return _with_samples(experiment, [i for i in range(n) if i != sample - 1])


def _with_samples(experiment: Experiment, rows: list[int]) -> Experiment:
    try:
        changed = replace(experiment, x=experiment.x[rows], t=experiment.t[rows], published={})
        return _with_published(changed, experiment.published)
    except ExperimentError as error:
        raise EditError(str(error)) from None


def _with_published(experiment: Experiment, published: Mapping[str, Published]) -> Experiment:
    """The experiment with those of the published numbers that it has."""
    kept = {
        name: number for name, number in published.items() if experiment.missing(Quantity.parse(name)) is None
    }
    return titled(replace(experiment, published=kept))


def _editable(experiment: Experiment, name: str | Quantity) -> Quantity:
    """The number meant, with its sample if it has one."""
    try:
        quantity = Quantity.parse(str(name))
    except QuantityError as error:
        raise EditError(str(error)) from None
    if quantity.kind not in ("W", "b", "x", "t"):
        raise EditError(f"{quantity} is computed; only weights, biases, inputs and targets can be set")
    if reason := experiment.missing(quantity):
        raise EditError(reason)
    if quantity.kind in ("x", "t") and quantity.sample is None:
        if len(experiment.x) > 1:
            raise EditError(f"{quantity}: which of the {len(experiment.x)} samples? Write {quantity}@1")
        return replace(quantity, sample=1)
    return quantity


def _finite(quantity: Quantity, value: float) -> float:
    try:
        if not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        given = quoted(str(value))
    except OverflowError:
        given = "a number beyond 1.8e308"
    except TypeError:
        given = f"a {type(value).__name__}"
    raise EditError(f"{quantity}: {given} was given, a finite number is expected")


def _row_and_column(quantity: Quantity) -> tuple[int, int]:
    """Where a number stands in its array, counted from 0; biases stand in the one row they have."""
    row = quantity.index[0] if quantity.kind == "W" else quantity.sample or 1
    return row - 1, quantity.index[-1] - 1


def _array(experiment: Experiment, kind: str, layer: int) -> Array:
    match kind:
        case "W":
            return experiment.network.layers[layer - 1].W
        case "b":
            return experiment.network.layers[layer - 1].b
        case "x":
            return experiment.x
        case _:
            return experiment.t


def _with_arrays(experiment: Experiment, changed: Mapping[tuple[str, int], Array]) -> Experiment:
    """The experiment with these arrays in place of its own, which have the same shapes."""
    network = experiment.network
    try:
        for (kind, layer), values in changed.items():
            if kind in ("W", "b"):
                network = network.replace(kind, layer, values)
        x, t = changed.get(("x", 0), experiment.x), changed.get(("t", 0), experiment.t)
        return titled(replace(experiment, network=network, x=x, t=t))
    except ValueError as error:
        raise EditError(str(error)) from None


def _activations(old: Network, n_layers: int) -> tuple[str, ...]:
    hidden = old.activations[:-1][: n_layers - 1]
    more = hidden[-1] if hidden else "sigmoid"
    return (*hidden, *(more,) * (n_layers - 1 - len(hidden)), old.activations[-1])


def _columns(rows: Array, n: int, new: float) -> Array:
    """The rows with n numbers each: cut off, or filled up with `new`."""
    return _over(np.full((len(rows), n), new), rows)


def _over(new: Array, old: Array) -> Array:
    """`new`, with the numbers of `old` wherever the two overlap."""
    new = new.copy()
    overlap = tuple(slice(min(n, m)) for n, m in zip(new.shape, old.shape, strict=True))
    new[overlap] = old[overlap]
    return new
