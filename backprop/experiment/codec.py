"""How choices are written into an address and read from it: any text gives a record, and any record comes back.

A `Codec` is a record's table: for each name in the text the `Value` that says what is allowed there and how it is
written. What is usual is left out, and what nobody understands stays as usual.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from backprop.experiment.numerals import NumberError, NumberFormat, parse_number

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LONGEST, MOST_TEXT = 400, 4000  # characters of one record's text, and of several together
Record = TypeVar("Record", bound="DataclassInstance")


class Unreadable(ValueError):  # noqa: N818 (it is no error: what is said is left at its default)
    """What is said is not among what is allowed."""


class Value:
    """What may stand for one choice, and how it is written."""

    def read(self, said: object) -> Any:
        """The choice, of the text in an address or of what a document holds; raises Unreadable."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The choice as text that `read` takes back."""
        return str(value)

    def read_or(self, said: object, otherwise: Any) -> Any:
        """The choice, or another one where none can be read."""
        try:
            return self.read(said)
        except Unreadable:
            return otherwise


@dataclass(frozen=True)
class OneOf(Value):
    """One of several words."""

    choices: Collection[str]

    def read(self, said: object) -> str:
        """The word."""
        if isinstance(said, str) and said in self.choices:
            return said
        raise Unreadable(said)


@dataclass(frozen=True)
class Flag(Value):
    """Yes or no: one word means yes, everything else no."""

    word: str

    def read(self, said: object) -> bool:
        """Whether it is that word."""
        return said == self.word

    def write(self, value: bool) -> str:
        """The word; what is written is not the default, and that is no."""
        return self.word if value else ""


@dataclass(frozen=True)
class Whole(Value):
    """A whole number within bounds, in plain digits; a `cut` one is brought down to the upper bound."""

    least: int
    most: int
    cut: bool = False

    def read(self, said: object) -> int:
        """The number."""
        if not isinstance(said, str) or not re.fullmatch("[0-9]{1,10}", said):
            raise Unreadable(said)
        number = min(int(said), self.most) if self.cut else int(said)
        if self.least <= number <= self.most:
            return number
        raise Unreadable(said)


@dataclass(frozen=True)
class Between(Value):
    """A number within bounds, as people write one or as a document holds it; `whole` ones lose their decimals."""

    least: float
    most: float
    whole: bool = False

    def read(self, said: object) -> float:
        """The number."""
        number = _number(said)
        if not self.least <= number <= self.most:
            raise Unreadable(said)
        return int(number) if self.whole else float(number)

    def write(self, value: float) -> str:
        """All of its digits."""
        return str(value) if self.whole else NumberFormat.exact(value)


@dataclass(frozen=True)
class Among(Value):
    """One of several numbers."""

    choices: tuple[float, ...]

    def read(self, said: object) -> float:
        """The number."""
        number = _number(said)
        if number not in self.choices:
            raise Unreadable(said)
        return self.choices[self.choices.index(number)]

    def write(self, value: float) -> str:
        """All of its digits."""
        return str(value) if isinstance(value, int) else NumberFormat.exact(value)


@dataclass(frozen=True)
class Like(Value):
    """A word of a certain form."""

    pattern: str

    def read(self, said: object) -> str:
        """The word."""
        if isinstance(said, str) and re.fullmatch(self.pattern, said):
            return said
        raise Unreadable(said)


@dataclass(frozen=True)
class Words(Value):
    """Whatever somebody wrote, up to some length; no damage of a link is looked for in it."""

    most: int

    def read(self, said: object) -> str:
        """The words, cut."""
        if not isinstance(said, str):
            raise Unreadable(said)
        return said[: self.most]


@dataclass(frozen=True)
class Made(Value):
    """Whatever a function makes of a text; it raises ValueError of what it does not understand."""

    make: Callable[[str], Any]

    def read(self, said: object) -> Any:
        """What is made of it."""
        if not isinstance(said, str):
            raise Unreadable(said)
        try:
            return self.make(said)
        except ValueError as error:
            raise Unreadable(said) from error


@dataclass(frozen=True)
class Several(Value):
    """The first of some of the same kind, or each of them `once`; what cannot be read is left out."""

    value: Value
    separator: str
    most: int
    once: bool = False

    def read(self, said: object) -> tuple[Any, ...]:
        """Those that can be read, of a text or a list."""
        given = said[:MOST_TEXT].split(self.separator) if isinstance(said, str) else said
        found: list[Any] = []
        for one in given if isinstance(given, list) else []:
            with suppress(Unreadable):
                found += [self.value.read(one)] if one else []
        return tuple(dict.fromkeys(found) if self.once else found)[: self.most]

    def write(self, value: Iterable[Any]) -> str:
        """All of them."""
        return self.separator.join(map(self.value.write, value))


@dataclass(frozen=True)
class Codec(Value, Generic[Record]):
    """A record as text: "name:value" of all that is not `usual`, in the order of `values`.

    `fields` tells the fields that bear another name than in the text.
    """

    usual: Record
    values: Mapping[str, Value]
    separator: str = ";"
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def write(self, record: Record) -> str:
        """The choices that differ from the usual ones: "along:one;axes:W1[1,1]+b2[1]"."""
        parts = []
        for name, value in self.values.items():
            chosen = getattr(record, self.field(name))
            if chosen != getattr(self.usual, self.field(name)):
                parts.append(f"{name}:{value.write(chosen)}")
        return self.separator.join(parts)

    def read(self, said: object) -> Record:
        """The record that a text asks for."""
        return replace(self.usual, **self.found(pairs(said, self.separator)))

    def found(self, said: Iterable[tuple[str, object]]) -> dict[str, Any]:
        """The fields that names with what is said of them make out; of several of a name the last one counts."""
        found: dict[str, Any] = {}
        for name, text in said:
            if name in self.values:
                with suppress(Unreadable):
                    found[self.field(name)] = self.values[name].read(text)
        return found

    def field(self, name: str) -> str:
        """The field that a name in the text stands for."""
        return self.fields.get(name, name)


def pairs(said: object, separator: str) -> list[tuple[str, str]]:
    """The names in a text, each with what is said of it."""
    parts = said[:LONGEST].split(separator) if isinstance(said, str) else []
    return [(name, text) for name, _, text in (part.partition(":") for part in parts)]


def _number(said: object) -> float:
    if isinstance(said, str):
        try:
            return parse_number(said)
        except NumberError as error:
            raise Unreadable(said) from error
    if isinstance(said, bool) or not isinstance(said, (int, float)):
        raise Unreadable(said)
    return said
