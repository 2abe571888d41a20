"""How wide text is, by the advance widths of Source Sans: a layout is computed before it is drawn."""

FONT = '"Source Sans", sans-serif'
SIZE = 14  # px: no text is smaller, so that the back row can read it

# Advance widths in em at the regular weight; digits all have the same, so columns of numbers align.
_WIDTHS = (
    dict.fromkeys("0123456789−+=≈×·", 0.5)
    | dict.fromkeys(".,′:;il", 0.25)
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉ᵀ", 0.37)
    | dict.fromkeys("⁽⁾₍₎", 0.23)
    | dict.fromkeys("()[]/ftrj", 0.32)
    | dict.fromkeys("abcdeghknopqsuvxyzŷδσ∂ΣηCEJℓ", 0.55)
    | dict.fromkeys("mwWM∞½→←…⊙", 0.9)
    | {" ": 0.2, "·": 0.3}
)


_DIGITS = frozenset("0123456789")


def number_width(text: str) -> float:
    """`text_width` of a number, for which no letter has to be looked up: all its digits and its sign are as wide."""
    if text and text[-1] in _DIGITS:
        return SIZE * (_WIDTHS["0"] * len(text) - (_WIDTHS["0"] - _WIDTHS["."]) * ("." in text))
    return text_width(text)


def text_width(text: str, size: float = SIZE) -> float:
    """The width of a line of text in px, a little generous; unknown letters count as 0.6 em."""
    return size * sum([_WIDTHS.get(letter, 0.6) for letter in text])
