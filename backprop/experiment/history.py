"""What was on screen before, and how to get back there and forth again."""

from dataclasses import dataclass

from backprop.experiment.experiment import Experiment

MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class History:
    """The present experiment between its past (oldest first) and its undone future (next first).

    Frozen: do, undo and redo give a new history. At most MOST_STEPS steps can be undone.
    """

    present: Experiment
    past: tuple[Experiment, ...] = ()
    future: tuple[Experiment, ...] = ()
    scrub: str | None = None

    @property
    def can_undo(self) -> bool:
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        return bool(self.future)

    def do(self, experiment: Experiment, scrub: str | None = None) -> "History":
        """The history after an edit; it ends what could be redone. An edit that changes nothing is no step.

        `scrub` names the drag that the edit belongs to: successive edits of one drag are one undo step.
        """
        if scrub is not None and scrub == self.scrub:
            if self.past and experiment == self.past[-1]:
                return History(experiment, self.past[:-1])  # back where the drag began: no step
            return History(experiment, self.past, (), scrub)
        if experiment == self.present:
            return self
        return History(experiment, (*self.past, self.present)[-MOST_STEPS:], (), scrub)

    def undo(self) -> "History":
        """The history one step back; itself where there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.present, *self.future))

    def redo(self) -> "History":
        """The history one step forth; itself where there is none."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.present), self.future[1:])
