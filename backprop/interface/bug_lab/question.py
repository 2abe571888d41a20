"""The worked example's question on the page: its printed bias gradients, what they are, and what is right."""

from backprop.core.evaluation import Evaluation
from backprop.experiment.numerals import NumberFormat
from backprop.interface.bug_lab.case import case, plain
from backprop.interface.bug_lab.parts import CasePart
from backprop.interface.parts import TABLE, TablePart
from backprop.interface.session import Session
from backprop.lessons.examples.bias_question import Answer, answers, check_words

COLUMNS = ("", "computed as", "result", "printed", "what it is")
WHY = (
    "From each hidden unit a path leads to each output: four paths. On the path from unit i to output j, δ⁽²⁾ⱼ comes "
    "back through W⁽²⁾ᵢⱼ and the slope σ′(z⁽¹⁾ᵢ). The diagonal keeps the two paths 1–1 and 2–2 and drops the two that "
    "cross.",
    "Adding the other cells of the published matrix does not help: they multiply W⁽²⁾ᵢⱼ by δ⁽²⁾ᵢ, the error of the "
    "wrong output. And b has no place in the derivative: it is added to z, so ∂z/∂b = 1.",
)


def part(state: Session, evaluation: Evaluation) -> TablePart:
    """The table of answers, and what a gradient check says."""
    rows = [row(answer, state.view.numbers) for answer in answers(evaluation)]
    return {
        "kind": "table",
        "module": TABLE.module,
        "event": "",
        "choices": {},
        "chosen": "",
        "columns": COLUMNS,
        "rows": rows,
        "said": check_words(evaluation, NumberFormat(8)),
    }


def row(answer: Answer, fmt: NumberFormat) -> dict[str, object]:
    """One answer; what is printed agrees with the result to every digit."""
    values = ", ".join(NumberFormat(8)(value) for value in answer.values)
    printed = f"{answer.printed} ✓" if answer.printed else ""
    tone = "good" if answer.right.startswith("right: ") else ""
    return {"label": answer.words, "cells": [answer.formula, values, printed, answer.right], "tone": tone}


def why(evaluation: Evaluation) -> CasePart:
    """The question and its answer in words, beside the right program."""
    title = "The question the worked example leaves open: why only the diagonal?"
    said = "The published bias gradients are 0.16377596 for layer 2 and 0.0010990070941353347 for layer 1."
    return case(title, "caution", said, WHY, plain(evaluation))
