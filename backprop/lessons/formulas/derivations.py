"""Where any number of a network comes from: its rule, the rule with the numbers put in, and the result."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.asides import Aside, Part, asides, parts
from backprop.lessons.formulas.by_element import Formula, element_formula, given
from backprop.lessons.formulas.by_matrix import matrix_formula
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.element_rules import RULES
from backprop.lessons.formulas.neighbours import feeds
from backprop.lessons.formulas.wording import meaning, words
from backprop.lessons.notation.writing import UNTOLD, UNTOLD_LATEX, aligned, uncoloured

NotationChoice = Literal["element", "matrix"]


@dataclass(frozen=True, slots=True)
class Derivation:
    r"""All that is said about one number.

    The LaTeX in `symbol`, `rule` and `substituted` (one string a line, each fit for a phone) marks the family
    of every symbol, \forward{…} or \backward{…}; `colour` gives the hues. `value` is the numerics' own,
    bit for bit; `result` is how it prints. A given number (x, t, W, b) has no rule.
    """

    quantity: Quantity
    notation: NotationChoice
    words: str
    meaning: str
    symbol: str
    value: float
    result: str
    formula: Formula
    made_from: tuple[tuple[Quantity, str], ...]
    feeds: tuple[Quantity, ...]
    parts: tuple[Part, ...]
    asides: tuple[Aside, ...]

    @property
    def given(self) -> bool:
        """Whether the number is not computed but given."""
        return self.quantity.kind not in RULES

    @property
    def hidden(self) -> bool:
        """Whether its value is not told."""
        return self.result == UNTOLD

    @property
    def rule(self) -> tuple[str, ...]:
        """The rule in symbols, LaTeX line by line."""
        return self.formula.rule

    @property
    def substituted(self) -> tuple[str, ...]:
        """The rule with the numbers put in and the result, LaTeX line by line."""
        return self.formula.substituted

    def veiled(self, *, alone: bool = True) -> "Derivation":
        """The same without its value, to be predicted from the numbers it is made from.

        If it is not `alone` in being hidden, those are not told either.
        """
        numbers = self.formula.numbers if alone else ()
        untold = self.formula.numbers_text if numbers else self.symbol
        formula = replace(
            self.formula,
            numbers=numbers,
            answer=(f"= {UNTOLD_LATEX}",),
            substituted_text=f"{untold} = {UNTOLD}",
            remark="",
            relation="=",
        )
        return replace(
            self,
            value=math.nan,
            result=UNTOLD,
            meaning="Predict it first.",
            formula=formula,
            parts=(),
            asides=(),
        )

    def text(self) -> str:
        """Everything as plain text, for a screen reader and for copying."""
        lines = [
            f"{self.quantity}: {self.words}",
            self.meaning,
            self.formula.rule_text,
            self.formula.substituted_text,
        ]
        lines += [f"{part.label}: {part.text}" for part in self.parts]
        lines += [self.formula.remark] if self.formula.remark else []
        for aside in self.asides:
            lines += [aside.title, aside.formula.rule_text + f" {aside.collapse_text}", aside.words]
            lines += [aside.formula.substituted_text, aside.formula.remark]
        return "\n".join(line for line in lines if line)

    def latex(self) -> str:
        """The rule, the numbers and the result as LaTeX for a document of one's own."""
        return uncoloured(aligned([*self.rule, *self.substituted]))


def explain(
    evaluation: Evaluation,
    quantity: Quantity,
    sample: int,
    fmt: NumberFormat,
    notation: NotationChoice = "element",
) -> Derivation:
    """Derive one number; `sample` (from 1) is the sample on show, meant wherever a name carries no @.

    Raises QuantityError when the network has no such number.
    """
    value = evaluation.value(quantity, sample)
    context = Context(evaluation, quantity, sample)
    by_element = (
        element_formula(context, value, fmt) if quantity.kind in RULES else given(context, value, fmt)
    )
    formula = matrix_formula(context, value, fmt) if notation == "matrix" else by_element
    return Derivation(
        quantity=quantity,
        notation=notation,
        words=words(context),
        meaning=meaning(context, value),
        symbol=formula.symbol,
        value=value,
        result=fmt(value),
        formula=formula,
        made_from=by_element.made_from,
        feeds=feeds(context),
        parts=parts(context, fmt),
        asides=asides(context, value, fmt),
    )
