"""Verdicts on guesses: what is right is right, what is wrong is told apart, and nothing gives the number away."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backprop.experiment.numerals import NumberFormat, parse_number
from backprop.lessons.walk.guesses import judge_largest, judge_number, judge_sign
from tests.lessons.networks import FORMATS

FOUR = NumberFormat(4)
NUMBERS = st.floats(-1e300, 1e300) | st.floats(-100, 100) | st.integers(-9999, 9999).map(lambda n: n / 100)
ANY_NUMBER = NUMBERS | st.sampled_from([math.inf, -math.inf, math.nan, 0.0, -0.0, 5e-324, 1.7e308])


@given(
    ANY_NUMBER, st.text() | NUMBERS.map(repr) | st.sampled_from(["∞", "-inf", "nan", "1/3", "0,35", "7/0"])
)
def test_no_text_crashes(value, text):
    verdict = judge_number(value, text, FOUR)
    assert verdict.words
    assert verdict.words[-1] in ".;?…”"


@given(NUMBERS | st.sampled_from([math.inf, -math.inf, math.nan]), FORMATS)
@example(999999.999, NumberFormat(4, 2))
def test_the_number_as_it_is_printed_is_right(value, fmt):
    assert judge_number(value, fmt(value), fmt).right


@given(NUMBERS, FORMATS, st.integers(2, 17))
def test_the_number_in_other_words_is_right(value, fmt, digits):
    assert judge_number(value, repr(value), fmt).right
    assert judge_number(value, f"{value:.{digits - 1}e}", fmt).right
    if digits != 4:  # 1,234 could be a thousand and is refused
        assert judge_number(value, f" {value:.{digits - 1}e} ".replace(".", ","), fmt).right


@given(NUMBERS, FORMATS, st.integers(2, 17))
def test_its_negative_is_never_right(value, fmt, digits):
    assume(parse_number(fmt(value)) != 0)
    for text in (repr(-value), f"{-value:.{digits - 1}e}", fmt(-value)):
        verdict = judge_number(value, text, fmt)
        assert not verdict.right
        assert verdict.words == "Right size, wrong sign."


@given(st.floats(0.01, 100), st.floats(0.01, 100), st.booleans(), st.booleans())
def test_a_guess_more_than_half_off_is_never_right(value, guess, minus, other_minus):
    assume(not 0.9 < guess / value < 1.1)
    verdict = judge_number(-value if minus else value, f"{'-' if other_minus else ''}{guess!r}", FOUR)
    assert not verdict.right
    assert FOUR(value) not in verdict.words or len(FOUR(value)) < 5


@pytest.mark.parametrize(
    ("value", "text", "right", "words"),
    [
        (0.12670084, "0.1267", True, "Right, to the digits shown."),
        (0.12670084, "0.12670084", True, "Right, to the digits shown."),
        (0.12670084, "0.127", True, "Right, to the 3 digits given."),
        (0.12670084, "0,13", True, "Right, to the 2 digits given."),
        (0.12670084, "12.7e-2", True, "Right, to the 3 digits given."),
        (0.12670084, "1.27×10⁻¹", True, "Right, to the 3 digits given."),
        (0.12670084, "0.1", False, "Too low by about 21 %."),
        (0.30012345, "0.3", True, "Right, to 2 digits."),
        (1 / 3, "1/3", True, "Right, to the digits shown."),
        (0.125, "0.13", True, "Right, to the 2 digits given."),
        (0.125, "0.12", True, "Right, to the 2 digits given."),
        (0.12670084, "0.1268", False, "Too high by about 0.078 %."),
        (0.12670084, "-0.127", False, "Right size, wrong sign."),
        (0.12670084, "0.2534", False, "Off by a factor of 2: the guess is twice the number."),
        (0.12670084, "0.0633", False, "Off by a factor of 2: the guess is half the number."),
        (0.12670084, "0.0422", False, "Off by a factor of 3: the guess is a third of the number."),
        (0.12670084, "12.6", False, "Off by a factor of 100: the guess is a hundred times the number."),
        (
            -0.12670084,
            "1.267",
            False,
            "Off by a factor of 10 and wrong in sign: but for the sign the guess is ten times the number.",
        ),
        (0.5, "0.56", False, "Too high by about 12 %."),
        (-0.5, "-0.56", False, "Right sign, but in size too large by about 12 %."),
        (-0.5, "0.44", False, "Wrong sign, and in size too small by about 12 %."),
        (0.5, "18.5", False, "Too high by a factor of about 37."),
        (0.5, "1e-9", False, "Too low by a factor of more than a million."),
        (1e-300, "1e300", False, "Too high by a factor of more than a million."),
        (0.5, "0", False, "No: it is not zero."),
        (0.0, "0", True, "Right, to the digits shown."),
        (0.0, "-0.25", False, "Too low by about 0.25."),
        (0.5, "half", False, "“half” is not a number; write it like 0.35, -2e-3 or 1/3."),
        (math.inf, "∞", True, "Right, beyond all numbers."),
        (math.inf, "-inf", False, "Right size, wrong sign."),
        (-math.inf, "7", False, "No number that can be written down is right here."),
        (math.nan, "undefined", True, "Right: it is undefined."),
        (math.nan, "7", False, "No number is right here."),
    ],
)
def test_what_a_verdict_says(value, text, right, words):
    verdict = judge_number(value, text, FOUR)
    assert (verdict.right, verdict.words) == (right, words)


def test_with_decimal_places_zero_is_what_prints_as_zero():
    fmt = NumberFormat(places=2)
    assert judge_number(0.004, "0", fmt).right
    assert judge_number(0.004, "-0.3", fmt).words == "Too low by about 0.30."
    assert judge_sign(0.004, "zero", fmt, backward=True).words == "Right: it is zero in the digits shown."
    assert judge_sign(0.004, "up", fmt, backward=True).words == "No: it is not positive in the digits shown."
    assert judge_sign(0.004, "up", FOUR, backward=False).right


@pytest.mark.parametrize(
    ("value", "guess", "backward", "words"),
    [
        (0.2, "up", True, "Right: it is positive, so raising this number raises C."),
        (-0.2, "down", True, "Right: it is negative, so raising this number lowers C."),
        (0.0, "zero", True, "Right: it is zero, so a small change of this number does not move C."),
        (-0.0, "up", True, "No: it is not positive, so raising this number does not raise C."),
        (0.2, "down", True, "No: it is not negative, so raising this number does not lower C."),
        (0.2, "zero", True, "No: it is not zero, so a small change of this number moves C."),
        (0.2, "up", False, "Right: it is positive."),
        (0.2, "down", False, "No: it is not negative."),
        (-math.inf, "down", False, "Right: it is negative."),
        (math.nan, "zero", True, "No: it is undefined, so it has no sign."),
    ],
)
def test_what_is_said_of_a_sign(value, guess, backward, words):
    verdict = judge_sign(value, guess, FOUR, backward=backward)
    assert verdict.words == words
    assert verdict.right == words.startswith("Right")


@given(ANY_NUMBER, FORMATS, st.booleans())
def test_one_sign_is_right_unless_the_number_is_undefined(value, fmt, backward):
    verdicts = [judge_sign(value, guess, fmt, backward=backward) for guess in ("up", "down", "zero")]
    assert sum(verdict.right for verdict in verdicts) == (0 if math.isnan(value) else 1)


def test_the_largest_is_so_in_absolute_value():
    values = {"W1[1,1]": 0.1, "W1[2,1]": -0.30001, "W1[3,1]": 0.3, "b1[1]": math.nan}
    tie = "Right: none is larger in absolute value, though not it alone is this large."
    assert judge_largest(values, "W1[2,1]", FOUR).words == tie
    assert judge_largest(values, "W1[3,1]", FOUR) == judge_largest(values, "W1[2,1]", FOUR)
    more = NumberFormat(6)
    assert judge_largest(values, "W1[2,1]", more).words.startswith("Right: none of the others is as large")
    wrong = judge_largest(values, "W1[3,1]", more)
    assert (wrong.right, wrong.words) == (
        False,
        "No: another number is larger than W1[3,1] in absolute value.",
    )
    assert judge_largest(values, "b1[1]", FOUR).words == "No: b1[1] is undefined, so it has no size."
    assert not judge_largest(values, "W9[1,1]", FOUR).right
    assert not judge_largest({}, "x[1]", FOUR).right


@given(st.dictionaries(st.sampled_from("abcdef"), ANY_NUMBER), st.text(max_size=1), FORMATS)
def test_any_numbers_can_be_compared(values, guess, fmt):
    sized = {name: abs(value) for name, value in values.items() if not math.isnan(value)}
    assert judge_largest(values, guess, fmt).words
    if sized:
        assert judge_largest(values, max(sized, key=sized.__getitem__), fmt).right
