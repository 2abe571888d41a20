"""An experiment is what is on screen: a network, its samples, its loss, and the words that go with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import checked
from backprop.core.evaluation import Evaluation, run_evaluate
from backprop.core.initialisation import SCHEMES
from backprop.core.losses import DEFAULT_LOSS
from backprop.core.network import Network
from backprop.core.passes import check_t, check_x
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.experiment.numerals import NumberError, parse_number, quoted

MOST_LAYERS = 8
MOST_UNITS = 64  # a layer, the inputs too
MOST_SAMPLES = 512
MOST_PUBLISHED = 2000
LONGEST_REMARKS = 100_000  # characters, of all published numbers together
LONGEST = {"title": 200, "source": 500, "note": 4000, "text": 100, "remark": 2000}  # characters

Array = NDArray[np.float64]
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class ExperimentError(ValueError):
    """Parts that make no experiment; the message is one sentence: which part, and what is expected."""


@dataclass(frozen=True, slots=True)
class Initialisation:
    """The scheme (a row of core's SCHEMES) and the seed from which new weights are drawn."""

    scheme: str
    seed: int

    def __post_init__(self) -> None:
        if self.scheme not in SCHEMES:
            raise ExperimentError(f"initialisation: {quoted(self.scheme)} is none of {', '.join(SCHEMES)}")
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or not 0 <= self.seed < 2**32:
            raise ExperimentError("initialisation: the seed is a whole number from 0 to 4294967295")


@dataclass(frozen=True, slots=True)
class Published:
    """A number as its source prints it, digit for digit, and a remark where it is wrong, say."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Inputs x, of shape (samples, n_in), and their targets t, (samples, n_out), that no gradient comes from.

    Arrays or nested lists; they are checked when they join an experiment, which knows what they have to fit.
    Equal when they hold the same bits.
    """

    x: Array
    t: Array

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Samples) and self._bits() == other._bits()

    def __hash__(self) -> int:
        return hash(self._bits())

    def _bits(self) -> tuple[object, ...]:
        x, t = np.asarray(self.x), np.asarray(self.t)
        return (x.shape, x.tobytes(), t.shape, t.tobytes())


@dataclass(frozen=True, slots=True, eq=False)
class Experiment:
    """One frozen value, checked when it is made; two are equal when they hold the same bits (0 is not -0).

    x has shape (samples, n_in), t (samples, n_out); one sample may be given as a plain list. `published`
    maps names of numbers to how the source prints them; they are true of the numbers the source had, so an
    edit keeps them but may make them untrue. `run` (descent settings) and `homework` (answers) are plain
    JSON objects that are carried along unread. `test` holds samples that the network is tried on but never
    learns from; they are read-only float64 like x and t. Raises ExperimentError.
    """

    network: Network
    x: Array
    t: Array
    loss: str = DEFAULT_LOSS
    title: str = ""
    source: str = ""
    note: str = ""
    initialisation: Initialisation | None = None
    published: Mapping[str, Published] = field(default_factory=dict)
    run: Mapping[str, Any] | None = None
    homework: Mapping[str, Any] | None = None
    test: Samples | None = None

    def __post_init__(self) -> None:
        try:
            _check_network(self.network)
            x, t = _checked_samples(self.network, self.x, self.t, self.loss)
        except ValueError as error:
            raise ExperimentError(str(error)) from None
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "t", t)
        if self.test is not None:
            object.__setattr__(self, "test", self._checked_test(self.test))
        for name in ("title", "source", "note"):
            check_text(name, getattr(self, name))
        if not isinstance(self.published, MappingProxyType):  # a proxy has been here before
            object.__setattr__(self, "published", MappingProxyType(self._checked(self.published)))

    def evaluate(self, learning_rate: float = 0.5) -> Evaluation:
        """Both passes, and every number by its name; x and t have been checked."""
        return run_evaluate(self.network, self.x, self.t, self.loss, learning_rate)

    def missing(self, quantity: Quantity) -> str | None:
        """Why this experiment has no number of that name, in one sentence; None if it has."""
        kind, n_layers, sizes = KINDS[quantity.kind], len(self.network.layers), self.network.sizes
        if kind.layered and quantity.layer > n_layers:
            return f"{quantity} does not exist: the network has {_count(n_layers, 'layer')}"
        if kind.per_sample and quantity.sample is not None and quantity.sample > len(self.x):
            return f"{quantity} does not exist: there {_count(len(self.x), 'sample', 'is', 'are')}"
        to_units = sizes[-1] if quantity.kind in ("t", "diff") else sizes[quantity.layer]
        from_units = to_units if quantity.kind == "J" else sizes[quantity.layer - 1]
        shape = ((), (to_units,), (from_units, to_units))[kind.axes]
        nouns = ((), ("number",), ("row", "column"))[kind.axes]
        for index, length, noun in zip(quantity.index, shape, nouns, strict=True):
            if index > length:
                return f"{quantity} does not exist: {quantity.array} has {_count(length, noun)}"
        return None

    def same_numbers(self, other: "Experiment") -> bool:
        """Whether both have the same network, samples and loss, bit for bit, whatever is said of them."""
        return (
            self.network == other.network
            and (self.x.shape, self.x.tobytes(), self.t.tobytes())
            == (other.x.shape, other.x.tobytes(), other.t.tobytes())
            and (self.loss, self.test) == (other.loss, other.test)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Experiment) and self._bits() == other._bits()

    def __hash__(self) -> int:
        return hash((self.network, self.x.tobytes(), self.t.tobytes(), self.loss))

    def _bits(self) -> tuple[object, ...]:
        words = (self.loss, self.title, self.source, self.note, self.initialisation, dict(self.published))
        arrays = (self.x.shape, self.x.tobytes(), self.t.tobytes())
        return (self.network, arrays, words, self.run, self.homework, self.test)

    def _checked_test(self, test: Samples) -> Samples:
        if not isinstance(test, Samples):
            raise ExperimentError("test: samples with their x and t are expected")
        try:
            return Samples(*_checked_samples(self.network, test.x, test.t, self.loss))
        except ValueError as error:
            raise ExperimentError(f"test.{error}") from None

    def _checked(self, published: Mapping[str, Published]) -> dict[str, Published]:
        """The published numbers under the names as this app writes them."""
        if len(published) > MOST_PUBLISHED:
            raise ExperimentError(
                f"published: {len(published)} numbers, at most {MOST_PUBLISHED} can be kept"
            )
        if (length := sum(len(number.remark) for number in published.values())) > LONGEST_REMARKS:
            raise ExperimentError(
                f"published: remarks of {length} characters together, at most {LONGEST_REMARKS} can be shown"
            )
        checked = {}
        for name, number in published.items():
            place = f"published[{quoted(name)}]"
            try:
                quantity = Quantity.parse(name)
                parse_number(number.text)
            except (QuantityError, NumberError) as error:
                raise ExperimentError(f"{place}: {error}") from None
            if reason := self.missing(quantity):
                raise ExperimentError(f"{place}: {reason}")
            if str(quantity) in checked:
                raise ExperimentError(f"{place}: {quantity} is given twice")
            check_text(f"{place}.text", number.text, LONGEST["text"])
            check_text(f"{place}.remark", number.remark, LONGEST["remark"])
            checked[str(quantity)] = number
        return checked


def check_text(place: str, text: str, longest: int | None = None) -> None:
    """Refuse a text that is too long, or that no screen can show."""
    longest = LONGEST[place] if longest is None else longest
    if len(text) > longest:
        raise ExperimentError(f"{place}: {len(text)} characters, at most {longest} can be shown")
    if found := _UNPRINTABLE.search(text):
        raise ExperimentError(f"{place}: the character U+{ord(found[0]):04X} cannot be shown")


def check_sizes(sizes: tuple[int, ...]) -> None:
    """Refuse a network beyond what the app shows; `sizes` are the units in each layer, the inputs first."""
    if not 2 <= len(sizes) <= MOST_LAYERS + 1:
        raise ExperimentError(f"layers: {len(sizes) - 1} given, 1 to {MOST_LAYERS} can be shown")
    for layer, units in enumerate(sizes):
        if not 1 <= units <= MOST_UNITS:
            place = f"layer {layer}" if layer else "the inputs"
            raise ExperimentError(f"{place}: {_count(units, 'unit')}, 1 to {MOST_UNITS} can be shown")


def _check_network(network: Network) -> None:
    check_sizes(network.sizes)
    for kind, layer, values in network.parameters():
        axes = 2 if kind == "W" else 1
        if values.ndim != axes or values.dtype != np.float64:
            raise ExperimentError(f"{kind}{layer}: one network of real numbers is expected")
        checked(f"{kind}{layer}", values, axes)  # an update may have led beyond what is finite


def _checked_samples(network: Network, x: Array, t: Array, loss: str) -> tuple[Array, Array]:
    """x and t as read-only float64 arrays that fit the network and the loss, or ValueError."""
    x = check_x(network, x)
    t = check_t(network, t, x.shape[0], loss)
    if x.ndim != 2 or x.dtype != np.float64 or t.ndim != 2 or t.dtype != np.float64:
        raise ValueError("x and t: one row of real numbers for each sample is expected")
    if len(x) > MOST_SAMPLES:
        raise ValueError(f"x: {len(x)} samples, at most {MOST_SAMPLES} can be shown")
    return _read_only(x), _read_only(t)


def _read_only(array: Array) -> Array:
    if not array.flags.writeable and array.base is None:
        return array
    array = array.copy(order="C")
    array.flags.writeable = False
    return array


def _count(number: int, noun: str, one: str = "", many: str = "") -> str:
    words = (one, str(number), noun) if number == 1 else (many, str(number), f"{noun}s")
    return " ".join(word for word in words if word)
