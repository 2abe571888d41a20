"""What docstrings show is what happens: their examples run, and every function of the tables has words."""

import doctest
import importlib
import pkgutil
from types import FunctionType

import pytest

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES

PACKAGES = ("backprop.core", "backprop.experiment")
MODULES = [
    importlib.import_module(found.name)
    for package in PACKAGES
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
]
EXAMPLES = {
    test.name: test for module in MODULES for test in doctest.DocTestFinder().find(module) if test.examples
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_in_docstrings_are_what_happens(name: str) -> None:
    said: list[str] = []
    results = doctest.DocTestRunner().run(EXAMPLES[name], out=said.append)
    assert not results.failed, "\n".join(said)


def test_there_are_examples_where_a_reader_begins() -> None:
    for module in ("activations", "losses", "network", "passes", "gradient_check", "quantities"):
        assert any(name.startswith(f"backprop.core.{module}") for name in EXAMPLES), module
    assert "backprop.experiment.numerals.parse_number" in EXAMPLES


@pytest.mark.parametrize("row", [*ACTIVATIONS.values(), *LOSSES.values()], ids=lambda row: row.label)
def test_every_function_of_a_row_says_what_it_computes(row: object) -> None:
    functions = [getattr(row, field) for field in row.__slots__]  # type: ignore[attr-defined]
    for function in functions:
        if isinstance(function, FunctionType):
            assert function.__doc__, function.__name__
