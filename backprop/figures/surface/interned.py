"""Parts of a figure that no edit changes: the same object in every figure of one layout, written as JSON only once."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_MOST = 1000  # different lists that are remembered
_known: dict[tuple[Any, ...], "Still"] = {}


class Still(list[Any]):
    """A list nobody changes after it has been made; `key` stands for its contents."""

    def __init__(self, items: Iterable[Any]) -> None:
        super().__init__(items)
        self.json, self.key = _sealed(list(self))


class StillRecord(dict[str, Any]):
    """A record nobody changes after it has been made."""

    def __init__(self, items: Mapping[str, Any]) -> None:
        super().__init__(items)
        self.json, self.key = _sealed(dict(self))


def _sealed(contents: list[Any] | dict[str, Any]) -> tuple[str, str]:
    written = json.dumps(contents, separators=(",", ":"), ensure_ascii=False)
    return written, hashlib.blake2b(written.encode(), digest_size=9).hexdigest()


def interned(items: Iterable[Any]) -> Still:
    """These items as a Still, the same one each time they come again."""
    contents = tuple(items)
    found = _known.get(contents)
    if found is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[contents] = Still(contents)
    return found
