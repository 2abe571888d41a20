"""A rule is one expression: whatever is read off it, be it its value, its text or its NumPy, is the numerics' own."""

import ast
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import backprop as bp
from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.losses import LOSSES
from backprop.core.normal_distribution import cumulative, density
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.bugs.mistaken_lines import turned
from backprop.lessons.formulas import activations as activation_rules
from backprop.lessons.formulas import losses as loss_rules
from backprop.lessons.formulas import matrix_rules
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.formulas.expressions import TWO, Constant, MatMul, Product, Table, minus
from backprop.lessons.formulas.losses import LOSS_RULES, LossRule
from backprop.lessons.formulas.matrix_blocks import array_of, tree_at
from backprop.lessons.formulas.matrix_digits import bounded
from backprop.lessons.formulas.matrix_rules import MATRIX_RULES, PROGRAM, Setting
from backprop.lessons.formulas.matrix_values import matrix_value
from backprop.lessons.formulas.numpy_lines import numpy_line
from backprop.lessons.formulas.trees import nodes
from tests.core.networks import allowed
from tests.lessons.formula_reader import work_out

SOURCE = Path(bp.__file__).parent
PAIRS = [(loss, last) for last in ACTIVATIONS for loss in bp.losses_for(last)]
SMALL = (2, 2, 2)  # all of its matrices are written whole


def case(
    loss: str, last: str, samples: int = 3, *, sizes: tuple[int, ...] = (2, 3, 3), seed: int = 0
) -> Evaluation:
    """A network tame enough that nothing has rounded to 0 or 1."""
    rng = np.random.default_rng(seed)
    names, outputs = list(ACTIVATIONS), sizes[-1]
    hidden = names[(names.index(last) + 4) % len(names)]
    layers = [
        bp.Layer(rng.normal(size=pair), rng.normal(size=pair[1]), name)
        for pair, name in zip(pairwise(sizes), (hidden, last), strict=True)
    ]
    t = rng.uniform(0.1, 0.9, size=(samples, outputs))
    t = allowed(t, loss)
    return evaluate(bp.Network(layers), rng.normal(size=(samples, 2)), t, loss, 0.25)


def places(e: Evaluation, rules: dict) -> list[tuple[str, int]]:
    """Every kind of array that the rules compute, in every layer that has it."""
    found = []
    for kind in rules:
        for layer in range(1, e.n_layers + 1) if KINDS[kind].layered else [0]:
            try:
                e.array(kind, layer)
            except QuantityError:
                assert kind in ("slope", "J")
            else:
                found.append((kind, layer))
    return found


def table_of(e: Evaluation, table: Table) -> np.ndarray:
    """An array as a batch has it: one row a sample, E a column."""
    array = e.array(table.kind, table.layer)
    array = array[:, None] if table.kind == "E" else array
    return array.T if table.turned else array


def right(found: np.ndarray, e: Evaluation, kind: str, layer: int) -> None:
    expected = e.array(kind, layer)
    found = np.reshape(found, expected.shape)
    scale = np.abs(expected).max() or 1.0
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-11 * scale, err_msg=f"{kind}{layer}")


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_the_value_of_every_tree_is_that_of_the_numerics(loss: str, last: str, samples: int) -> None:
    e = case(loss, last, samples)
    for kind, layer in places(e, MATRIX_RULES):
        s = Setting.of(e, layer)
        if kind == "J" or (kind == "delta" and s.mixes and not s.fused):
            continue  # of one sample: below
        right(matrix_value(MATRIX_RULES[kind](s), lambda table: table_of(e, table)), e, kind, layer)
    for sample in range(1, samples + 1):
        for kind, layer in places(e, MATRIX_RULES):
            for quantity in (e.quantities(kind, layer)[0], e.quantities(kind, layer)[-1]):
                context = Context(e, quantity, sample)
                found = matrix_value(tree_at(context), lambda table, at=context: array_of(at, table))
                expected = e.array(kind, layer)
                expected = expected[sample - 1] if KINDS[kind].per_sample else expected
                np.testing.assert_allclose(np.ravel(found), np.ravel(expected), rtol=1e-9, atol=1e-11)


def names_of(e: Evaluation) -> dict[str, object]:
    """What a program has at hand: NumPy, the functions, and every array by its name."""
    names: dict[str, object] = {
        "np": np,
        "eta": float(e.learning_rate),
        "x": e.x,
        "t": e.t,
        "y": e.forward.output,
    }
    names |= {"normal_cdf": cumulative, "normal_density": density}
    names |= {key: row.f for key, row in ACTIVATIONS.items()}
    names |= {f"{key}_slope": row.slope for key, row in ACTIVATIONS.items() if row.slope}
    for kind, layer in places(e, {**KINDS}):
        names.setdefault(f"{kind}{layer or ''}", e.array(kind, layer))
    return names


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_the_line_of_numpy_of_every_tree_computes_it(loss: str, last: str, samples: int) -> None:
    e = case(loss, last, samples)
    for rules in (MATRIX_RULES, PROGRAM):
        for kind, layer in places(e, rules):
            s = Setting.of(e, layer)
            if rules is MATRIX_RULES and (kind == "J" or (kind == "delta" and s.mixes and not s.fused)):
                continue
            names = names_of(e)
            exec(f"found = {numpy_line(rules[kind](s), s)}", names)
            right(names["found"], e, kind, layer)


@pytest.mark.parametrize("key", [key for key, row in ACTIVATIONS.items() if not row.mixes])
def test_the_formula_of_an_activation_is_a_line_of_numpy_too(key: str) -> None:
    """The element form to teach, with whole arrays in place of its numbers."""
    rule, row, z = ACTIVATION_RULES[key], ACTIVATIONS[key], np.linspace(-3, 3, 13)[None, :]
    unit = activation_rules.Unit(Table("z", 1), Table("a", 1), 0.0, (), (), None)
    s = Setting(1, (1, 1), (key,), "half_squared_error")
    forms, expected = [rule.f(unit)], [row.f(z)]
    if rule.slope:
        forms, expected = [*forms, rule.slope(unit)], [*expected, row.slope(z)]
    names = {**names_of(case("half_squared_error", "identity")), "z1": z, "a1": row.f(z)}
    for found, wanted in zip(forms, expected, strict=True):
        exec(f"found = {numpy_line(found[0], s)}", names)
        np.testing.assert_allclose(np.broadcast_to(names["found"], z.shape), wanted, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_sign_turned_is_the_negative_of_the_slope(loss: str) -> None:
    last = LOSSES[loss].follows or "identity"
    e = case(loss, last)
    s = Setting.of(e, e.n_layers)
    tree = matrix_rules.slope_of_the_loss(s)
    right(-matrix_value(turned(tree), lambda table: table_of(e, table)), e, "da", e.n_layers)


def agrees(e: Evaluation) -> bool:
    """Whether every matrix formula, read off its text by somebody with a calculator, gives what is printed."""
    fmt, read = NumberFormat(3), 0
    for kind, layer in places(e, MATRIX_RULES):
        quantity = e.quantities(kind, layer)[0]
        formula = explain(e, quantity, 1, fmt, "matrix").formula
        context = Context(e, quantity, 1)
        if "…" in formula.numbers_text:
            continue
        read += 1
        trees = [node for node in nodes(tree_at(context)) if isinstance(node, Table)]
        bounds = bounded(tree_at(context), {table: array_of(context, table) for table in trees})
        expected = e.array(kind, layer)
        expected = np.ravel(expected[0] if KINDS[kind].per_sample else expected)
        room = np.ravel(bounds.error) + 6e-3 * np.abs(expected)
        if (np.abs(np.ravel(work_out(formula.numbers_text)) - expected) > room).any():
            return False
        if not np.allclose(np.ravel(bounds.value), expected, rtol=1e-9, atol=1e-12):
            return False
    assert read > 12
    return True


@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_what_is_written_gives_what_is_printed(loss: str, last: str) -> None:
    assert agrees(case(loss, last, sizes=SMALL))


class TestPlantedMistakes:
    """With a rule that is wrong the checks above go red: each of these was once shown with an excuse, or not seen."""

    def test_a_bias_that_is_subtracted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wrong = lambda s: minus(MatMul(Table("a", s.layer - 1), Table("W", s.layer)), Table("b", s.layer))  # noqa: E731
        monkeypatch.setitem(MATRIX_RULES, "z", wrong)
        e = case("half_squared_error", "sigmoid", sizes=SMALL)
        assert not agrees(e)
        assert "cancel" not in explain(e, Quantity.parse("z1[1]"), 1, NumberFormat(), "matrix").formula.remark
        with pytest.raises(AssertionError):
            test_the_value_of_every_tree_is_that_of_the_numerics("half_squared_error", "sigmoid", 1)

    def test_a_factor_of_three(self, monkeypatch: pytest.MonkeyPatch) -> None:
        three = Constant(TWO.value + 1)
        rule = LOSS_RULES["squared_error"]
        wrong = LossRule(rule.term, rule.of_sum, lambda y, t, n: Product((three, minus(y, t))))
        monkeypatch.setitem(LOSS_RULES, "squared_error", wrong)
        assert not agrees(case("squared_error", "tanh", sizes=SMALL))
        with pytest.raises(AssertionError):
            test_the_line_of_numpy_of_every_tree_computes_it("squared_error", "tanh", 3)

    def test_a_loss_with_the_rule_of_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(LOSS_RULES, "huber", LOSS_RULES["half_squared_error"])
        assert not agrees(case("huber", "identity", sizes=SMALL, seed=3))
        with pytest.raises(AssertionError):
            test_the_value_of_every_tree_is_that_of_the_numerics("huber", "identity", 3)


def test_rules_and_numerics_come_in_pairs() -> None:
    assert LOSS_RULES.keys() == LOSSES.keys()
    assert ACTIVATION_RULES.keys() == ACTIVATIONS.keys()


def test_no_loss_is_named_outside_its_two_files() -> None:
    """Neither as a text nor by the beginning or the end of its name."""
    own = {Path(bp.core.losses.__file__), Path(loss_rules.__file__)}
    pieces = {*LOSSES, "cross_entropy", "squared_error", "binary", "categorical"}
    named = []
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.js")]:
        if path in own:
            continue
        if path.suffix == ".js":
            named += [
                path for piece in pieces - {"hinge", "binary", "categorical"} if piece in path.read_text()
            ]
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in pieces:
                named.append(f"{path.name}:{node.lineno}")
    assert named == []
