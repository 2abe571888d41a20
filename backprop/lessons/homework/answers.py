"""An answer as somebody wrote it: its value, how many digits it claims, and whether it is a value rounded or cut."""

import math
import re
from dataclasses import dataclass

from backprop.experiment.numerals import parse_number

FEW = 3  # significant digits below which an answer shows too little
_EXACT = 1e-9  # relative: how close a fraction must come
_NUMBER = re.compile(r"[+-]?([0-9]*)[.,]?([0-9]*)(?:e([+-]?[0-9]+))?", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SLACK = 1e-13  # relative: a value's own round-off where nobody says how large it is


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, the `unit` of its last digit (0 for a fraction, which is exact), and its significant digits.

    A value that it is compared with is known up to its `slack`, by default some units of its round-off. A digit counts
    as right if it is that of any value within the slack, and as cut off only if it is so for all of them: the float
    of 3.3 is 3.2999999999999998, and 3.2 is neither of the two.
    """

    value: float
    unit: float
    digits: int

    def equals(self, value: float, slack: float) -> bool:
        """Whether it is this value itself, however short it is written."""
        return abs(self.value - value) <= slack

    def rounds_to(self, value: float, slack: float | None = None) -> bool:
        """Whether it is this value rounded to the digits given; half a unit may go either way."""
        slack = _SLACK * abs(value) if slack is None else slack
        room = self.unit / 2 if self.unit else _EXACT * abs(value)
        return abs(self.value - value) <= room + slack

    def cuts(self, value: float, slack: float | None = None) -> bool:
        """Whether it is this value with the digits after those given left off."""
        if not self.unit or self.value * value < 0:
            return False
        slack = _SLACK * abs(value) if slack is None else slack
        more = abs(value) - abs(self.value)
        return slack <= more < self.unit - slack

    def fits(self, value: float, slack: float | None = None) -> bool:
        """Either."""
        return self.rounds_to(value, slack) or self.cuts(value, slack)


def parse_answer(text: str) -> Answer:
    """The answer that a text stands for: 0.350 claims three digits, 1/3 all of them, 0 none. Raises NumberError."""
    value = parse_number(text)
    plain = text.strip().replace("−", "-").replace("–", "-").replace("×10", "e").translate(_SUPERSCRIPT)
    match = _NUMBER.fullmatch(plain.replace(" ", ""))
    if match is None:  # a fraction
        return Answer(value, 0.0, 17)
    whole, fraction, exponent = match.groups(default="")
    power = int(exponent or 0) - len(fraction)
    digits = len((whole + fraction).lstrip("0"))
    return Answer(value, math.pow(10.0, max(min(power, 300), -300)), digits)
