"""What an answer claims, digit by digit."""

import pytest

from backprop.experiment.numerals import NumberError
from backprop.lessons.homework.answers import parse_answer


@pytest.mark.parametrize(
    ("text", "value", "unit", "digits"),
    [
        ("0.35", 0.35, 0.01, 2),
        ("0.350", 0.35, 0.001, 3),
        ("0,0417", 0.0417, 1e-4, 3),
        ("-2e-3", -0.002, 1e-3, 1),
        ("−1.50×10⁻⁵", -1.5e-5, 1e-7, 3),
        ("12", 12, 1, 2),
        ("100", 100, 1, 3),
        ("0.000", 0, 1e-3, 0),
        ("0.", 0, 1, 0),
        (".5", 0.5, 0.1, 1),
    ],
)
def test_digits_and_units(text, value, unit, digits):
    answer = parse_answer(text)
    assert answer.value == value
    assert answer.unit == pytest.approx(unit)
    assert answer.digits == digits


def test_a_fraction_is_exact():
    third = parse_answer("1/3")
    assert third.fits(1 / 3)
    assert not third.fits(0.33334)
    assert parse_answer("2/8").fits(0.25)


@pytest.mark.parametrize(
    ("text", "true", "rounds", "cuts"),
    [
        ("0.937", 0.93702664, True, True),
        ("0.94", 0.93702664, True, False),
        ("0.93", 0.93702664, False, True),
        ("0.92", 0.93702664, False, False),
        ("-0.93", -0.93702664, False, True),
        ("0.93", -0.93702664, False, False),
        ("0.125", 0.1245, True, False),
        ("0.124", 0.1245, True, True),
        ("0", 0.3, True, True),
        ("0", 0.0, True, True),
        ("0.000", 0.0004, True, True),
        ("1e-3", 0.0014, True, True),
        ("3.2", 3.2999999999999998, False, False),
        ("3.3", 3.2999999999999998, True, False),
        ("-3.2", -3.2999999999999998, False, False),
        ("3.2", 3.29, False, True),
    ],
)
def test_rounded_and_cut(text, true, rounds, cuts):
    answer = parse_answer(text)
    assert (answer.rounds_to(true), answer.cuts(true)) == (rounds, cuts)


@pytest.mark.parametrize("text", ["", "about 3", "nan", "1e400", "1,234", "3/0"])
def test_what_is_no_number_is_a_sentence(text):
    with pytest.raises(NumberError):
        parse_answer(text)
