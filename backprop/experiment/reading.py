"""What documents are read with: strict JSON, and one sentence with the place where something else stands."""

import json
import math
from collections.abc import Callable, Collection
from typing import Any

from backprop.experiment.experiment import MOST_UNITS
from backprop.experiment.numerals import LONGEST_NUMBER, quoted

MOST_BYTES = 4_000_000
MOST_BRACKETS = 50_000  # opening ones; the numbers of an experiment at all limits have fewer than 3,000
MOST_COMMAS = 400_000  # those numbers have 166,000 of them; its words may have some more


class DocumentError(ValueError):
    """What arrived is no experiment; the message is one sentence with the place and the reason."""


def read_json(text: str | bytes) -> Any:
    """What a JSON text says, read strictly: bounded, no key twice, no NaN. Raises DocumentError."""
    if len(text) > MOST_BYTES:
        raise DocumentError(
            f"The document is larger than {MOST_BYTES // 10**6} MB, more than this app opens."
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise DocumentError("This is no document of this app: it is not UTF-8 text.") from None
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise DocumentError(f"The document has more than {MOST_BRACKETS} brackets, more than this app opens.")
    if text.count(",") > MOST_COMMAS:
        raise DocumentError(f"The document has more than {MOST_COMMAS} commas, more than this app opens.")
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_int=lambda digits: _bounded(digits, int),
            parse_float=lambda digits: _bounded(digits, float),
        )
    except RecursionError:
        raise DocumentError("The document's lists and objects are nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DocumentError(f"This is no JSON document: {error.msg} at {where}.") from None


def read_object(
    value: object, place: str, required: Collection[str], optional: Collection[str] = ()
) -> dict[str, Any]:
    """An object with exactly these keys; anything else in it is refused by name."""
    parts = read_any_object(value, place)
    for key in parts:
        if key not in required and key not in optional:
            known = ", ".join([*required, *optional])
            raise DocumentError(f"{place}: the key {quoted(key)} is not known; the keys are {known}")
    for key in required:
        if key not in parts:
            raise DocumentError(f"{place}: the key “{key}” is missing")
    return parts


def read_any_object(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DocumentError(f"{place}: {shown(value)} was given, an object is expected")
    for key in value:
        read_characters(key, place)
    return value


def read_list(value: object, place: str, most: int, noun: str) -> list[Any]:
    if not isinstance(value, list):
        raise DocumentError(f"{place}: {shown(value)} was given, a list is expected")
    if not 1 <= len(value) <= most:
        raise DocumentError(f"{place}: {count(len(value), noun)}, 1 to {most} can be shown")
    return value


def read_matrix(value: object, place: str, most_rows: int, columns: int | None = None) -> list[list[float]]:
    """Rows of equally many numbers; `columns` is how many, where that is known."""
    rows = []
    for i, item in enumerate(read_list(value, place, most_rows, "row"), start=1):
        row = read_row(item, f"{place}: row {i}")
        columns = len(row) if columns is None else columns
        if len(row) != columns:
            raise DocumentError(f"{place}: row {i} has {count(len(row), 'number')}, {columns} expected")
        rows.append(row)
    return rows


def read_row(value: object, place: str) -> list[float]:
    return [
        read_number(item, place, i)
        for i, item in enumerate(read_list(value, place, MOST_UNITS, "number"), start=1)
    ]


def read_number(value: object, place: str, position: int) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DocumentError(f"{place}: number {position} is {shown(value)}; a number is expected")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise DocumentError(f"{place}: number {position} is not finite; numbers here end at about 1.8e308")
    return number


def read_text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"{place}: {shown(value)} was given, a text is expected")
    return value


def read_name(value: object, place: str, known: Collection[str]) -> str:
    name = read_text(value, place)
    if name not in known:
        raise DocumentError(f"{place}: {quoted(name)} is none of {', '.join(known)}")
    return name


def read_characters(value: object, place: str) -> str:
    """A text of any length that UTF-8 can write."""
    text = read_text(value, place)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise DocumentError(f"{place}: half of a character pair is no text")
    return text


def shown(value: object) -> str:
    """What was given, as a message names it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (int, float)):
        return repr(value) if abs(value) < 1e15 else "a large number"
    return (
        "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "something else"
    )


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise DocumentError(f"The key {quoted(key)} is given twice in one object.")
        result[key] = value
    return result


def _refuse_constant(name: str) -> float:
    raise DocumentError(f"{name} is no number that a document can hold.")


def _bounded(digits: str, read: Callable[[str], float]) -> float:
    if len(digits) > LONGEST_NUMBER:
        raise DocumentError(
            f"{quoted(digits)} is too long for a number; at most {LONGEST_NUMBER} digits fit."
        )
    return read(digits)
