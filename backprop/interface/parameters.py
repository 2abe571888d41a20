"""The parameters of an address, taken out of what mail and chat have made of them."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from backprop.experiment.mending import plain
from backprop.interface.view import LETTERS, VERBATIM

NAMES = ("e", *LETTERS)
_AS_THEY_STAND = {"e", *VERBATIM}
_MOST = 40  # parameters that are looked into
_LONGEST = 16_000  # characters of a query that are looked into
_BEFORE = re.compile(r"^(?:amp;|[^a-z])+")  # a name begins with none of these
_QUOTED = re.compile("^(?:3D)+")  # of a = in quoted-printable
_AFTER = re.compile(r"(?:[^\w\]|.@]|(?<=[^|])\.|[^\x00-\x7f]|_)+$")  # no value ends with these


def mended(parameters: Mapping[str, str]) -> dict[str, str]:
    """Our own parameters, however they are spelt; the first of a name counts. Link and free text stay as they are."""
    found: dict[str, str] = {}
    for name, value in _spelt_out(dict(list(parameters.items())[:_MOST])):
        found.setdefault(name, value if name in _AS_THEY_STAND else _cleaned(value))
    return found


def _spelt_out(parameters: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in parameters.items():
        if name in NAMES:
            yield name, value
            rest = plain(value).partition("&")[2] if name == "e" else ""  # e=…%26q=…
        else:
            rest = plain(f"{name}={value}" if value else name)[:_LONGEST]  # e%3D…, amp;q=…
        for other, its in parse_qsl(rest, keep_blank_values=True):
            if (known := _BEFORE.sub("", other)) in NAMES:
                yield known, its


def _cleaned(value: str) -> str:
    return _AFTER.sub("", _QUOTED.sub("", plain(value)))
