"""Whether a sheet counts its errors as t − ŷ throughout: a convention of many courses, not a mistake."""

from collections.abc import Iterable

import numpy as np

from backprop.lessons.homework.answers import Answer

KEY = "t-minus-y"
ERRORS, GRADIENTS, UPDATED = ("diff", "da", "delta"), ("dW", "db"), ("Wchange", "bchange", "Wnew", "bnew")
LEAST = 2  # numbers that must say so
WORDS = (
    "Right, in your way of counting: the errors are t − ŷ here, so they have the other sign than ŷ − t gives. "
    "That is a convention, as long as the update then adds."
)


def turned(answers: Iterable[tuple[str, Answer, float]]) -> frozenset[str]:
    """The kinds of array whose sign this sheet turns: none, the errors, or the gradients as well.

    Of every answer: the kind of its array, the answer, and the right value.
    """
    votes = {group: np.zeros(2, int) for group in ("errors", "gradients", "signs", "updated")}
    for kind, answer, value in answers:
        group = "errors" if kind in ERRORS else "gradients" if kind in GRADIENTS else "updated"
        if kind in (*ERRORS, *GRADIENTS, *UPDATED) and answer.value and answer.digits > 1:
            votes[group] += answer.fits(-value), answer.fits(value)
        if kind in GRADIENTS:
            votes["signs"] += answer.value * value < 0, answer.value * value > 0
    minus, plus = votes["errors"]
    if minus >= LEAST and not plus:  # then the gradients too, right or wrong, if they point that way
        against, along = votes["signs"]
        return frozenset((*ERRORS, *GRADIENTS) if against > along else ERRORS)
    updated = votes["updated"][1] > 0 and not votes["updated"][0]
    throughout = votes["gradients"][0] >= LEAST and not votes["gradients"][1] and not plus
    return frozenset(GRADIENTS if throughout and updated else ())
