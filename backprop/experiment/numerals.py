"""How a number is read when somebody types it, and how it is written wherever it is shown."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

LONGEST_NUMBER = 400  # characters: 1.8e308 written out in full has 309
MOST_SHOWN = 10  # digits, and as many as a decimal has at most that somebody meant
ROUND_OFF = (
    2.0**-48
)  # of a number: what a few sums and products of decimals leave, 16 units in its last place
_SPACE = (
    " \t\r\n\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\ufeff"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_TO_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_DECIMAL = re.compile(
    r"([+-]?)([0-9]*)(?:([.,])([0-9]*))?(?:e([+-]?[0-9]+)|×10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", re.IGNORECASE | re.ASCII
)
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.IGNORECASE | re.ASCII)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class NumberError(ValueError):
    """A text that is not one number; the message is a sentence for the person who typed it."""


def quoted(text: str) -> str:
    """The text as a message can show it: in quotation marks, short, without control characters."""
    short = text if len(text) <= 24 else text[:23] + "…"
    return "“" + _UNPRINTABLE.sub("\ufffd", short) + "”"


def parse_number(text: str, *, comma_is_point: bool = False) -> float:
    """The number a text stands for: `0.35`, `-2e-3`, `1/3`, `0,35`, `1.5×10⁻⁵`.

    A comma counts where it can only be a decimal point: `1,234` could mean a thousand too and is refused,
    unless `comma_is_point` says that the text around it has settled the question.

    Raises:
        NumberError: the text is not one finite number.

    >>> parse_number("0,35"), parse_number("1/4"), parse_number("1.5×10⁻⁵")
    (0.35, 0.25, 1.5e-05)
    >>> parse_number("1,234")
    Traceback (most recent call last):
    backprop.experiment.numerals.NumberError: “1,234” could be 1.234 or 1234; write it without a comma.
    """
    text = text.strip(_SPACE)
    if not text:
        raise NumberError("Nothing is written here; a number such as 0.35, -2e-3 or 1/3 is expected.")
    if len(text) > LONGEST_NUMBER:
        raise NumberError(
            f"{quoted(text)} is too long for a number; at most {LONGEST_NUMBER} characters fit."
        )
    plain = text.replace("\u2212", "-").replace("\u2013", "-")
    numerator, slash, denominator = plain.partition("/")
    if not slash:
        return _decimal(plain, text, comma_is_point)
    above, below = (_decimal(part.strip(_SPACE), text, comma_is_point) for part in (numerator, denominator))
    if below == 0:
        raise NumberError(f"{quoted(text)} divides by zero.")
    return _finite(above / below, text)


def _decimal(plain: str, text: str, comma_is_point: bool) -> float:
    """The value of one decimal number; `text` is what was typed, for the message."""
    match = _DECIMAL.fullmatch(plain)
    if match is None or not (match[2] or match[4]):
        raise NumberError(_why_not(plain, text))
    sign, whole, mark, fraction, exponent, superscript = match.groups(default="")
    if mark == "," and not fraction:
        raise NumberError(_why_not(plain, text))
    if mark == "," and not comma_is_point and re.fullmatch("[1-9][0-9]{0,2}", whole) and len(fraction) == 3:
        raise NumberError(
            f"{quoted(text)} could be {whole}.{fraction} or {whole}{fraction}; write it without a comma."
        )
    exponent = exponent or superscript.translate(_SUPERSCRIPTS) or "0"
    return _finite(float(f"{sign}{whole or '0'}.{fraction or '0'}e{exponent}"), text)


def _why_not(plain: str, text: str) -> str:
    if _NOT_FINITE.fullmatch(plain):
        return f"{quoted(text)} is not a finite number; a number such as 0.35, -2e-3 or 1/3 is expected."
    if "," in plain and re.fullmatch("[+-]?[0-9.,]+", plain):
        return f"{quoted(text)} can be read in several ways; write it with one decimal point and no comma."
    return f"{quoted(text)} is not a number; write it like 0.35, -2e-3 or 1/3."


def _finite(value: float, text: str) -> float:
    if math.isinf(value):
        raise NumberError(f"{quoted(text)} is too large; numbers here end at about 1.8e308.")
    return value


def settled(value: float) -> float:
    """The decimal of at most ten digits that a number is but for round-off, else the number itself.

    Only what people read is settled: what is copied, saved or sent keeps every bit.

    >>> settled(1.2000000000000002), settled(1 / 3)
    (1.2, 0.3333333333333333)
    """
    decimal = float(f"{value:.{MOST_SHOWN - 1}e}")
    return decimal if _is_but_for_round_off(decimal, value) else value


def _is_but_for_round_off(decimal: float, value: float) -> bool:
    return abs(decimal - value) <= ROUND_OFF * abs(value)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the reader wants numbers written: with so many significant digits, or so many decimal places.

    A number that ends within the chosen digits, but for round-off, is written out and no longer than it is (`0.1`,
    `3`, `1.2` for 1.2000000000000002); every other one is rounded to exactly as many digits as chosen, zeros kept
    (`0.9370`, `0.5000` for 0.50001). So fewer digits than chosen always means: this is all there is.

    >>> write = NumberFormat(digits=4)
    >>> write(-0.5), write(0.93702664), write(1.2345e-5), write(float("nan"))
    ('−0.5', '0.9370', '1.234×10⁻⁵', 'undefined')
    >>> write.told(1.2000000000000002), write.exact(1.2000000000000002), write.is_rounded(0.5)
    ('1.2', '1.2000000000000002', False)
    """

    digits: int = 4
    places: int | None = None
    unknown: str = "undefined"  # how what is not a number is written

    def __post_init__(self) -> None:
        if not 2 <= self.digits <= MOST_SHOWN:
            raise ValueError(f"digits is {self.digits}; 2 to 10 significant digits can be shown.")
        if self.places is not None and not 0 <= self.places <= 10:
            raise ValueError(f"places is {self.places}; 0 to 10 decimal places can be shown.")

    def __call__(self, value: float) -> str:
        """The number as text on the screen, with true minus signs: `−0.5`, `1.234×10⁻⁵`, `∞`, `undefined`."""
        return self.writer(value)

    @property
    def writer(self) -> Callable[[float], str]:
        """The same as a function that knows what it has written: an edit leaves most numbers as they are."""
        return _writer(self.digits, self.places, self.unknown)

    def latex(self, value: float) -> str:
        r"""The same number inside a formula: `-0.5`, `1.234\times 10^{-5}`, `\infty`."""
        if not math.isfinite(value):
            return (
                rf"\text{{{self.unknown}}}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
            )
        mantissa, exponent, _ = self._written(value)
        return rf"{mantissa}\times 10^{{{exponent}}}" if exponent else mantissa

    def is_rounded(self, value: float) -> bool:
        """Whether what is written is not the whole number, round-off aside, so that ≈ is the honest sign before it."""
        return math.isfinite(value) and not self._written(value)[2]

    @staticmethod
    def exact(value: float) -> str:
        """The shortest text that gives back the same float, in ASCII, for copying: `0.1`, `-3`, `1e-5`."""
        return _exact(float(value)) if value else _exact.__wrapped__(float(value))  # 0.0 is −0.0 to a cache

    def told(self, value: float) -> str:
        """The number to the last digit that is not round-off, as it is told on hover; never as "nan"."""
        if not value:
            return self.exact(value)
        return self.unknown if math.isnan(value) else _told(float(value))

    def _written(self, value: float) -> tuple[str, int, bool]:
        """Mantissa in ASCII, power of ten (0: written without one), and whether nothing but round-off was lost."""
        if value == 0:
            return "0", 0, True
        if self.places is not None and abs(value) < 10 ** max(self.digits, 6):
            return self._with_places(value, self.places)
        usual = f"{value:#.{self.digits}g}"  # the digits alone, if there need no more zeros around them
        if "e" not in usual:
            is_exact = _is_but_for_round_off(float(usual), value)
            return _short(usual) if is_exact else usual.removesuffix("."), 0, is_exact
        scientific = f"{value:.{self.digits - 1}e}"
        mantissa, _, power = scientific.partition("e")
        exponent, rounded = int(power), float(scientific)
        is_exact = _is_but_for_round_off(rounded, value)
        if self.digits <= exponent < 6:
            return f"{rounded:.0f}", 0, is_exact
        return _short(mantissa) if is_exact else mantissa, exponent, is_exact

    def _with_places(self, value: float, places: int) -> tuple[str, int, bool]:
        fixed = f"{value:.{places}f}"
        rounded = float(fixed)
        if _is_but_for_round_off(rounded, value):
            return _short(fixed), 0, True
        return fixed if rounded else fixed.removeprefix("-"), 0, False


@cache
def _writer(digits: int, places: int | None, unknown: str) -> Callable[[float], str]:
    return lru_cache(maxsize=16384)(partial(_on_screen, NumberFormat(digits, places, unknown)))


@lru_cache(maxsize=16384)
def _exact(value: float) -> str:
    text = repr(value)
    if "e" not in text:
        return text.removesuffix(".0")
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


@lru_cache(maxsize=16384)
def _told(value: float) -> str:
    return _exact(settled(value))


def _on_screen(fmt: NumberFormat, value: float) -> str:
    if not math.isfinite(value):
        return fmt.unknown if math.isnan(value) else "∞" if value > 0 else "−∞"
    mantissa, exponent, _ = fmt._written(value)
    shown = "−" + mantissa[1:] if mantissa[0] == "-" else mantissa
    return f"{shown}×10{str(exponent).translate(_TO_SUPERSCRIPTS)}" if exponent else shown


def _short(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
