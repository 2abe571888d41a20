"""The border: lists and arrays become checked arrays, or one sentence says which number is wrong, and why."""

import reprlib
from collections.abc import Iterator, Sequence
from numbers import Number
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def checked(name: str, values: ArrayLike, axes: int) -> Array:
    """`values` as a float64 array of at least `axes` axes, all finite; complex128 stays complex.

    Raises ValueError with one sentence that begins with the quantity's name.
    """
    try:
        array = np.asarray(values)
    except (ValueError, OverflowError):  # ragged
        raise ValueError(_what_is_wrong(name, values, axes)) from None
    if array.dtype.kind == "O" and not _wrong_leaf(name, values, axes):
        array = array.astype(np.float64)  # whole numbers beyond 64 bits, or fractions
    if array.dtype.kind not in "fiubc":
        raise ValueError(_what_is_wrong(name, values, axes))
    if array.ndim < axes:
        wanted = "a list of numbers" if axes == 1 else "a list of rows of numbers"
        raise ValueError(f"{name}: {wanted} expected, {_shape_in_words(array)} given")
    if 0 in array.shape:
        raise ValueError(f"{name}: no numbers given")
    if array.dtype != np.float64 or not array.flags.c_contiguous:
        kind = np.complex128 if array.dtype.kind == "c" else np.float64
        with np.errstate(over="ignore"):
            array = array.astype(kind, order="C", copy=False)
    if np.count_nonzero(np.isfinite(array)) != array.size:
        raise ValueError(_not_finite(name, array, axes))
    return array


def real_list(name: str, values: ArrayLike) -> Array:
    """`values` as one checked axis of real numbers, (n,). Raises ValueError as `checked` does."""
    numbers = checked(name, values, axes=1)
    if numbers.ndim != 1 or numbers.dtype != np.float64:
        raise ValueError(f"{name}: one list of real numbers is expected")
    return numbers


def read_only(array: Array) -> Array:
    """A copy of `array` that nobody can change."""
    array = array.copy()
    array.flags.writeable = False
    return array


def _shape_in_words(array: Array) -> str:
    return "one number" if array.ndim == 0 else "one row of numbers"


def _not_finite(name: str, array: Array, axes: int) -> str:
    place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{_name(name, [i + 1 for i in place], axes)} is {array[place]}; a finite number is expected"


def _name(name: str, place: Sequence[int], axes: int) -> str:
    """The name of the number at this place, counted from 1: W1[2,1] of W1, x[2]@3 of row 3 of x."""
    if not place:
        return name
    sample = f"@{place[-2]}" if axes == 1 and len(place) > 1 else ""
    return f"{name}[{','.join(map(str, place[-axes:]))}]{sample}"


def _what_is_wrong(name: str, values: Any, axes: int) -> str:
    if sentence := _wrong_leaf(name, values, axes):
        return sentence
    lengths = [len(row) if isinstance(row, (list, tuple, np.ndarray)) else 1 for row in values]
    for number, length in enumerate(lengths, start=1):
        if length != lengths[0]:
            return f"{name}: row {number} has {count(length, 'number')}, {lengths[0]} expected"
    return f"{name}: a table of numbers is expected, with rows of one length"


def _wrong_leaf(name: str, values: Any, axes: int) -> str | None:
    """The sentence on the first entry of nested lists that is no number, or too large for one."""
    for place, item in _leaves(values, ()):
        if not isinstance(item, (Number, np.bool_)):
            return f"{_name(name, place, axes)}: {reprlib.repr(item)} is not a number"
        if isinstance(item, int) and abs(item) >= 2**1023:
            return f"{_name(name, place, axes)} is too large for a floating-point number"
    return None


def _leaves(values: Any, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Any]]:
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, (list, tuple)) and len(place) < 8:
        for number, item in enumerate(values, start=1):
            yield from _leaves(item, (*place, number))
    else:
        yield place, values


def count(n: int, noun: str) -> str:
    """A number and its noun: 1 row, 2 rows."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
