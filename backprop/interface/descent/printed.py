"""The numbers that Mazur's article prints, beside this run's, each with the order of updating it comes from."""

from backprop.core.descent import Run
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.training import ORDERS
from backprop.interface.parts import TABLE, TablePart
from backprop.interface.session import Session
from backprop.lessons.examples.mazur import RATE, attributed
from backprop.lessons.notation.symbols import Notation

COLUMNS = ("number", "after step", "printed", "comes from", "this run", "comparison")


def part(state: Session, run: Run) -> TablePart:
    """The table, and the switch between the two orders."""
    training, notation = state.view.training, Notation.of(state.evaluate())
    rows = []
    for found in attributed(run, training.order):
        row = found.printed
        cells = [
            f"{row.step:,}",
            row.text + ("" if row.article else " *"),
            ORDERS[row.order].partition(":")[0],
            NumberFormat(10)(found.value),
            "✓ every digit" if found.agrees else "",
        ]
        name = "C" if row.name == "C" else notation.element(Quantity.parse(row.name))
        rows.append({"label": name, "cells": cells, "tone": "good" if found.agrees else ""})
    return {
        "kind": "table",
        "module": TABLE.module,
        "event": "order",
        "choices": {key: words.partition(":")[0].capitalize() for key, words in ORDERS.items()},
        "chosen": training.order,
        "columns": COLUMNS,
        "rows": rows,
        "said": said(state, run),
    }


def said(state: Session, run: Run) -> str:
    """What has to be set, and done, for the table to be full."""
    training = state.view.training
    as_printed = (
        training.optimizer == "descent" and training.rate == RATE and set(training.frozen) == {"b1", "b2"}
    )
    if not as_printed:
        return f"The article descends with η = {RATE:g} and holds the biases: open the lesson again to have it so."
    if run.steps < 10_000:
        return "Run to step 10,000 to fill the table."
    return (
        "The article mixes two ways of updating: its weight after one step is that of updating all layers at once, "
        "its cost and outputs come out when W⁽²⁾ is overwritten before the hidden errors are computed from it. "
        "Numbers with * are not in the article: they are what the other order gives."
    )
