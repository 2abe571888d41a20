"""What lies on the bench of the bug lab: the mistake that is on, or the riddle, and what is looked at."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from backprop.lessons.mistakes import MISTAKES

SIGHTS = ("question", "gradients", "training")
STEPS = (10, 30, 100, 300, 1000, 3000)
USUAL_STEPS = 300
MOST_SEED = 999_999
_SEED = re.compile("[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Bench:
    """The reader's choices. `seed` is that of a riddle, None where the mistake is known; `guess` the answer given.

    `sight` is a name of SIGHTS, "" for what the network is opened on.
    """

    mistake: str = ""  # a key of MISTAKES, "" for the right program
    seed: int | None = None
    guess: str = ""
    told: bool = False  # the riddle's answer has been asked for
    sight: str = ""
    steps: int = USUAL_STEPS  # of training

    def switched(self, key: str) -> "Bench":
        """The mistake of this key on, or off if it is on; no riddle."""
        key = "" if key == self.mistake or key not in MISTAKES else key
        sight = "gradients" if self.sight == "question" else self.sight
        return replace(self, mistake=key, seed=None, guess="", told=False, sight=sight)

    def riddle(self, seed: int) -> "Bench":
        """A new riddle."""
        return Bench(seed=min(max(seed, 0), MOST_SEED), sight="gradients", steps=self.steps)

    def write(self) -> str:
        """The choices that differ from the defaults, for a link: "mistake:one-path;sight:training"."""
        usual = Bench()
        parts = {
            "mistake": self.mistake,
            "seed": str(self.seed),
            "guess": self.guess,
            "told": "yes",
            "sight": self.sight,
            "steps": str(self.steps),
        }
        return ";".join(f"{k}:{text}" for k, text in parts.items() if getattr(self, k) != getattr(usual, k))


def read_bench(text: str) -> Bench:
    """The choices a link asks for; what it says in a way nobody understands is left at its default."""
    said = dict(part.partition(":")[::2] for part in text[:200].split(";"))
    seed, steps = said.get("seed", ""), said.get("steps", "")
    return Bench(
        mistake=_one_of(said, "mistake", MISTAKES),
        seed=int(seed) if _SEED.fullmatch(seed) else None,
        guess=_one_of(said, "guess", MISTAKES),
        told=said.get("told") == "yes",
        sight=_one_of(said, "sight", SIGHTS),
        steps=int(steps) if steps in map(str, STEPS) else USUAL_STEPS,
    )


def _one_of(said: Mapping[str, str], name: str, choices: Container[str]) -> str:
    return said[name] if said.get(name, "") in choices else ""
