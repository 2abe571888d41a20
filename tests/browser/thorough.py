"""Cases that only `make test-all` runs, beside one of their kind that every `make test` does."""

from typing import Any

import pytest


def beside(usual: Any, *others: Any) -> list[Any]:
    """The parameters of a test: the usual case, and others that are thorough."""
    marked = [
        pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=pytest.mark.thorough)
        for one in others
    ]
    return [usual, *marked]
