"""The width of a number is that of its letters, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import number_width, text_width


@given(st.floats(), st.integers(2, 10), st.none() | st.integers(0, 10))
def test_a_number_is_as_wide_as_its_letters(value, digits, places):
    text = NumberFormat(digits, places)(value)
    assert number_width(text) == pytest.approx(text_width(text), abs=1e-9)


@pytest.mark.parametrize("text", ["", "?", "∞", "−∞", "undefined", "1.2×10⁻⁵", "7", "−0.25"])
def test_what_is_no_plain_number_is_as_wide_as_its_letters_too(text):
    assert number_width(text) == pytest.approx(text_width(text), abs=1e-9)
