"""The list of the worst: each gradient by backpropagation and by the numeric method, the largest error first."""

from typing import Any

from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.interface.parts import TABLE, TablePart
from backprop.interface.session import Session
from backprop.lessons.checks.numeric_check import NumericCheck
from backprop.lessons.notation.symbols import Notation

MOST_LISTED = 40
COLUMNS = {
    "central": ("gradient", "backprop", "numeric", "error"),
    "complex": ("gradient", "backprop", "complex step", "error"),
}
ERROR = NumberFormat(2)


def part(check: NumericCheck, state: Session, chosen: Quantity) -> TablePart:
    """The table; a press on a name selects it. `chosen` is the parameter the curves belong to."""
    notation, write = Notation.of(check.evaluation), NumberFormat(7)
    fails, excused = check.fails, check.excused
    rows: list[dict[str, Any]] = []
    for row in check.worst[:MOST_LISTED].tolist():
        name = check.name(row)
        error = "at a kink" if check.kink[row] else ERROR(float(check.error[row]))
        if excused[row]:
            error += " (ε)"
        tone = "bad" if fails[row] else ""
        if check.parameter(row) == chosen:
            tone += " chosen"
        cells = [write(float(check.analytic[row])), write(float(check.numeric[row])), error]
        rows.append({"label": notation.element(name), "cells": cells, "tone": tone, "select": str(name)})
    said = "" if check.places.size <= MOST_LISTED else f"The {MOST_LISTED} worst of {check.places.size}."
    if excused.any():
        said = f"(ε): here it is the numeric gradient that is poor. {said}"
    return {
        "kind": "table",
        "module": TABLE.module,
        "event": "select",
        "choices": {},
        "chosen": "",
        "columns": COLUMNS[check.method],
        "rows": rows,
        "said": said,
    }
