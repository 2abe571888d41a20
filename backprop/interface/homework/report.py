"""The marks as a table, on screen and on paper: each answer, its mark, and what is to be said of it."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.homework import Homework
from backprop.interface.homework.sheet import SIGNS
from backprop.interface.wide_table import wide
from backprop.lessons.homework.marking import ArrayMark
from backprop.lessons.homework.sheet import canonical
from backprop.lessons.notation.symbols import Notation

WORDS = {
    "right": "right",
    "cut": "right, cut off",
    "follow": "right in method",
    "wrong": "not right",
    "few": "too few digits",
    "unreadable": "no number",
}


def summary(marks: Sequence[ArrayMark], asked: int) -> str:
    """How many of the numbers that are asked are answered, and how many of these are right."""
    count = Counter(mark.verdict for array in marks for mark in array.cells.values())
    answered, right = count.total(), count["right"] + count["cut"]
    if not answered:
        return f"{asked} numbers are asked. Type them in, or paste a matrix into its first cell."
    said = f"{right} of {answered} answers are right"
    if count["follow"]:
        said += f", {count['follow']} right in method"
    return f"{said}; {asked} numbers are asked."


def table(evaluation: Evaluation, homework: Homework, marks: Sequence[ArrayMark]) -> str:
    """The table as HTML; every answer in it is escaped."""
    notation = Notation.of(evaluation)
    answers = {canonical(evaluation, name): text for name, text in homework.answers.items()}
    rows = []
    for array in marks:
        for name, mark in array.cells.items():
            quantity = Quantity.parse(name)
            symbol = escape(notation.element(quantity))
            at = f" <small>sample {quantity.sample}</small>" if quantity.sample is not None else ""
            sign = f"{SIGNS[mark.verdict]} {WORDS[mark.verdict]}"
            rows.append(
                f"<tr class='{mark.verdict}'><th scope='row'>{symbol}{at}</th>"
                f"<td>{escape(answers[name])}</td><td>{sign}</td><td>{escape(mark.words)}</td></tr>"
            )
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("number", "answer", "mark", "remark"))
    words = f"<table class='report'><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return wide("The marks", words)
