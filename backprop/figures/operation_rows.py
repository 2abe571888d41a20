"""The matrix equation of one step of the walk: what goes in, and the array that comes out."""

from functools import lru_cache

from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.figures.equation_rows import (
    Equation,
    Equations,
    EquationWriter,
    Matrix,
    Operator,
    part,
    visible_samples,
)
from backprop.figures.naming import Naming
from backprop.lessons.steps import UPDATE, Step
from backprop.lessons.symbols import Notation

_EQUALS, _TIMES, _EACH, _MINUS = Operator("="), Operator("·"), Operator("⊙"), Operator("−")


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
        self.write, self.layer, self.rate = write, layer, rate
        self.notation, self.last = write.notation, layer == write.notation.n_layers
        self.softmax = layer > 0 and self.notation.activations[layer - 1] == "softmax"

    def of(self, kind: str) -> tuple[Equation, ...]:
        """The equations of a kind of step."""
        equations = {
            "x": lambda: (self.input(),),
            "z": lambda: (self.pre_activation(),),
            "a": lambda: (self.activation(),),
            "C": lambda: (self.cost(),),
            "da": lambda: (self.at_the_prediction() if self.last else self.handed_down(),),
            "delta": lambda: (self.error(),),
            "dW": lambda: (self.write.backward(self.layer)[1],),
            "db": lambda: (self.write.backward(self.layer)[2],),
            UPDATE: self.update,
        }
        return equations[kind]()

    def input(self) -> Equation:
        return (self.write.rows("x", 0), *self.write.rest())

    def pre_activation(self) -> Equation:
        w, l = self.write, self.layer
        given = (w.rows("a", l - 1), _TIMES, w.table("W", l), Operator("+"), w.vector("b", l))
        return (*given, _EQUALS, w.rows("z", l), *w.rest())

    def activation(self) -> Equation:
        return (*self.write.activation(self.layer), *self.write.rest())

    def cost(self) -> Equation:
        """ŷ and t, and through the loss (and the mean over samples) C."""
        w, last = self.write, self.notation.n_layers
        y, t = w.rows("a", last), w.rows("t", 0)
        if w.loss.endswith("cross_entropy"):
            compared: Equation = (y, Operator(","), t)
        else:
            compared = (y, _MINUS, t, _EQUALS, w.rows("diff", 0))
        over = LOSSES[w.loss].label.lower() + (", mean" if self.notation.samples > 1 else "")
        return (
            *compared,
            *w.rest(),
            Operator("→", over),
            Matrix(part("C", 0), "C", Naming("C", 1, 1, single=True)),
        )

    def at_the_prediction(self) -> Equation:
        """∂E/∂ŷ, opened by the loss."""
        w, last = self.write, self.layer
        gradient = w.rows("da", last)
        y, t = w.rows("a", last), w.rows("t", 0)
        if w.loss.endswith("cross_entropy"):
            rule = "(ŷ − t)/(ŷ(1 − ŷ))" if w.loss.startswith("binary") else "−t/ŷ"
            return (y, Operator(","), t, Operator("→", rule), gradient, *w.rest())
        factor = {"squared_error": "2 · (", "mean_squared_error": f"2/{w.sizes[-1]} · ("}.get(w.loss)
        if factor:
            return (Operator(factor), y, _MINUS, t, Operator(")"), _EQUALS, gradient, *w.rest())
        return (y, _MINUS, t, _EQUALS, gradient, *w.rest())

    def handed_down(self) -> Equation:
        return (*self.write.from_the_next(self.layer, self.write.samples), *self.write.rest())

    def error(self) -> Equation:
        w, l = self.write, self.layer
        if self.last and LOSSES[w.loss].delta is not None:
            y, t, delta = w.rows("a", l), w.rows("t", 0), w.rows("delta", l)
            if self.softmax:
                return (y, Operator(","), t, Operator("→", "ŷ · Σt − t"), delta, *w.rest())
            return (y, _MINUS, t, _EQUALS, delta, *w.rest())
        only = (w.sample,) if self.softmax else w.samples
        local = (_TIMES, w.jacobian(l)) if self.softmax else (_EACH, w.rows("slope", l, only))
        return (w.rows("da", l, only), *local, _EQUALS, w.rows("delta", l, only), *w.rest(only))

    def update(self) -> tuple[Equation, ...]:
        """W − η ∂C/∂W = new W, and the same for b, layer by layer."""
        step = Operator(f"− {self.rate:g} ·")
        w, equations = self.write, []
        for l in range(1, self.notation.n_layers + 1):
            equations.append((w.table("W", l), step, w.table("dW", l), _EQUALS, w.table("Wnew", l)))
            equations.append((w.vector("b", l), step, w.vector("db", l), _EQUALS, w.vector("bnew", l)))
        return tuple(equations)
