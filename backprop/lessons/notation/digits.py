"""A number inside a formula, written with as many digits as it needs, up to the 17 that hold a float."""

import math
from decimal import Decimal

from backprop.experiment.numerals import NumberFormat, settled

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(value: float, digits: int) -> tuple[str, str]:
    r"""LaTeX and text of a value with so many significant digits: `-0.5`, `1.2\times 10^{-5}`."""
    if digits <= 10 or not math.isfinite(value):
        fmt = NumberFormat(max(min(digits, 10), 2))
        return fmt.latex(value), fmt(value)
    value = settled(float(value))
    decimal = Decimal(f"{value:.{digits - 1}e}")
    if float(decimal) == value:
        decimal = Decimal(repr(value)).normalize()
    if -5 < decimal.adjusted() < digits:
        fixed = f"{decimal:f}"
        return fixed, fixed.replace("-", "−")
    exponent = decimal.adjusted()
    mantissa = f"{decimal.scaleb(-exponent):f}"
    text = mantissa.replace("-", "−")
    return rf"{mantissa}\times 10^{{{exponent}}}", f"{text}×10{str(exponent).translate(_SUPERSCRIPT)}"
