"""Homework in a document: what is asked, the answers as written, η, what becomes of biases, and the layout."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from backprop.core.quantities import KINDS, Quantity, QuantityError, array_name
from backprop.experiment.documents import DocumentError
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.reading import read_any_object, read_characters, read_list, read_object, shown

LONGEST_ANSWER, LONGEST_NAME = 40, 24  # characters
MOST_ANSWERS, MOST_ASKED = 2000, 100
MOST_RATE = 1e6
ORIENTATIONS = (
    "send",
    "receive",
)  # whether a row of a weight matrix is a unit that sends or one that receives
BIASES = ("trained", "constant")  # constant and all 0: a network without biases
_OF_BIASES = ("db", "bchange", "bnew")
ASKABLE = ("z", "a", "E", "C", "diff", "da", "slope", "delta", "dW", "Wchange", "Wnew", *_OF_BIASES)


@dataclass(frozen=True, slots=True)
class Homework:
    """`asked` holds names of arrays such as dW1, and of single numbers, dW1[2,1] or a1[2]@3; `answers` texts by the
    names of numbers. `biases` says whether they are trained or held constant.
    """

    asked: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    rate: float = 0.5
    orientation: str = "send"
    biases: str = "trained"

    def asks_of(self, kind: str) -> bool:
        """Whether numbers of this kind can be asked: gradients of biases only where these are trained."""
        return self.biases == "trained" or kind not in _OF_BIASES

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
        if self.biases != usual.biases:
            parts["biases"] = self.biases
        return {name: value for name, value in parts.items() if value}


def read_homework(experiment: Experiment) -> Homework:
    """The homework of a document; an empty one where it has none. Raises DocumentError with the place."""
    if experiment.homework is None:
        return Homework()
    names = ("asked", "answers", "rate", "orientation", "biases")
    parts = read_object(dict(experiment.homework), "homework", (), names)
    asked = [_asked(name, i) for i, name in enumerate(_listed(parts.get("asked", [])))]
    answers = read_any_object(parts.get("answers", {}), "homework.answers")
    orientation = _one_of(parts, "orientation", ORIENTATIONS)
    biases = _one_of(parts, "biases", BIASES)
    rate = _rate(parts.get("rate", 0.5))
    given = {name: _answer(name, text) for name, text in answers.items()}
    return Homework(tuple(dict.fromkeys(asked)), {}, rate, orientation, biases).with_answers(given)


def _one_of(parts: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = parts.get(key, known[0])
    if not isinstance(value, str) or value not in known:
        wanted = " or ".join(f"“{one}”" for one in known)
        raise DocumentError(f"homework.{key}: {shown(value)} was given, {wanted} is expected")
    return value


def _listed(value: object) -> list[Any]:
    return [] if value == [] else read_list(value, "homework.asked", MOST_ASKED, "name")


def _asked(value: object, place: int) -> str:
    """The name of an array, such as dW1 or C, or of one number, such as dW1[2,1]."""
    if isinstance(value, str) and len(value) <= LONGEST_NAME:
        for kind in ASKABLE:
            for layer in range(1, 9) if KINDS[kind].layered else (0,):
                if value == array_name(kind, layer):
                    return value
        with suppress(QuantityError):
            quantity = Quantity.parse(value)
            if quantity.kind in ASKABLE:
                return str(quantity)
    raise DocumentError(
        f"homework.asked[{place}]: {shown(value)} is nothing that can be asked; dW1 is, and dW1[2,1]"
    )


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
