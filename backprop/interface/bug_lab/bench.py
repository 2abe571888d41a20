"""What lies on the bench of the bug lab: the mistake that is on, or the riddle, and what is looked at."""

from dataclasses import dataclass, replace

from backprop.experiment.codec import Among, Codec, Flag, OneOf, Whole
from backprop.lessons.bugs.mistakes import MISTAKES

SIGHTS = ("question", "gradients", "training")
STEPS = (10, 30, 100, 300, 1000, 3000)
USUAL_STEPS = 300
MOST_SEED = 999_999


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


BENCH = Codec(
    Bench(),
    {
        "mistake": OneOf(MISTAKES),
        "seed": Whole(0, MOST_SEED),
        "guess": OneOf(MISTAKES),
        "told": Flag("yes"),
        "sight": OneOf(SIGHTS),
        "steps": Among(STEPS),
    },
)  # "mistake:one-path;sight:training"
