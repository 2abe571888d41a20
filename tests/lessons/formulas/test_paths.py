"""The sum over paths against walking them all, against the backward pass, and by hand."""

import itertools
import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.losses import LOSSES, losses_for
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.presets import preset
from backprop.lessons.formulas.paths import Path, Paths, paths
from tests.core.networks import allowed
from tests.lessons.networks import evaluations

TINY = 1e-290  # where products lose their digits below 1e-308
PAIRS = [(last, loss) for last in ACTIVATIONS for loss in losses_for(last)]


def named(text: str) -> Quantity:
    return Quantity.parse(text)


def a_network(sizes, activations, loss="half_squared_error", samples=1, seed=0) -> Evaluation:
    rng = np.random.default_rng(seed)
    layers = [
        Layer(rng.normal(size=(n, m)), rng.normal(1.0, 0.5, size=m), activation)
        for n, m, activation in zip(sizes, sizes[1:], activations, strict=False)
    ]
    t = allowed(rng.uniform(size=(samples, sizes[-1])), loss)
    return evaluate(Network(layers), rng.normal(size=(samples, sizes[0])), t, loss)


def a_living_network(sizes, activations, loss, samples, seed) -> Evaluation:
    """The first network from a seed on in which an error reaches the input: relu and hinge may be flat for all."""
    found = (a_network(sizes, activations, loss, samples, seed + more) for more in range(0, 9000, 1000))
    return next(one for one in found if np.any(one.array("dx") != 0))


def starts(evaluation: Evaluation) -> list[Quantity]:
    layers = range(1, evaluation.n_layers + 1)
    weights_and_biases = [q for l in layers for kind in "Wb" for q in evaluation.quantities(kind, l)]
    return evaluation.quantities("x") + weights_and_biases


def walked(evaluation: Evaluation, start: Quantity, sample: int) -> dict[tuple[str, ...], float]:
    """Every path, walked one by one: the names of its factors, and their product."""
    sizes, last = evaluation.network.sizes, evaluation.n_layers
    kinds = [None, *("J" if l.activation == "softmax" else "slope" for l in evaluation.network.layers)]
    fused = LOSSES[evaluation.loss].delta is not None
    # a way is the unit entered and the unit left, layer by layer; only a softmax leads from one to another
    ways = []
    for layer in range(start.layer, last + 1):
        units = range(1, sizes[layer] + 1)
        entered = [start.index[-1]] if layer == start.layer else units
        mixes = kinds[layer] == "J" and not (fused and layer == last)
        ways.append([(j, k) for j in entered for k in (units if mixes else [j])])
    value = cache(lambda name: evaluation.value(name, sample))
    found = {}
    for way in itertools.product(*ways):
        names = [Quantity("a", start.layer - 1, start.index[:1])] if start.kind == "W" else []
        for layer, (j, k) in enumerate(way, start=start.layer):
            if layer > start.layer:
                names.append(Quantity("W", layer, (way[layer - start.layer - 1][1], j)))
            if layer == last and fused:
                names.append(Quantity("delta", layer, (j,)))
            elif layer > 0:
                names.append(Quantity(kinds[layer], layer, (k, j) if kinds[layer] == "J" else (j,)))
        if not fused:
            names.append(Quantity("da", last, (way[-1][1],)))
        found[tuple(map(str, names))] = math.prod(map(value, names))
    return found


def names_of(path: Path) -> tuple[str, ...]:
    return tuple(str(factor.quantity) for factor in path.factors)


def check(evaluation: Evaluation, start: Quantity, sample: int, at_most: int = 64) -> None:
    every, found = walked(evaluation, start, sample), paths(evaluation, start, sample, at_most)
    scale = math.fsum(map(abs, every.values()))
    assert found.count == len(every)
    assert len(found.listed) == min(at_most, found.count)
    listed = {names_of(path) for path in found.listed}
    assert len(listed) == len(found.listed)
    for path in found.listed:
        assert path.value == pytest.approx(every[names_of(path)], rel=1e-13, abs=TINY)
        assert [f.value for f in path.factors] == [evaluation.value(f.quantity, sample) for f in path.factors]
    sizes = [abs(path.value) for path in found.listed]
    assert sizes == sorted(sizes, reverse=True)
    largest = sorted(map(abs, every.values()), reverse=True)[:at_most]
    assert sizes == pytest.approx(largest, rel=1e-12, abs=TINY)
    others = [value for names, value in every.items() if names not in listed]
    assert found.rest == pytest.approx(
        math.fsum(others), rel=1e-12, abs=TINY + 1e-13 * math.fsum(map(abs, others))
    )
    assert found.total == pytest.approx(math.fsum(every.values()), rel=1e-12, abs=TINY + 1e-13 * scale)
    assert found.path_multiplications == sum(len(names) - 1 for names in every)


@pytest.mark.parametrize(("last", "loss"), PAIRS)
@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_every_path_is_found_and_the_sum_is_the_gradient(last, loss, depth):
    seed = 100 + 10 * PAIRS.index((last, loss)) + depth
    others = [name for name in ACTIVATIONS if name != "relu"]
    hidden = [others[(seed + l) % len(others)] for l in range(depth - 1)]
    if depth == 3:
        hidden[seed % 2] = "softmax"
    sizes = [2, 3, 2, 3, 2][: depth + 1]
    evaluation = a_living_network(sizes, [*hidden, last], loss, samples=9, seed=seed)
    sample = 1 + int(np.abs(evaluation.array("dx")).sum(axis=1).argmax())  # a relu may be dead for the others
    one = slice(sample - 1, sample)
    alone = evaluate(evaluation.network, evaluation.x[one], evaluation.t[one], loss)
    # a softmax's delta cancels in the pass where its Jacobian, which the paths take, does not
    precision = 1e-9 if "softmax" in [*hidden, last] else 1e-12
    for start in starts(evaluation):
        check(evaluation, start, sample, at_most=5)
        gradient = alone.value(Quantity(f"d{start.kind}", start.layer, start.index))
        size = math.fsum(map(abs, walked(evaluation, start, sample).values()))
        total = paths(evaluation, start, sample).total
        assert total == pytest.approx(gradient, rel=precision, abs=1e-14 * size)
    assert np.any(alone.array("dx") != 0), "a gradient that is all zero proves nothing"


@settings(max_examples=100)
@given(evaluations(widest=4, deepest=3), st.integers(1, 70), st.data())
def test_any_network_is_walked_as_one_would_walk_it(evaluation, at_most, data):
    sample = data.draw(st.integers(1, evaluation.n_samples))
    check(evaluation, data.draw(st.sampled_from(starts(evaluation))), sample, at_most)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_64_largest_of_many(activation):
    evaluation = a_network([6] * 6, [activation] * 4 + ["identity"], seed=3)
    assert paths(evaluation, named("W1[2,3]"), 1).count == 6**4
    assert paths(evaluation, named("x[2]"), 1).count == 6**5
    assert paths(evaluation, named("x[2]"), 1).total != 0
    check(evaluation, named("W1[2,3]"), 1)
    check(evaluation, named("b1[5]"), 1)
    check(evaluation, named("x[2]"), 1)


def test_the_worked_example_by_hand():
    e = preset()
    evaluation = evaluate(e.network, e.x, e.t, e.loss)
    found = paths(evaluation, named("W1[1,1]"), 1)
    first, second = found.listed
    assert names_of(first) == ("x[1]", "slope1[1]", "W2[1,2]", "slope2[2]", "da2[2]")
    assert names_of(second) == ("x[1]", "slope1[1]", "W2[1,1]", "slope2[1]", "da2[1]")
    assert first.units == ((1, 1), (2, 2))
    # from the published activations: a (1 - a) for the slopes, and ŷ - t
    hidden = 0.93702664 * (1 - 0.93702664)
    over_2 = 1 * hidden * 0.8 * (0.75879129 * (1 - 0.75879129)) * 0.65879129
    over_1 = 1 * hidden * 0.7 * (0.86103399 * (1 - 0.86103399)) * 0.36103399
    assert first.value == pytest.approx(over_2, rel=1e-6)
    assert second.value == pytest.approx(over_1, rel=1e-6)
    assert found.total == pytest.approx(0.00747633, abs=5e-9)
    assert (found.count, found.rest, found.path_multiplications) == (2, 0.0, 8)
    # layer 2: 2 for delta, 4 for dW, 4 for da; layer 1: 2 for delta, 6 for dW, 6 for dx
    assert found.backprop_multiplications == 24


def test_a_softmax_leads_from_unit_to_unit_and_a_fused_one_does_not():
    evaluation = a_network([2, 2, 2], ["softmax", "softmax"], "categorical_cross_entropy")
    found = {names_of(path): path.units for path in paths(evaluation, named("b1[1]"), 1).listed}
    assert found == {
        ("J1[1,1]", "W2[1,1]", "delta2[1]"): ((1, 1), (2, 1)),
        ("J1[1,1]", "W2[1,2]", "delta2[2]"): ((1, 1), (2, 2)),
        ("J1[2,1]", "W2[2,1]", "delta2[1]"): ((1, 1), (1, 2), (2, 1)),
        ("J1[2,1]", "W2[2,2]", "delta2[2]"): ((1, 1), (1, 2), (2, 2)),
    }
    # layer 2: δ is there already, 4 for dW, 4 for da; layer 1: 4 through the Jacobian, 4 for dW, 4 for dx
    assert paths(evaluation, named("b1[1]"), 1).backprop_multiplications == 20


def test_an_input_has_a_path_through_every_unit_of_layer_1():
    evaluation = a_network([2, 3], ["tanh"])
    found = {names_of(path): path.units for path in paths(evaluation, named("x[2]"), 1).listed}
    assert found == {(f"W1[2,{j}]", f"slope1[{j}]", f"da1[{j}]"): ((0, 2), (1, j)) for j in (1, 2, 3)}


def test_a_gradient_has_the_paths_of_its_number():
    evaluation = a_network([3, 2, 2], ["tanh", "sigmoid"], samples=2)
    for number, gradient in (("W1[2,1]", "dW1[2,1]"), ("b2[1]", "db2[1]"), ("x[3]", "dx[3]")):
        assert paths(evaluation, named(number), 2) == paths(evaluation, named(gradient), 2)


def test_the_sample_that_is_named_goes_before_the_one_on_show():
    evaluation = a_network([3, 2, 2], ["tanh", "sigmoid"], samples=3)
    found, shown = paths(evaluation, named("x[1]@3"), 1), paths(evaluation, named("x[1]"), 3)
    assert found.total == shown.total == pytest.approx(evaluation.value(named("dx[1]@3")), rel=1e-12)
    assert names_of(found.listed[0])[1].endswith("@3")
    assert names_of(found.listed[0])[0].startswith("W1[1,")


@pytest.mark.parametrize("activation", ["tanh", "relu", "softmax"])
def test_eight_layers_of_64_units(activation):
    """That it ends at all shows that no 64⁷ paths are walked."""
    evaluation = a_network([64] * 9, [activation] * 7 + ["identity"], seed=1)
    for start, weights in (("W1[3,5]", 7), ("b1[64]", 7), ("x[9]", 8)):
        found = paths(evaluation, named(start), 1)
        assert found.count == 64 ** (weights + (7 if activation == "softmax" else 0))
        assert len(found.listed) == 64
        assert math.fsum([*(path.value for path in found.listed), found.rest]) == pytest.approx(found.total)
        gradient = evaluation.value(named("d" + start))
        assert found.total == pytest.approx(gradient, rel=1e-10, abs=1e-14)


def test_the_sum_of_the_rest_does_not_cancel():
    """One path of 1e20 beside 99 of 1: total minus listed would leave nothing of them."""
    W2 = np.ones((1, 100))
    W2[0, 7] = 1e20
    network = Network([Layer([[1.0]], [0.0], "identity"), Layer(W2, np.zeros(100), "identity")])
    evaluation = evaluate(network, [[1.0]], [[*([0.0] * 7), 1e20 - 1e6, *([0.0] * 92)]])
    found = paths(evaluation, named("b1[1]"), 1, at_most=1)
    assert names_of(found.listed[0])[1] == "W2[1,8]"
    assert found.rest == 99


def test_a_network_of_zeros_has_paths_of_zero():
    layers = [Layer(np.zeros((9, 9)), np.zeros(9), "relu") for _ in range(4)]
    found = paths(evaluate(Network(layers), np.zeros((1, 9)), np.ones((1, 9))), named("W1[1,1]"), 1)
    assert (found.count, found.rest, found.total) == (9**3, 0, 0)
    assert [path.value for path in found.listed] == [0.0] * 64
    assert [path.units[1:3] for path in found.listed[:2]] == [((2, 1), (3, 1))] * 2  # the lower units first


@pytest.mark.parametrize("activation", ["identity", "relu", "silu", "gelu", "softmax", "sigmoid"])
@pytest.mark.parametrize("width", [2, 9])
def test_numbers_beyond_all_bounds_crash_nothing(activation, width):
    weights = [np.full((width, width), 1e200) for _ in range(4)]
    layers = [Layer(W, np.full(width, -1e200), activation) for W in weights]
    evaluation = evaluate(Network(layers), np.full((1, width), 1e200), np.ones((1, width)))
    for start in ("x[1]", "W1[1,2]", "b3[2]", "W4[2,2]"):
        found = paths(evaluation, named(start), 1)
        assert isinstance(found, Paths)
        assert len(found.listed) == min(64, found.count)


def test_the_last_delta_stands_for_a_slope_that_is_0_and_a_gradient_that_is_infinite():
    layers = [Layer([[1.0]], [0.0], "identity"), Layer([[1.0]], [-2000.0], "sigmoid")]
    evaluation = evaluate(Network(layers), [[3.0]], [[1.0]], "binary_cross_entropy")
    assert math.isinf(evaluation.value(named("da2[1]")))
    found = paths(evaluation, named("W1[1,1]"), 1)
    assert names_of(found.listed[0]) == ("x[1]", "slope1[1]", "W2[1,1]", "delta2[1]")
    assert found.total == -3.0


@pytest.mark.parametrize(
    ("name", "sample", "words"),
    [
        ("z1[1]", 1, "z1[1]: paths to the loss are listed from a weight, a bias or an input"),
        ("C", 1, "C: paths to the loss are listed"),
        ("W1[9,1]", 1, "W1[9,1]: W1 has 3 rows"),
        ("W3[1,1]", 1, "W3: the network has 2 layers"),
        ("x[1]@4", 1, "x[1]@4: sample 4 does not exist; there are 2"),
        ("W1[1,1]", 3, "W1[1,1]: sample 3 does not exist; there are 2"),
    ],
)
def test_what_has_no_paths_is_refused_in_words(name, sample, words):
    evaluation = a_network([3, 2, 2], ["tanh", "sigmoid"], samples=2)
    with pytest.raises(QuantityError) as refused:
        paths(evaluation, named(name), sample)
    assert str(refused.value).startswith(words)
