"""Somebody guesses a hidden number: the verdict says how good the guess is, and keeps the number hidden."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Literal

from backprop.experiment.numerals import NumberError, NumberFormat, parse_number, quoted

Sign = Literal["up", "down", "zero"]

# fmt: off
_SIGN: dict[Sign, tuple[str, str, str]] = {
    #        the number is, so that,                                         or if it is not,
    "up":   ("positive",    "raising this number raises C",                  "raising this number does not raise C"),
    "down": ("negative",    "raising this number lowers C",                  "raising this number does not lower C"),
    "zero": ("zero",        "a small change of this number does not move C", "a small change of this number moves C"),
}
_FACTORS = {
    #     the guess is … the number
    2:   ("twice",             "half"),
    3:   ("three times",       "a third of"),
    4:   ("four times",        "a quarter of"),
    10:  ("ten times",         "a tenth of"),
    100: ("a hundred times",   "a hundredth of"),
}
# fmt: on
_CLOSE = 0.01  # how far from a simple factor still counts as that factor
_MANY, _TOO_MANY = 10.0, 1e6  # from here on a factor says more than a percentage; from here on none says more
_ROUGHLY = NumberFormat(digits=2)
_PLAIN = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-")
_INFINITIES = re.compile(r"([+-]?)(?:inf|infinity|∞)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a guess is right, and one plain sentence about it that does not tell the number."""

    right: bool
    words: str


def judge_sign(value: float, guess: Sign, fmt: NumberFormat, *, backward: bool) -> Verdict:
    """Whether the number is positive, negative or zero; what is printed as zero counts as zero.

    `backward` numbers are gradients: their sign says what raising the number they belong to does to C.
    """
    value = float(value)
    if math.isnan(value):
        return Verdict(False, "No: it is undefined, so it has no sign.")
    seen_as_zero = _prints_as_zero(value, fmt)
    right = guess == ("zero" if seen_as_zero else "up" if value > 0 else "down")
    name, so, or_not_so = _SIGN[guess]
    digits = " in the digits shown" if seen_as_zero and value != 0 else ""
    words = f"it is {name}{digits}" if right else f"it is not {name}{digits}"
    if backward and not digits:
        words += f", so {so if right else or_not_so}"
    return Verdict(right, f"{'Right' if right else 'No'}: {words}.")


def judge_largest(values: Mapping[str, float], guess: str, fmt: NumberFormat) -> Verdict:
    """Whether the number of this name has the largest absolute value; a tie of printed numbers is right.

    What is undefined has no size and competes with nothing.
    """
    sizes = {name: abs(float(value)) for name, value in values.items()}
    if guess not in sizes:
        return Verdict(False, f"{quoted(guess)} is none of the numbers to choose from.")
    if math.isnan(sizes[guess]):
        return Verdict(False, f"No: {guess} is undefined, so it has no size.")
    largest = max(size for size in sizes.values() if not math.isnan(size))
    if not _print_alike(sizes[guess], largest, fmt):
        return Verdict(False, f"No: another number is larger than {guess} in absolute value.")
    alike = sum(_print_alike(size, largest, fmt) for size in sizes.values())
    if alike > 1:
        return Verdict(True, "Right: none is larger in absolute value, though not it alone is this large.")
    return Verdict(True, "Right: none of the others is as large in absolute value.")


def judge_number(value: float, text: str, fmt: NumberFormat) -> Verdict:
    """Whether a typed number is the hidden one, to the digits shown or given; if not, how far off it is.

    A guess is also right when the number, rounded to as many significant digits as the guess has (two at
    least), is the guess. A text that is no number is wrong, and the sentence says what is expected.
    """
    value = float(value)
    if not math.isfinite(value):
        return _judge_not_finite(value, text)
    try:
        guess = parse_number(text)
    except NumberError as error:
        return Verdict(False, str(error))
    digits = _digits_given(text)
    if _print_alike(guess, value, fmt):
        return Verdict(True, "Right, to the digits shown.")
    if _rounds_to(value, guess, digits):
        return Verdict(True, f"Right, to the {digits} digits given." if digits > 1 else "Right, to 2 digits.")
    if _print_alike(-guess, value, fmt) or _rounds_to(value, -guess, digits):
        return Verdict(False, "Right size, wrong sign.")
    return Verdict(False, _how_far_off(value, guess, fmt))


def _judge_not_finite(value: float, text: str) -> Verdict:
    plain = text.strip().replace("−", "-")
    if math.isnan(value):
        right = plain.lower() in ("nan", "undefined")
        return Verdict(right, "Right: it is undefined." if right else "No number is right here.")
    match = _INFINITIES.fullmatch(plain)
    if match is None:
        return Verdict(False, "No number that can be written down is right here.")
    if (match[1] == "-") != (value < 0):
        return Verdict(False, "Right size, wrong sign.")
    return Verdict(True, "Right, beyond all numbers.")


def _prints_as_zero(value: float, fmt: NumberFormat) -> bool:
    return _as_printed(value, fmt) == 0


def _print_alike(one: float, other: float, fmt: NumberFormat) -> bool:
    """Whether both are printed as the same number, as 0.5 and 0.5000 are; what is undefined is like nothing."""
    return _as_printed(one, fmt) == _as_printed(other, fmt)


def _as_printed(value: float, fmt: NumberFormat) -> Decimal:
    """The number that a reader sees; a float would be ∞ where the last digits before 1.8e308 round up."""
    if not math.isfinite(value):
        return Decimal(value)
    return Decimal(fmt(value).replace("×10", "e").translate(_PLAIN))


def _digits_given(text: str) -> int:
    """The significant digits of a decimal number; 0 for a fraction, which is exact."""
    if "/" in text:
        return 0
    return len(re.sub(r"\D", "", re.split("[eE×]", text)[0]).lstrip("0"))


def _rounds_to(value: float, guess: float, digits: int) -> bool:
    """Whether the guess is the value in so many digits, two at least; a half may be rounded up or down."""
    if digits == 0:
        return False
    rounded = [
        float(Context(prec=max(digits, 2), rounding=way).create_decimal(repr(value)))
        for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)
    ]
    return guess in rounded


def _how_far_off(value: float, guess: float, fmt: NumberFormat) -> str:
    """Off by a factor that has a name, else by how much; beside zero as a difference."""
    if _prints_as_zero(value, fmt):
        return f"Too {'high' if guess > value else 'low'} by about {_ROUGHLY(abs(guess - value))}."
    if guess == 0:
        return "No: it is not zero."
    ratio = abs(guess / value)
    same_sign = (guess > 0) == (value > 0)
    for factor, (times, part) in _FACTORS.items():
        for exact, words in ((factor, times), (1 / factor, part)):
            if abs(ratio / exact - 1) <= _CLOSE:
                sign = "" if same_sign else " and wrong in sign: but for the sign"
                return f"Off by a factor of {factor}{sign or ':'} the guess is {words} the number."
    above, how_much = abs(guess) > abs(value), _how_much(ratio)
    if same_sign and value > 0:
        return f"Too {'high' if above else 'low'} by {how_much}."
    sign = "Right sign, but" if same_sign else "Wrong sign, and"
    return f"{sign} in size too {'large' if above else 'small'} by {how_much}."


def _how_much(ratio: float) -> str:
    times = max(ratio, 1 / ratio if ratio else math.inf)
    if times >= _TOO_MANY:
        return "a factor of more than a million"
    if times >= _MANY:
        return f"a factor of about {_ROUGHLY(times)}"
    return f"about {_ROUGHLY(100 * abs(ratio - 1))} %"
