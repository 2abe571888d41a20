"""Large matrices on their way to the browser: three digits of each number, whatever its size; and names by a rule."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from backprop.figures.equations.naming import Naming
from backprop.figures.surface.packed import packed

SHARED = Path(__file__).parents[2] / "cases" / "packed.json"


def read(values: np.ndarray) -> np.ndarray:
    """The numbers by the definition of IEEE 754 binary16, from the bits."""
    found = packed(values)
    bits = np.frombuffer(base64.b64decode(found["halves"]), "<u2").astype(np.int64)
    sign, power, rest = np.where(bits & 0x8000, -1.0, 1.0), bits >> 10 & 31, bits & 1023
    small, usual = rest * 2.0**-24, 2.0 ** (power - 15.0) * (1 + rest / 1024)
    number = np.where(power == 31, np.where(rest, np.nan, np.inf), np.where(power == 0, small, usual))
    return (sign * number).reshape(found["rows"], found["columns"]) * 2.0 ** found["power"]


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1.0, 65504.0, 1e300, 1.7e308])
def test_three_digits_arrive_whatever_the_size(size):
    values = size * np.random.default_rng(0).uniform(-1, 1, size=(64, 64))
    values[0, 0] = size
    np.testing.assert_allclose(read(values), values, rtol=2.0**-11, atol=size * 2.0**-38)


def test_zeros_and_what_is_not_finite():
    values = np.array([[0.0, -0.0, np.inf], [-np.inf, np.nan, 2.0]])
    np.testing.assert_array_equal(read(values), [[0, 0, np.nan], [np.nan, np.nan, 2.0]])
    np.testing.assert_array_equal(read(np.zeros((2, 2))), np.zeros((2, 2)))


def test_a_few_numbers_among_many_that_are_none_come_with_all_their_digits():
    values = np.full((64, 64), np.nan)
    values[3, 5], values[60, 0] = 1 / 3, -1e-300
    assert packed(values) == {"few": {3 * 64 + 5: 1 / 3, 60 * 64: -1e-300}, "rows": 64, "columns": 64}
    assert packed(np.full((1, 2), np.inf)) == {"few": {}, "rows": 1, "columns": 2}


def test_the_same_numbers_have_the_same_key():
    values = np.random.default_rng(0).normal(size=(8, 8))
    assert packed(values).key == packed(values.copy()).key != packed(values.T).key


def test_names_of_tables_lists_and_one_number():
    assert Naming("W1", 2, 3).names[1] == ("W1[2,1]", "W1[2,2]", "W1[2,3]")
    assert Naming("W1", 3, 2, turned=True).names[2] == ("W1[1,3]", "W1[2,3]")
    assert Naming("a1", 2, 3, ("", "@2")).names == (
        ("a1[1]", "a1[2]", "a1[3]"),
        ("a1[1]@2", "a1[2]@2", "a1[3]@2"),
    )
    assert Naming("a1", 3, 2, ("", "@2"), turned=True).names[2] == ("a1[3]", "a1[3]@2")
    assert Naming("C", 1, 1, single=True).names == (("C",),)


@pytest.mark.parametrize(
    "naming", [Naming("W1", 3, 4), Naming("W1", 4, 3, turned=True), Naming("x", 2, 5, ("@1", ""))]
)
def test_each_name_is_found_at_its_place(naming):
    assert len(naming.places) == naming.cells
    for name, (i, j) in naming.places.items():
        assert naming.names[i][j] == name


def shared_cases() -> dict[str, object]:
    """What the browser's own tests unpack: matrices as they are packed, their numbers by the definition, and names."""
    wide = np.random.default_rng(0).normal(size=(5, 7)) * 10.0 ** np.arange(7)
    wide[1, :4] = 0, -wide.max(), 1e-12, np.nan
    few = np.full((9, 8), np.nan)
    few[8, 7], few[0, 1] = 0.1, -1e300
    tiny = 1e-300 * np.arange(-3.0, 3.0).reshape(3, 2)
    rules = [
        Naming("W2", 3, 4),
        Naming("W2", 4, 3, turned=True),
        Naming("a1", 2, 3, ("", "@7")),
        Naming("x", 3, 1, ("",), turned=True),
    ]
    numbers = [(packed(values), read(values)) for values in (wide, tiny)] + [(packed(few), few)]
    return {
        "matrices": [
            {"packed": dict(given), "rows": np.where(np.isnan(rows), None, rows).tolist()}
            for given, rows in numbers
        ],
        "names": [{"rule": rule.rule(), "names": rule.names} for rule in rules],
    }


def test_the_browser_unpacks_what_is_packed_today():
    """tests/javascript/figure_view/packed.test.js reads the file; where packing changes, write these cases anew."""
    assert json.loads(SHARED.read_text("utf-8")) == json.loads(json.dumps(shared_cases()))
