"""Homework in a document: what is asked, the answers as they were written, η, and how matrices are laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backprop.core.quantities import KINDS, Quantity, QuantityError, array_name
from backprop.experiment.documents import DocumentError
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.reading import read_any_object, read_characters, read_list, read_object, shown

LONGEST_ANSWER = 40  # characters
MOST_ANSWERS, MOST_ASKED = 2000, 100
MOST_RATE = 1e6
ORIENTATIONS = (
    "send",
    "receive",
)  # whether a row of a weight matrix is a unit that sends or one that receives
ASKABLE = ("z", "a", "E", "C", "diff", "da", "slope", "delta", "dW", "db", "Wnew", "bnew")


@dataclass(frozen=True, slots=True)
class Homework:
    """`asked` holds names of arrays such as dW1; `answers` texts by the names of numbers, dW1[2,1] or a1[2]@3."""

    asked: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    rate: float = 0.5
    orientation: str = "send"

    def with_answers(self, given: Mapping[str, str]) -> "Homework":
        """These answers as well; an empty one is none. Raises DocumentError for a name or a text that is none."""
        checked = {_name(name): _text(name, text) for name, text in given.items()}
        answers = {name: text for name, text in (dict(self.answers) | checked).items() if text.strip()}
        if len(answers) > MOST_ANSWERS:
            raise DocumentError(f"homework.answers: {len(answers)} given, at most {MOST_ANSWERS} can be kept")
        return replace(self, answers=answers)

    def document(self) -> dict[str, Any]:
        """The object that the document keeps, without what is as usual."""
        usual = Homework()
        parts: dict[str, Any] = {"asked": list(self.asked), "answers": dict(self.answers)}
        if self.rate != usual.rate:
            parts["rate"] = self.rate
        if self.orientation != usual.orientation:
            parts["orientation"] = self.orientation
        return {name: value for name, value in parts.items() if value}


def read_homework(experiment: Experiment) -> Homework:
    """The homework of a document; an empty one where it has none. Raises DocumentError with the place."""
    if experiment.homework is None:
        return Homework()
    parts = read_object(
        dict(experiment.homework), "homework", (), ("asked", "answers", "rate", "orientation")
    )
    asked = [_array(name, i) for i, name in enumerate(_listed(parts.get("asked", [])))]
    answers = read_any_object(parts.get("answers", {}), "homework.answers")
    orientation = parts.get("orientation", "send")
    if orientation not in ORIENTATIONS:
        raise DocumentError(
            f"homework.orientation: {shown(orientation)} was given, “send” or “receive” is expected"
        )
    given = {name: _answer(name, text) for name, text in answers.items()}
    return Homework(tuple(dict.fromkeys(asked)), {}, _rate(parts.get("rate", 0.5)), orientation).with_answers(
        given
    )


def _listed(value: object) -> list[Any]:
    return [] if value == [] else read_list(value, "homework.asked", MOST_ASKED, "name")


def _array(value: object, place: int) -> str:
    """The name of an array, such as dW1 or C."""
    if isinstance(value, str) and len(value) <= 12:
        for kind in ASKABLE:
            for layer in range(1, 9) if KINDS[kind].layered else (0,):
                if value == array_name(kind, layer):
                    return value
    raise DocumentError(f"homework.asked[{place}]: {shown(value)} is no array that can be asked; dW1 is one")


def _answer(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"homework.answers: {shown(value)} was given for {name:.40}, a text is expected")
    return value


def _name(name: str) -> str:
    try:
        return str(Quantity.parse(name))
    except QuantityError as error:
        raise DocumentError(f"homework.answers: {error}") from None


def _text(name: str, text: str) -> str:
    if len(text) > LONGEST_ANSWER:
        raise DocumentError(
            f"homework.answers: {len(text)} characters for {name:.40}, at most {LONGEST_ANSWER} can be an answer"
        )
    return read_characters(text, f"homework.answers[{name:.40}]").strip()


def _rate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MOST_RATE:
        raise DocumentError(
            f"homework.rate: {shown(value)} was given, a number above 0 and up to "
            f"{NumberFormat.exact(MOST_RATE)} is expected"
        )
    return float(value)
