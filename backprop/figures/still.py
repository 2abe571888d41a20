"""Lists that no edit changes: the same object in every figure of one layout, written as JSON only once."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

_MOST = 1000  # different lists that are remembered
_known: dict[tuple[Any, ...], "Still"] = {}


class Still(list[Any]):
    """A list nobody changes after it has been made; `key` stands for its contents."""

    def __init__(self, items: Iterable[Any]) -> None:
        super().__init__(items)
        self.json = json.dumps(list(self), separators=(",", ":"), ensure_ascii=False)
        self.key = hashlib.blake2b(self.json.encode(), digest_size=9).hexdigest()


def still(items: Iterable[Any]) -> Still:
    """The Still of these items, the same one each time they come again."""
    contents = tuple(items)
    found = _known.get(contents)
    if found is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[contents] = Still(contents)
    return found
