"""How likely chance alone would give an answer that a suspect explains: what explains everything explains nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

from backprop.core.arrays import Array
from backprop.lessons.homework.answers import FEW, Answer
from backprop.lessons.homework.suspects import Suspect

MOST_CHANCE = 0.02  # above it a suspect is not named
SLIP = (
    20.0  # units of the last digit: so close to the right number a slip of the pen is as likely as anything
)
ONLY_SOME = 10.0  # how much less likely it is that something was done for some numbers of an array, and not for others


class Evidence:
    """What the answers of one array say: `read` by their places, `bad` the places that are to be explained."""

    def __init__(
        self, true: Array, read: Mapping[int, Answer], bad: Sequence[int], known: Sequence[Suspect]
    ) -> None:
        self.true, self.read, self.bad = true.ravel(), read, tuple(bad)
        apart = [np.abs(one.values.ravel() - self.true) for one in known if not one.near]
        with np.errstate(invalid="ignore"):
            # How far from the right number suspects lie here; their own distance tells little where they lie close.
            self.usual = np.median(np.asarray(apart), axis=0) if apart else np.zeros_like(self.true)

    def chance(self, suspect: Suspect, places: Sequence[int], *, free: int | None = None) -> float:
        """The chance that some suspect as simple as this one gives the answers at these places by accident.

        1 where it does not give them. The place `free` says nothing: the suspect was made from it. A unit of the last
        digit may be lost by rounding on the way, which makes an accident more likely.
        """
        values = suspect.values.ravel()
        chance = suspect.doubt * suspect.rank * (len(self.bad) - len(places) + 1)
        for place in places:
            if place != free:
                chance *= self._by_accident(suspect, place, float(values[place]))
        others = [place for place in self.read if place not in places]
        if not all(self.read[place].fits(float(values[place])) for place in others):
            short = any(self.read[place].digits < FEW for place in places)
            chance = 1.0 if short else chance * ONLY_SOME
        return min(chance, 1.0)

    def _by_accident(self, suspect: Suspect, place: int, value: float) -> float:
        """How likely a number that is wrong for another reason would come as close to this value."""
        answer, true = self.read[place], float(self.true[place])
        unit = answer.unit or 1e-9 * abs(answer.value)
        window = unit if answer.fits(value) else 3 * unit
        if not abs(answer.value - value) <= window / 2 + answer.unit / 2:
            return np.inf  # it does not
        close = suspect.near or abs(value - true) < SLIP * unit
        spread = abs(answer.value - true) if close else max(abs(value - true), float(self.usual[place]))
        return min(1.0, window / spread) if spread else 1.0
