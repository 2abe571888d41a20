"""Numbers are read as people type them and written so that fewer digits than chosen means exact."""

import json
import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.numerals import NumberError, NumberFormat, parse_number
from tests.experiment.conftest import check_sentence

SHARED = Path(__file__).parent.parent / "cases"
CASES = json.loads((SHARED / "numbers.json").read_text("utf-8"))
finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"][:20]))
def test_shared_cases(case):
    text = case["text"] * case.get("times", 1)
    if "error" in case:
        with pytest.raises(NumberError) as caught:
            parse_number(text)
        assert str(caught.value) == case["error"]
    else:
        assert repr(parse_number(text)) == repr(float(case["value"]))  # repr tells -0.0 from 0.0


def test_settled_comma_is_a_decimal_point():
    assert parse_number("1,234", comma_is_point=True) == 1.234


@given(st.text() | st.text(alphabet="0123456789.,-+eE/×⁻⁵ naif\u2212\ud800\x00", max_size=12))
def test_any_text_is_a_finite_number_or_one_sentence(text):
    try:
        assert math.isfinite(parse_number(text))
    except NumberError as error:
        check_sentence(error)


@given(finite)
def test_exact_text_brings_the_same_bits_back(value):
    text = NumberFormat.exact(value)
    assert repr(parse_number(text)) == repr(value)
    assert text.isascii()
    assert len(text) <= len(repr(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1, "0.1"),
        (3.0, "3"),
        (-2.5, "−2.5"),
        (0.93702664, "0.9370"),
        (0.04047892, "0.04048"),
        (0.50001, "0.5000"),
        (0.0, "0"),
        (-0.0, "0"),
        (1e-4, "0.0001"),
        (-1.23456e-5, "−1.235×10⁻⁵"),
        (1e-5, "1×10⁻⁵"),
        (123456.7, "123500"),
        (100000.0, "100000"),
        (1e6, "1×10⁶"),
        (1234567.0, "1.235×10⁶"),
        (1e300, "1×10³⁰⁰"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "undefined"),
    ],
)
def test_four_digits(value, shown):
    assert NumberFormat()(value) == shown


def test_decimal_places():
    two = NumberFormat(places=2)
    assert [two(v) for v in (0.937, 0.5, 12.0, -0.001, 1234.567)] == ["0.94", "0.5", "12", "0.00", "1234.57"]
    assert two(1e7) == "1×10⁷"


def test_ten_digits_write_large_numbers_out():
    assert NumberFormat(10)(1234567891.0) == "1234567891"
    assert NumberFormat(10)(1 / 3 - 1e-11) == "0.3333333333"
    assert NumberFormat(10)(0.3 + 1e-12) == "0.3000000000"


decimals = st.builds(
    lambda m, e: Decimal(m).scaleb(e), st.integers(-9999, 9999).filter(bool), st.integers(-7, 3)
)


@given(decimals, st.integers(-15, 15), st.integers(4, 10))
def test_a_short_decimal_with_round_off_reads_as_the_decimal(decimal, units, digits):
    value = float(decimal)
    off = value + units * math.ulp(value) / 2  # half a unit in the last place, or one where it is smallest
    fmt = NumberFormat(digits)
    assert fmt(off) == fmt(value)
    assert fmt.latex(off) == fmt.latex(value)
    assert not fmt.is_rounded(off)
    assert Decimal(fmt.told(off)) == decimal
    assert float(NumberFormat.exact(off)) == off  # what is copied and saved


tenths = st.integers(-99, 99).map(lambda m: Decimal(m).scaleb(-1))


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=6), tenths)
def test_what_is_computed_from_decimals_reads_as_by_hand(pairs, bias):
    """x·W + b by floats against the same by decimal arithmetic; a sum that all but cancels has lost its digits."""
    computed = sum(float(x) * float(w) for x, w in pairs) + float(bias)
    by_hand = sum(x * w for x, w in pairs) + bias
    if abs(by_hand) >= 1:
        shown = NumberFormat(10)(computed)
        assert shown == f"{by_hand.normalize():f}".replace("-", "−")
        assert shown.replace("−", "-") == NumberFormat(10).told(computed)


@given(finite.filter(lambda v: 1e-300 < abs(v) < 1e300))
def test_other_numbers_are_told_to_the_last_bit(value):
    ten = Decimal(f"{value:.9e}")
    if abs(ten - Decimal(value)) > abs(Decimal(value)) * Decimal("1e-14"):
        assert float(NumberFormat().told(value)) == value
        assert NumberFormat(10).is_rounded(value)


def test_numbers_are_told_as_the_browser_tells_them():
    """Decimals with up to 20 units of round-off, which is about what a cell takes for round-off, and others."""
    shared = json.loads((SHARED / "told.json").read_text("utf-8"))
    assert [[value, float(NumberFormat().told(value))] for value, _ in shared] == shared


def test_latex():
    four = NumberFormat()
    assert [four.latex(v) for v in (-0.5, 1.23456e-5, math.inf, -math.inf)] == [
        "-0.5",
        r"1.235\times 10^{-5}",
        r"\infty",
        r"-\infty",
    ]


@given(finite.filter(lambda v: v == 0 or 1e-300 < abs(v) < 1e300), st.integers(2, 10))
def test_what_is_written_is_the_number_to_that_many_digits(value, digits):
    fmt = NumberFormat(digits)
    shown = parse_number(fmt(value))
    if fmt.is_rounded(value):
        mantissa = fmt(value).split("×")[0].strip("−").replace(".", "").lstrip("0")
        assert len(mantissa) == max(digits, len(mantissa) if abs(value) >= 10 ** (digits - 1) else 0)
        assert abs(Decimal(shown) - Decimal(value)) <= abs(Decimal(value)) * Decimal(10) ** (1 - digits)
    else:
        assert shown == value


@given(finite)
def test_few_digits_are_written_out_exactly(value):
    rounded = float(f"{value:.3e}")
    if math.isfinite(rounded) and abs(rounded) > 1e-300:
        assert not NumberFormat(4).is_rounded(rounded)


@pytest.mark.parametrize("bad", [{"digits": 1}, {"digits": 11}, {"places": -1}, {"places": 11}])
def test_digits_out_of_bounds_are_refused(bad):
    with pytest.raises(ValueError, match="can be shown"):
        NumberFormat(**bad)
