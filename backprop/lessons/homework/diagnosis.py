"""Diagnosis: which of the suspects explain the wrong answers of an array, as a whole or one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from backprop.core.arrays import Array
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.homework.calculation import Keep
from backprop.lessons.homework.evidence import MOST_CHANCE, Evidence
from backprop.lessons.homework.sheet import Given
from backprop.lessons.homework.suspects import Suspect, Suspects

MOST_NAMED = 3  # explanations of one answer
CONTRADICTED = 5.0  # how much less likely something is that would have spoilt what is right before
OUTPUT_SLOPE = "output-slope-forgotten"
Earlier = Sequence[
    tuple[Given, Mapping[int, str]]
]  # arrays before this one, with the verdicts of their answers


@dataclass(frozen=True, slots=True)
class Explained:
    """What explains the wrong answers of an array `together`; where nothing does, what explains one alone, by place."""

    together: tuple[Suspect, ...] = ()
    alone: Mapping[int, tuple[Suspect, ...]] = field(default_factory=dict)

    def of(self, place: int) -> tuple[Suspect, ...]:
        """What explains the answer at this place."""
        return self.together or self.alone.get(place, ())

    def those_of(self, often: Mapping[str, int]) -> "Explained":
        """Of several explanations those that are named most often on the sheet."""
        most = max((often[one.keys[0]] for one in self.together), default=0)
        return replace(self, together=tuple(one for one in self.together if often[one.keys[0]] == most))


def explain(
    suspects: Suspects, given: Given, bad: Sequence[int], earlier: Earlier, own: Keep | None
) -> Explained:
    """What explains the answers at the `bad` places together; where nothing does, what explains each by itself.

    `own` puts the numbers in that the student went on with, where they are not the right ones.
    """
    known = suspects.of(given.place, own, lambda one: _doubt(one, earlier))
    known = [_named(one, suspects, given, earlier) for one in known]
    true = suspects.e.array(given.place.kind, given.place.layer)
    evidence = Evidence(true, given.read, bad, known)
    together = _likely([(evidence.chance(one, bad), one) for one in known])
    if not together and len(bad) > 1:
        together = _multiple(evidence, given, true, bad, len({one.words for one in known if not one.near}))
    if together:
        return Explained(together)
    return Explained(alone={at: _likely([(evidence.chance(one, [at]), one) for one in known]) for at in bad})


def _likely(found: Sequence[tuple[float, Suspect]]) -> tuple[Suspect, ...]:
    """The few that chance would hardly bring about, the simplest first, one of a key, and only the least doubtful."""
    likely = [one for chance, one in found if chance < MOST_CHANCE]
    least = min((one.doubt for one in likely), default=1.0)
    kept = {one.keys[0]: one for one in reversed(likely) if one.doubt == least}
    return tuple(reversed(kept.values()))[:MOST_NAMED]


def _multiple(
    evidence: Evidence, given: Given, true: Array, bad: Sequence[int], rank: int
) -> tuple[Suspect, ...]:
    """All wrong numbers the same multiple of the right ones, whatever it means."""
    values = true.ravel()
    sure = [at for at in bad if values[at] and given.read[at].value]
    if len(sure) < 2:
        return ()
    best = max(sure, key=lambda at: abs(given.read[at].value) / (given.read[at].unit or 1e-300))
    k = given.read[best].value / float(values[best])
    words = f"all wrong numbers are {NumberFormat(3)(k)} times the right ones"
    one = Suspect(("factor",), words, k * true, rank)
    return _likely([(evidence.chance(one, bad, free=best), one)])


def _doubt(suspect: Suspect, earlier: Earlier) -> float:
    """How much less likely a suspect is for what was right before: done so, it would not have been.

    ∞ where somebody would have rounded on the way who wrote more right digits down before.
    """
    doubt = 1.0
    for given, verdicts in earlier:
        for at, answer in given.read.items():
            if verdicts[at] not in ("right", "cut"):
                continue
            if suspect.keep is not None and not np.isclose(
                suspect.keep("", np.asarray(answer.value)), answer.value, rtol=1e-9, atol=0
            ):
                return np.inf
            arrays = suspect.arrays
            if arrays is not None and not answer.fits(float(arrays[given.place.name].flat[at]), answer.unit):
                doubt = CONTRADICTED
    return doubt


def _named(suspect: Suspect, suspects: Suspects, given: Given, earlier: Earlier) -> Suspect:
    """The output's slope is missing: forgotten, or known and not handed down? The output's own δ tells, if right."""
    if suspect.keys[0] != "raw-error-down":
        return suspect
    last = suspects.e.n_layers
    shown = any(
        (one.place.kind, one.place.layer) in (("delta", last), ("dW", last), ("db", last))
        and any(verdict in ("right", "cut") for verdict in verdicts.values())
        for one, verdicts in earlier
    )
    return (
        suspect
        if shown
        else suspect._replace(keys=(OUTPUT_SLOPE,), words="the slope of the output is forgotten")
    )
