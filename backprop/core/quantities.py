"""Every number of a network has one name, such as W1[2,1]: the names, and how they are read and written."""

import re
from dataclasses import dataclass


class QuantityError(ValueError):
    """A name that means no number, or no number of this network; its text is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What all numbers of one kind share: words, having a layer or a sample, axes, colour scale."""

    words: str
    layered: bool
    axes: int
    per_sample: bool
    scale: str

    @property
    def backward(self) -> bool:
        """Whether numbers of this kind come from the backward pass."""
        return self.scale in ("errors", "gradients")


# fmt: off
KINDS: dict[str, Kind] = {
    #              in words                            layered axes per_sample scale
    "x":     Kind("input",                             False, 1, True,  "activations"),
    "t":     Kind("target",                            False, 1, True,  "activations"),
    "W":     Kind("weight",                            True,  2, False, "parameters"),
    "b":     Kind("bias",                              True,  1, False, "parameters"),
    "z":     Kind("pre-activation",                    True,  1, True,  "z"),
    "a":     Kind("activation",                        True,  1, True,  "activations"),
    "C":     Kind("cost",                              False, 0, False, "cost"),
    "E":     Kind("loss of one sample",                False, 0, True,  "cost"),
    "da":    Kind("gradient at an activation",         True,  1, True,  "errors"),
    "delta": Kind("error delta",                       True,  1, True,  "errors"),
    "dW":    Kind("gradient of a weight",              True,  2, False, "gradients"),
    "db":    Kind("gradient of a bias",                True,  1, False, "gradients"),
    "dx":    Kind("gradient at an input",              False, 1, True,  "errors"),
    "diff":  Kind("difference, prediction − target",   False, 1, True,  "errors"),
    "slope": Kind("slope of the activation function",  True,  1, True,  "slopes"),
    "J":     Kind("entry of the softmax Jacobian",     True,  2, True,  "slopes"),
    "Wchange": Kind("change of a weight by the update",   True,  2, False, "parameters"),
    "bchange": Kind("change of a bias by the update",     True,  1, False, "parameters"),
    "Wnew":  Kind("weight after the update",           True,  2, False, "parameters"),
    "bnew":  Kind("bias after the update",             True,  1, False, "parameters"),
}
# fmt: on

_LAYER_0 = {"a": "x", "da": "dx"}  # layer 0 is the input: a0 is x, and da0 is dx
_SUFFIXES = ("change", "new")  # of the kinds that belong to the update: they stand behind the layer, W1new
_NAME = re.compile(
    r"((?:(?!new|change)[A-Za-z])+)([0-9]{1,6})?(new|change)?"
    r"(?:\[([0-9]{1,6})(?:, ?([0-9]{1,6}))?\])?(?:@([0-9]{1,6}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The name of one number; layer, index and sample count from 1, layer 0 means that the kind has no layer.

    `sample` is None for the sample on show, and for what belongs to no sample.
    """

    kind: str
    layer: int = 0
    index: tuple[int, ...] = ()
    sample: int | None = None

    def __post_init__(self) -> None:
        if self.layer == 0 and self.kind in _LAYER_0:
            object.__setattr__(self, "kind", _LAYER_0[self.kind])

    def __str__(self) -> str:
        stem = array_name(self.kind, self.layer)
        index = f"[{','.join(map(str, self.index))}]" if self.index else ""
        return stem + index + (f"@{self.sample}" if self.sample is not None else "")

    @classmethod
    def parse(cls, text: str) -> "Quantity":
        """Read a name as written by str(); raises QuantityError with one sentence.

        >>> Quantity.parse("W1[2,1]")
        Quantity(kind='W', layer=1, index=(2, 1), sample=None)
        >>> str(Quantity("a", 0, (2,), 3))  # the activations of layer 0 are the inputs
        'x[2]@3'
        >>> Quantity.parse("W[2,1]")
        Traceback (most recent call last):
        backprop.core.quantities.QuantityError: W[2,1]: W needs its layer, counted from 1, as in W1[2,1]
        """
        text = text.strip()  # what is left and is a name has no line breaks, so it can stand in a sentence
        shown = text if len(text) <= 40 else text[:40] + "…"
        match = _NAME.fullmatch(text) if len(text) <= 64 else None
        if match is None:
            raise QuantityError(
                f"{shown!r} is no name of a number; names look like W1[2,1], b1[1], x[2]@3 or C"
            )
        letters, digits, suffix, first, second, at = match.groups()
        kind, layer = letters + (suffix or ""), int(digits or 0)
        if digits is not None and layer == 0 and kind in _LAYER_0:
            kind, digits = _LAYER_0[kind], None
        index = tuple(int(i) for i in (first, second) if i is not None)
        sample = None if at is None else int(at)
        _check(shown, kind, digits, index, sample)
        return cls(kind, layer, index, sample)

    @property
    def array(self) -> str:
        """The name of the whole array this number stands in: "W1" for W1[2,1]."""
        return array_name(self.kind, self.layer)


def array_name(kind: str, layer: int = 0) -> str:
    """The name of a whole array: "W1", "x", "W1new", "W1change".

    >>> array_name("delta", 2), array_name("t"), array_name("Wnew", 1)
    ('delta2', 't', 'W1new')
    """
    for suffix in _SUFFIXES:
        if kind.endswith(suffix):
            return f"{kind.removesuffix(suffix)}{layer}{suffix}"
    return f"{kind}{layer}" if layer else kind


def _check(text: str, kind: str, digits: str | None, index: tuple[int, ...], sample: int | None) -> None:
    known = KINDS.get(kind)
    if known is None:
        raise QuantityError(f"{text}: {kind!r} names nothing; the names are {', '.join(KINDS)}")
    example = array_name(kind, 1 if known.layered else 0) + ("", "[1]", "[2,1]")[known.axes]
    if known.layered != (digits is not None) or (known.layered and int(digits or 0) == 0):
        wanted = "needs its layer, counted from 1," if known.layered else "has no layer,"
        raise QuantityError(f"{text}: {kind} {wanted} as in {example}")
    if len(index) != known.axes:
        wanted = ("no index", "one index", "two indices")[known.axes]
        raise QuantityError(f"{text}: {kind} takes {wanted}, as in {example}")
    if 0 in index or sample == 0:
        raise QuantityError(f"{text}: counting starts at 1, as in {example}")
    if sample is not None and not known.per_sample:
        raise QuantityError(f"{text}: {kind} belongs to no single sample, so it takes no @")
