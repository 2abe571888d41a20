"""A block of numbers is read whichever program it was copied from, or refused with its row and column."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backprop.experiment.matrices import MatrixError, parse_matrix
from tests.experiment.conftest import check_sentence

CASES = json.loads((Path(__file__).parent.parent / "cases" / "matrices.json").read_text("utf-8"))
shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
matrices = arrays(np.float64, shapes, elements=st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"][:30]))
def test_shared_cases(case):
    text = case["text"] * case.get("times", 1)
    if "error" in case:
        with pytest.raises(MatrixError) as caught:
            parse_matrix(text)
        assert str(caught.value) == case["error"]
    else:
        expected = tuple(tuple(map(float, row)) for row in case["rows"])
        assert repr(parse_matrix(text)) == repr(expected)


def comma(value: float) -> str:
    return repr(value).replace(".", ",")


@given(matrices)
@pytest.mark.parametrize(
    "write",
    [
        lambda a: "\n".join("\t".join(map(repr, row)) for row in a.tolist()),
        lambda a: "\r\n".join("\t".join(map(comma, row)) for row in a.tolist()),
        lambda a: "\n".join(", ".join(map(repr, row)) for row in a.tolist()),
        lambda a: "[" + "; ".join(" ".join(map(repr, row)) for row in a.tolist()) + "];",
        lambda a: repr(a.tolist()),
        lambda a: np.array2string(a, floatmode="unique", threshold=10**6),
        lambda a: f"W = {a!r}",
    ],
    ids=["spreadsheet", "spreadsheet with commas", "csv", "matlab", "python", "numpy print", "numpy repr"],
)
def test_what_programs_write_is_read_back(write, a):
    with np.printoptions(precision=17, floatmode="unique"):
        text = write(a)
    assume("\t" in text or "." in text or "," not in text)  # a column of 1,5 has two readings
    try:
        assert np.array_equal(np.array(parse_matrix(text)), a)
    except MatrixError as error:
        if "could be" not in str(error):  # nothing but numbers like 1,234
            raise


@given(st.text() | st.text(alphabet="0123456789.,;-e/[]()\n\t arfx=\ud800", max_size=30))
def test_any_text_is_a_matrix_or_one_sentence(text):
    try:
        rows = parse_matrix(text)
    except MatrixError as error:
        check_sentence(error)
    else:
        assert len({len(row) for row in rows}) == 1
        assert all(math.isfinite(value) for row in rows for value in row)
