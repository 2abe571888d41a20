"""An answer as somebody wrote it: its value, and how many digits it claims."""

import math
import re
from dataclasses import dataclass

from backprop.experiment.numerals import parse_number

FEW = 3  # significant digits below which nothing is diagnosed
_EXACT = 1e-9  # relative: how close a fraction must come
_ROUND_OFF = 1e-13  # relative: what floating point may cost a value at the border between two roundings
_NUMBER = re.compile(r"[+-]?([0-9]*)[.,]?([0-9]*)(?:e([+-]?[0-9]+))?", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, the `unit` of its last digit (0 for a fraction, which is exact), and its significant digits."""

    value: float
    unit: float
    digits: int

    def rounds_to(self, value: float) -> bool:
        """Whether it is this value rounded to the digits given; half a unit may go either way."""
        room = self.unit / 2 + _ROUND_OFF * abs(value) if self.unit else _EXACT * abs(value)
        if self.value == 0 and self.unit > 1e-3:  # "0" says that it is 0, and not that it is less than ½
            room = 1e-12
        return abs(self.value - value) <= room

    def cuts(self, value: float) -> bool:
        """Whether it is this value with the digits after those given left off."""
        if not self.unit or self.value == 0 or self.value * value < 0:
            return False
        more = abs(value) - abs(self.value)
        return -_ROUND_OFF * abs(value) <= more < self.unit

    def fits(self, value: float) -> bool:
        """Either."""
        return self.rounds_to(value) or self.cuts(value)


def parse_answer(text: str) -> Answer:
    """The answer that a text stands for: 0.350 claims three digits, 1/3 all of them. Raises NumberError."""
    value = parse_number(text)
    plain = text.strip().replace("−", "-").replace("–", "-").replace("×10", "e").translate(_SUPERSCRIPT)
    match = _NUMBER.fullmatch(plain.replace(" ", ""))
    if match is None:  # a fraction
        return Answer(value, 0.0, 17)
    whole, fraction, exponent = match.groups(default="")
    power = int(exponent or 0) - len(fraction)
    digits = len((whole + fraction).lstrip("0")) or len(fraction)
    return Answer(value, math.pow(10.0, max(min(power, 300), -300)), digits)
