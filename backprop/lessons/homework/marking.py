"""Marking: every answer right to the digits given, right in method, or wrong, and then what it has come from."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.homework import convention
from backprop.lessons.homework.answers import FEW, Answer
from backprop.lessons.homework.calculation import is_small
from backprop.lessons.homework.diagnosis import Explained, explain
from backprop.lessons.homework.follow_on import FollowOn, OnPaper, follow, follow_loosely, keeping
from backprop.lessons.homework.round_off import FLOAT32, FLOAT64, SOME, sensitivity
from backprop.lessons.homework.sheet import Given, read_sheet
from backprop.lessons.homework.suspects import Suspect, Suspects
from backprop.lessons.notation.symbols import Notation

RIGHT, ASTRAY = ("right", "cut"), ("wrong", "follow")
AS_IN_FLOAT32 = 6  # significant digits from which on an answer may have been computed in single precision
ROUGHLY = NumberFormat(2)
WORDS = {
    "right": "Right to the digits given.",
    "cut": "Right: cut off, where rounding would be usual.",
    "few": f"Right as far as it goes, but it takes {FEW} digits to tell.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one answer: "right", "cut", "follow", "wrong", "few" (too few digits) or "unreadable".

    `keys` name the mistakes that explain it.
    """

    verdict: str
    words: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArrayMark:
    """The marks of one array by the names of its numbers, and what explains its wrong ones as a whole."""

    kind: str
    layer: int
    name: str
    cells: Mapping[str, Mark]
    explanations: tuple[Suspect, ...] = ()

    def only(self, names: Collection[str]) -> "ArrayMark":
        """The marks of these numbers alone."""
        return replace(self, cells={name: mark for name, mark in self.cells.items() if name in names})


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # what overflows explains no answer
def mark(evaluation: Evaluation, answers: Mapping[str, str], *, diagnose: bool = True) -> list[ArrayMark]:
    """The marks of all arrays that have an answer, in the order of the calculation.

    Without a diagnosis a wrong answer is only said to be off by so much, which is fast enough for every tick of a drag;
    so it is in a large network.
    """
    sheet = read_sheet(evaluation, answers)
    return _Marking(evaluation, sheet, diagnose).marks() if sheet else []


class _Marking:
    """One sheet being marked, array by array: what was written, and what its numbers seem to have been in full."""

    def __init__(self, evaluation: Evaluation, sheet: Sequence[Given], diagnose: bool) -> None:
        self.e, self.sheet, self.diagnose = evaluation, sheet, diagnose and is_small(evaluation)
        self.sensitive = sensitivity(evaluation)
        self.suspects = Suspects(evaluation)
        self.written: dict[str, OnPaper] = {}  # digit for digit
        self.meant: dict[
            str, OnPaper
        ] = {}  # right ones exactly, what followed as it did, wrong ones as written
        self.verdicts: dict[str, dict[int, str]] = {}

    def marks(self) -> list[ArrayMark]:
        """The marks of all arrays; of several explanations of one, those that explain most of the sheet are kept."""
        marked = [(given, *self._array(given)) for given in self.sheet]
        often = Counter(one.keys[0] for _, _, explained in marked for one in explained.together)
        found, said = [], False
        for given, cells, every in marked:
            explained, values = every.those_of(often), self._true(given)
            for at in _wrong_of(cells):
                cells[at] = _wrong(given.read[at], float(values.flat[at]), explained.of(at), self.diagnose)
            if given.turned and not said:
                cells.update({at: _by_convention(cell) for at, cell in cells.items()})
                said = True
            in_order = {name: cells[at] for at, name in given.names.items()}
            found.append(ArrayMark(*given.place, in_order, explained.together))
        return found

    def _true(self, given: Given) -> Array:
        return self.e.array(given.place.kind, given.place.layer)

    def _array(self, given: Given) -> tuple[dict[int, Mark], Explained]:
        """The marks of one array by place, and what explains its wrong ones."""
        true, sensitive = self._true(given), self.sensitive[given.place.name]
        exact = {at: float(true.flat[at]) for at in given.read}
        cells = {at: Mark("unreadable", why) for at, why in given.unreadable.items()}
        for at, answer in given.read.items():
            verdict = first_look(answer, exact[at], float(sensitive.flat[at]), given.finest(at))
            cells[at] = Mark(verdict, WORDS.get(verdict, ""))
        meant = {
            at: given.read[at].value if cells[at].verdict == "wrong" else value for at, value in exact.items()
        }
        if self.diagnose and _wrong_of(cells):
            meant |= self._follow(given, cells)
        explained = Explained()
        if self.diagnose and (bad := _wrong_of(cells)):
            own = keeping(self.meant) if self._astray() else None
            explained = explain(self.suspects, given, bad, self._earlier(given), own)
        self._remember(given, cells, meant)
        return cells, explained

    def _remember(self, given: Given, cells: Mapping[int, Mark], meant: Mapping[int, float]) -> None:
        name, places = given.place.name, tuple(sorted(given.read))
        self.verdicts[name] = {at: cell.verdict for at, cell in cells.items()}
        if places:
            halves = [given.read[at].unit / 2 for at in places]
            self.written[name] = OnPaper(places, tuple(given.read[at].value for at in places), tuple(halves))
            astray = [cells[at].verdict in ASTRAY for at in places]
            room = [half if off else 0.0 for half, off in zip(halves, astray, strict=True)]
            self.meant[name] = OnPaper(places, tuple(meant[at] for at in places), tuple(room))

    def _astray(self) -> bool:
        """Whether any number so far is not the right one."""
        return any(verdict in ASTRAY for one in self.verdicts.values() for verdict in one.values())

    def _earlier(self, given: Given) -> list[tuple[Given, Mapping[int, str]]]:
        """The arrays before this one, with the verdicts of their answers."""
        before = self.sheet[: self.sheet.index(given)]
        return [(one, self.verdicts[one.place.name]) for one in before]

    def _follow(self, given: Given, cells: dict[int, Mark]) -> dict[int, float]:
        """Mark what follows from earlier answers; by place, what it would be in full."""
        found: dict[int, float] = {}
        loosely = follow_loosely(self.e, given.place, self.meant) if self._astray() else None
        for chain in (loosely, follow(self.e, given.place, self.written)):
            for at in _wrong_of(cells) if chain is not None else ():
                if chain is not None and _follows(given.read[at], chain, at):
                    cells[at], found[at] = Mark("follow", self._words(chain)), float(chain.values.flat[at])
        return found

    def _words(self, chain: FollowOn) -> str:
        notation = Notation.of(self.e)
        wrong = [one for one in chain.sources if set(self.verdicts[one.name].values()) & set(ASTRAY)]
        symbols = ", ".join(notation.symbol(one.kind, one.layer) for one in wrong or chain.sources)
        if not wrong:
            return f"Right in method: it follows from your {symbols} as you rounded it."
        return f"Right in method: it follows from your {symbols}, where the mistake is."


def _wrong_of(cells: Mapping[int, Mark]) -> list[int]:
    return [at for at, cell in cells.items() if cell.verdict == "wrong"]


def first_look(answer: Answer, value: float, sensitive: float, finest: float | None) -> str:
    """The verdict on an answer by itself.

    `sensitive`: how far one relative unit of round-off moves the value; `finest`: the unit that the others beside it
    are printed to, or None.
    """
    slack = SOME * FLOAT64 * sensitive
    if answer.equals(value, slack):
        return "right"
    if finest is not None and finest < answer.unit and abs(answer.value - value) <= finest / 2 + slack:
        return "right"
    single = answer.digits >= AS_IN_FLOAT32 and answer.rounds_to(value, SOME * FLOAT32 * sensitive)
    if single or answer.rounds_to(value, slack):
        return "few" if answer.digits < FEW else "right"
    if answer.cuts(value, slack):
        return "few" if answer.digits < FEW else "cut"
    return "wrong"


def _follows(answer: Answer, chain: FollowOn, at: int) -> bool:
    value, room = float(chain.values.flat[at]), float(chain.room.flat[at])
    if room < 0 or not np.isfinite(value):
        return False
    cut = bool(chain.room.any()) and answer.cuts(
        value
    )  # from rounded right ones a unit less would say too little
    return abs(answer.value - value) <= answer.unit / 2 + room or cut


def _by_convention(cell: Mark) -> Mark:
    if cell.verdict not in RIGHT:
        return cell
    return Mark(cell.verdict, convention.WORDS, (convention.KEY,))


def _wrong(answer: Answer, value: float, found: tuple[Suspect, ...], tried: bool) -> Mark:
    """What is said of a wrong number: what explains it, else how far it is off."""
    if found:
        words = "; or ".join(one.words for one in found)
        keys = tuple(dict.fromkeys(key for one in found for key in one.keys))
        return Mark("wrong", f"Not right: {words}.", keys)
    apart = answer.value - value
    share = f" ({ROUGHLY(100 * abs(apart / value))} %)" if value else ""
    off = f"Not right: off by {ROUGHLY(apart)}{share}."
    if not tried:
        return Mark("wrong", off)
    if answer.digits < FEW:
        return Mark("wrong", f"{off} With fewer than {FEW} digits nothing more can be said.")
    return Mark("wrong", f"{off} No mistake that is known here gives this number.")
