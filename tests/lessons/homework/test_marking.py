"""Marking: right answers are right, every diagnosis is made where it is due, and hardly one where it is not."""

import numpy as np
import pytest

from backprop.core.evaluation import evaluate
from backprop.core.losses import LOSSES
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.lessons.homework.calculation import calculate, places_of
from backprop.lessons.homework.marking import RIGHT, mark
from backprop.lessons.homework.sheet import cell_names
from backprop.lessons.homework.suspects import Suspects
from tests.lessons.homework.sheets import assignment, false_diagnoses, sheet, verdicts

WORKED = preset().evaluate()


def square(samples=1, loss="half_squared_error", last="sigmoid"):
    rng = np.random.default_rng(3)
    layers = [Layer(rng.normal(size=(2, 2)), rng.normal(size=2), name) for name in ("tanh", last)]
    t = rng.uniform(0.1, 0.9, size=(samples, 2))
    return evaluate(Network(layers), rng.normal(size=(samples, 2)), t, loss, 0.1)


@pytest.mark.parametrize("seed", range(25))
def test_the_calculation_is_the_evaluation(seed):
    e = assignment(np.random.default_rng(seed))
    found = calculate(e)
    for kind, layer, name in places_of(e):
        assert np.allclose(found[name], e.array(kind, layer), rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("digits", [3, 5, 8])
def test_right_answers_are_right(seed, digits):
    e = assignment(np.random.default_rng(seed))
    answers = {}
    for kind, layer, _ in places_of(e):
        answers |= sheet(e, kind, layer, e.array(kind, layer), digits)
    marks = mark(e, answers)
    assert [m.name for m in marks] == [name for _, _, name in places_of(e)]
    assert {cell.verdict for m in marks for cell in m.cells.values()} <= {"right", "cut"}


def test_every_cell_has_its_quantitys_name():
    e = preset("xor").evaluate()
    assert cell_names(e, "a", 1)[:3] == ["a1[1]@1", "a1[2]@1", "a1[1]@2"]
    assert cell_names(WORKED, "dW", 1)[:3] == ["dW1[1,1]", "dW1[1,2]", "dW1[2,1]"]
    assert cell_names(WORKED, "C", 0) == ["C"]
    for kind, layer, _ in places_of(e):
        for name, value in zip(cell_names(e, kind, layer), e.array(kind, layer).ravel(), strict=True):
            assert e.value(Quantity.parse(name)) == value


def keys(e, kind, layer, values, digits=5):
    found = mark(e, sheet(e, kind, layer, values, digits))[0]
    assert all(cell.verdict == "wrong" for cell in found.cells.values() if cell.verdict not in RIGHT)
    return [key for one in found.explanations for key in one.keys]


def test_each_diagnosis_by_an_example_of_its_own():
    e, three = square(), square(samples=3)
    (W1, W2), (dW1, dW2), (_, d2) = (
        [layer.W for layer in e.network.layers],
        e.backward.dW,
        (delta[0] for delta in e.backward.delta),
    )
    a1, y, t, x = e.forward.a[1][0], e.forward.output[0], e.t[0], e.x[0]
    assert keys(e, "dW", 2, -dW2)[0] == "sign"
    assert keys(e, "dW", 2, 2 * dW2)[0] == "double"
    assert keys(e, "dW", 2, dW2 / 2)[0] == "half"
    assert keys(e, "dW", 1, dW1.T)[0] == "transposed"
    assert keys(three, "dW", 1, 3 * three.backward.dW[0])[0] == "sum"
    assert keys(three, "db", 2, three.backward.db[1] / 3)[0] == "mean-twice"
    assert keys(e, "delta", 2, y - t) == ["slope-forgotten"]
    assert "slope-forgotten" in keys(e, "dW", 2, np.outer(a1, y - t))
    assert keys(e, "delta", 1, (d2 @ W2) * (1 - a1**2)) == ["not-transposed"]
    assert keys(e, "delta", 1, np.diag(W2 * d2) * (1 - a1**2)) == ["one-path"]
    new = W2 - 0.1 * dW2
    assert keys(e, "dW", 1, np.outer(x, (d2 @ new.T) * (1 - a1**2)))[0] == "early-update"
    assert keys(e, "z", 1, x @ W1) == ["bias-left-out"]
    assert keys(e, "Wnew", 2, W2 + 0.1 * dW2)[0] == "added"
    assert keys(e, "Wnew", 2, W2 - dW2)[0] == "no-rate"
    assert keys(e, "a", 1, e.forward.z[0]) == ["activation-left-out"]
    assert keys(e, "a", 1, e.array("a", 2)) == ["other a2"]
    assert keys(e, "dW", 1, 0.37 * dW1) == ["factor"]


def test_rounding_on_the_way_is_recognised():
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def two(numbers):
        return np.round(numbers, 2)

    layers = WORKED.network.layers
    a1 = two(sigmoid(two(WORKED.x @ layers[0].W + layers[0].b)))
    y = two(sigmoid(two(a1 @ layers[1].W + layers[1].b)))
    delta2 = two(two(y - WORKED.t) * two(y * (1 - y)))
    found = mark(WORKED, sheet(WORKED, "dW", 2, a1.T @ delta2, 4))[0]
    assert [one.words for one in found.explanations] == ["rounded to 2 decimals on the way"]


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.thorough) for n in range(1, 8))])
def test_every_suspect_is_recognised_over_random_networks_and_digits(seed):
    rng = np.random.default_rng(seed)
    e = assignment(rng)
    seen, missed = set(), []
    for place in places_of(e):
        true = e.array(place.kind, place.layer)
        for suspect in Suspects(e).of(place)[seed::24]:
            if suspect.near or not np.isfinite(suspect.values).all() or suspect.values.size < 4:
                continue
            if np.abs(suspect.values).min() < 1e-9 or np.isclose(suspect.values, true, rtol=1e-2).any():
                continue  # too little to tell it from the right answer by
            found = mark(e, sheet(e, place.kind, place.layer, suspect.values, int(rng.integers(4, 7))))[0]
            seen.add(suspect.keys[0].split()[0])
            named = {key for cell in found.cells.values() for key in cell.keys}
            if not named & set(suspect.keys) and len(found.explanations) < 3:
                missed.append((suspect.keys, place.name, named))
    assert len(seen) > 3
    assert not [one for one in missed if one[0][0] not in ("raw-error-down", "t-minus-y", "sign")], missed


@pytest.mark.thorough
def test_hardly_one_slip_without_a_name_gets_one():
    seen, explained = false_diagnoses(seed=1, wanted=500)
    assert len(explained) / seen < 0.01, explained


def test_an_ambiguous_match_names_both():
    e = square(samples=2)
    found = mark(e, sheet(e, "dW", 1, 2 * e.backward.dW[0], 5))[0]  # twice as much, or the sum of two samples
    assert {one.keys[0] for one in found.explanations} == {"double", "sum"}
    assert "; or " in next(iter(found.cells.values())).words


def test_a_follow_on_error_is_right_in_method():
    e = WORKED
    wrong = e.backward.delta[1] * [1.1, 0.8]
    dW2 = e.forward.a[1].T @ wrong
    delta1 = (wrong @ e.network.layers[1].W.T) * e.array("slope", 1)
    answers = sheet(e, "delta", 2, wrong, 4) | sheet(e, "dW", 2, dW2, 4) | sheet(e, "delta", 1, delta1, 4)
    marks = {m.name: m for m in mark(e, answers)}
    assert {cell.verdict for cell in marks["delta2"].cells.values()} == {"wrong"}
    assert {cell.verdict for cell in marks["dW2"].cells.values()} == {"follow"}
    assert {cell.verdict for cell in marks["delta1"].cells.values()} == {"follow"}
    assert "it follows from your δ⁽²⁾" in marks["dW2"].cells["dW2[1,1]"].words


def test_of_two_wrong_arrays_with_the_same_numbers_the_nearer_one_is_the_source():
    answers = {"delta1[1]": "0.0300", "delta1[2]": "0.0400", "db1[1]": "0.0300", "db1[2]": "0.0400"}
    answers |= {"b1new[1]": "0.4850", "b1new[2]": "0.479985"}
    marks = {m.name: m for m in mark(WORKED, answers)}
    assert {cell.verdict for cell in marks["db1"].cells.values()} == {"follow"}
    assert {cell.verdict for cell in marks["b1new"].cells.values()} == {"follow"}
    for cell in marks["b1new"].cells.values():
        assert cell.words == "Right in method: it follows from your ∂C/∂b⁽¹⁾, where the mistake is."


def test_one_chain_of_single_numbers_is_followed():
    e = preset("mazur").evaluate(0.5)
    delta = 1.3 * e.value(Quantity.parse("delta2[1]"))
    dW = delta * e.value(Quantity.parse("a1[1]"))
    answers = {"delta2[1]": f"{delta:.5f}", "dW2[1,1]": f"{dW:.5f}", "W2new[1,1]": f"{0.4 - 0.5 * dW:.5f}"}
    assert verdicts(e, answers) == {"delta2[1]": "wrong", "dW2[1,1]": "follow", "W2new[1,1]": "follow"}


def test_right_answers_are_taken_as_written():
    """Somebody who goes on with rounded numbers gets others than the machine, and is right in method."""
    e = preset("mazur").evaluate()
    answers = {"a2[1]": "0.751", "a2[2]": "0.773", "diff[1]": "0.741", "diff[2]": "-0.21700"}
    found = mark(e, answers)
    cells = {name: cell for one in found for name, cell in one.cells.items()}
    assert cells["diff[1]"].verdict == "right"
    assert cells["diff[2]"].verdict == "follow"
    assert "as you rounded it" in cells["diff[2]"].words


def test_t_minus_y_is_a_convention_said_once_and_the_rest_is_marked_by_it():
    e = WORKED
    right, wrong = -e.backward.delta[1], -e.backward.delta[0] * [1, 3]
    answers = sheet(e, "delta", 2, right, 4) | sheet(e, "delta", 1, wrong, 4)
    answers |= sheet(e, "Wnew", 2, e.array("Wnew", 2), 5)
    marks = {m.name: m for m in mark(e, answers)}
    assert {(cell.verdict, cell.keys) for cell in marks["delta2"].cells.values()} == {
        ("right", ("t-minus-y",))
    }
    assert [cell.verdict for cell in marks["delta1"].cells.values()] == ["right", "wrong"]
    assert not any("t-minus-y" in cell.keys for cell in marks["delta1"].cells.values())
    assert {cell.verdict for cell in marks["W2new"].cells.values()} == {"right"}


def test_a_sign_that_is_turned_in_one_place_is_a_mistake():
    e = WORKED
    answers = sheet(e, "diff", 0, e.array("diff"), 5) | sheet(e, "delta", 2, -e.backward.delta[1], 5)
    marks = {m.name: m for m in mark(e, answers)}
    assert {cell.verdict for cell in marks["diff"].cells.values()} == {"right"}
    assert marks["delta2"].explanations[0].keys == ("sign",)


def test_rounding_on_the_way_is_not_claimed_of_somebody_who_wrote_more_digits():
    layers = WORKED.network.layers
    a1 = np.round(1 / (1 + np.exp(-np.round(WORKED.x @ layers[0].W + layers[0].b, 2))), 2)
    z2 = a1 @ layers[1].W + layers[1].b
    alone = mark(WORKED, sheet(WORKED, "z", 2, z2, 6))[0]
    assert alone.explanations[0].keys == ("rounded",)
    exact = sheet(WORKED, "a", 1, WORKED.forward.a[1], 6)
    beside = {m.name: m for m in mark(WORKED, exact | sheet(WORKED, "z", 2, z2, 6))}
    assert not beside["z2"].explanations


def test_the_half_of_the_square_is_named_only_where_there_is_a_square():
    e = preset("three-classes").evaluate()
    assert LOSSES[e.loss].delta is not None
    found = mark(e, sheet(e, "delta", e.n_layers, 2 * e.backward.delta[-1], 5))[0]
    assert found.explanations[0].keys == ("factor",)
    assert "square" not in found.explanations[0].words


def test_one_path_needs_more_than_one():
    e = preset("two-two-one").evaluate()
    known = {suspect.keys for place in places_of(e) for suspect in Suspects(e).of(place)}
    assert ("one-path",) not in known


def test_what_follows_from_something_wrong_must_really_follow():
    e = WORKED
    wrong = e.backward.delta[1] * [1.1, 0.8]
    answers = sheet(e, "delta", 2, wrong, 4) | sheet(e, "dW", 2, -(e.forward.a[1].T @ wrong), 4)
    marks = {m.name: m for m in mark(e, answers)}
    assert {cell.verdict for cell in marks["dW2"].cells.values()} == {"wrong"}


def test_no_match_says_by_how_much_it_is_off():
    found = mark(WORKED, {"C": "0.2911"})[0]
    assert found.cells["C"].verdict == "wrong"
    assert "off by 0.0089 (3.2 %)" in found.cells["C"].words


def test_what_is_no_number_is_said_and_hides_nothing_else():
    found = mark(WORKED, {"a1[1]": "a lot", "a1[2]": "0.9644"})[0]
    assert found.cells["a1[1]"].verdict == "unreadable"
    assert found.cells["a1[2]"].verdict == "right"
