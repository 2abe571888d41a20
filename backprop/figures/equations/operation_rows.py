"""The matrix equation of one step of the walk: what goes in, and the array that comes out."""

from dataclasses import replace
from functools import lru_cache

from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.figures.equations.naming import Naming
from backprop.figures.equations.rows import (
    Equation,
    Equations,
    EquationWriter,
    Matrix,
    Operator,
    part,
    visible_samples,
)
from backprop.figures.equations.terms import can_be_drawn
from backprop.lessons.formulas import matrix_rules
from backprop.lessons.formulas.expressions import Expression, Table
from backprop.lessons.formulas.matrix_rules import MATRIX_RULES
from backprop.lessons.formulas.rule_text import rule_text
from backprop.lessons.formulas.trees import nodes
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.walk.steps import UPDATE, Step

_EQUALS = Operator("=")


def operation_of(evaluation: Evaluation, step: Step, sample: int) -> Equations:
    """What there is to draw at a step; `sample` is the one on show. The same object for the same structure."""
    sizes = evaluation.network.sizes
    rate = float(evaluation.learning_rate) if step.kind == UPDATE else 0.0
    return _operation(Notation.of(evaluation), sizes, evaluation.loss, step.kind, step.layer, sample, rate)


@lru_cache(maxsize=256)
def _operation(
    notation: Notation,
    sizes: tuple[int, ...],
    loss: str,
    kind: str,
    layer: int,
    sample: int,
    rate: float,
) -> Equations:
    write = EquationWriter(notation, sizes, loss, sample, visible_samples(notation.samples, sample))
    operation = _Operation(write, layer, rate)
    return Equations((operation.of(kind),))


class _Operation:
    """The equations of one step."""

    def __init__(self, write: EquationWriter, layer: int, rate: float) -> None:
        self.write, self.s = write, replace(write.setting(layer), rate=rate)

    def of(self, kind: str) -> tuple[Equation, ...]:
        """The equations of a kind of step."""
        equations = {
            "x": lambda: (self.input(),),
            "z": lambda: (self.pre_activation(),),
            "a": lambda: (self.activation(),),
            "C": lambda: (self.cost(),),
            "da": lambda: (self.at_the_prediction() if self.s.is_last else self.handed_down(),),
            "delta": lambda: (self.error(),),
            "dW": lambda: (self.write.backward(self.s.layer)[1],),
            "db": lambda: (self.write.backward(self.s.layer)[2],),
            UPDATE: self.update,
        }
        return equations[kind]()

    def input(self) -> Equation:
        return (self.write.rows("x", 0), *self.write.rest())

    def pre_activation(self) -> Equation:
        w = self.write
        return (
            *w.drawn(matrix_rules.pre_activation(self.s)),
            _EQUALS,
            w.rows("z", self.s.layer),
            *w.rest(),
        )

    def activation(self) -> Equation:
        return (*self.write.activation(self.s.layer), *self.write.rest())

    def cost(self) -> Equation:
        """ŷ and t, and through the loss (and the mean over samples) C."""
        w, difference = self.write, matrix_rules.difference(self.s)
        if difference in nodes(matrix_rules.sample_loss(self.s)):
            compared: Equation = (*w.drawn(difference), _EQUALS, w.rows("diff", 0))
        else:
            compared = self.compared()
        over = LOSSES[w.loss].label.lower() + (", mean" if w.notation.samples > 1 else "")
        return (
            *compared,
            *w.rest(),
            Operator("→", over),
            Matrix(part("C", 0), "C", Naming("C", 1, 1, single=True)),
        )

    def compared(self) -> Equation:
        """ŷ and t side by side."""
        return (self.write.matrix(self.s.y), Operator(","), self.write.matrix(matrix_rules.TARGET))

    def at_the_prediction(self) -> Equation:
        """∂E/∂ŷ, opened by the loss."""
        return self.from_the_outputs(matrix_rules.slope_of_the_loss(self.s), "da")

    def from_the_outputs(self, rule: Expression, kind: str) -> Equation:
        """A rule of ŷ and t: drawn, or else ŷ and t with the rule above an arrow."""
        w, result = self.write, self.write.rows(kind, self.s.layer)
        if can_be_drawn(rule):
            return (*w.drawn(rule), _EQUALS, result, *w.rest())
        return (*self.compared(), Operator("→", rule_text(rule, w.notation)), result, *w.rest())

    def handed_down(self) -> Equation:
        return (*self.write.handed_down(self.s, self.write.samples), *self.write.rest())

    def error(self) -> Equation:
        w, s = self.write, self.s
        if s.fused:
            return self.from_the_outputs(matrix_rules.straight(s), "delta")
        only = (w.sample,) if s.mixes else w.samples
        return (*w.drawn(matrix_rules.chain(s), only), _EQUALS, w.rows("delta", s.layer, only), *w.rest(only))

    def update(self) -> tuple[Equation, ...]:
        """W − η ∂C/∂W = new W, and the same for b, layer by layer."""
        w, equations = self.write, []
        for l in range(1, self.s.last + 1):
            s = replace(self.s, layer=l)
            for kind in ("Wnew", "bnew"):
                equations.append((*w.drawn(MATRIX_RULES[kind](s)), _EQUALS, w.matrix(Table(kind, l))))
        return tuple(equations)
