"""Every mistake runs as its printed program does, is caught where it matters, and is silent where it is none."""

from itertools import pairwise

import numpy as np
import pytest

import backprop as bp
from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import evaluate
from backprop.core.passes import run_backward, run_forward
from backprop.experiment.presets import preset
from backprop.lessons.bugs.lab import code_of, find, train
from backprop.lessons.bugs.listing import program
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.bugs.program import run_lines
from tests.core.networks import allowed

PAIRS = [(loss, last) for last in ACTIVATIONS for loss in bp.losses_for(last)]
LASTS = [("half_squared_error", "sigmoid"), ("squared_error", "tanh"), ("mean_squared_error", "softmax")]
LASTS += [("binary_cross_entropy", "sigmoid"), ("categorical_cross_entropy", "softmax")]
LASTS += [("huber", "identity"), ("hinge", "tanh")]


def network(sizes, last, seed=0, hidden="tanh"):
    rng = np.random.default_rng(seed)
    names = [hidden] * (len(sizes) - 2) + [last]
    return bp.Network(
        [
            bp.Layer(rng.normal(size=pair), rng.normal(size=pair[1]), name)
            for pair, name in zip(pairwise(sizes), names, strict=True)
        ]
    )


def evaluation(sizes, loss, last, samples=3, seed=0, hidden="tanh", rate=0.1):
    rng = np.random.default_rng(seed + 99)
    t = allowed(rng.uniform(0.1, 0.9, size=(samples, sizes[-1])), loss)
    return evaluate(network(sizes, last, seed, hidden), rng.normal(size=(samples, sizes[0])), t, loss, rate)


def arrays(found):
    return [*found.dW, *found.db]


def run(text, e, W, b, sums):
    """Run a program's text, as Python would, on the parameters W and b (lists); the gradients it leaves."""
    net = bp.Network([bp.Layer(w, c, name) for w, c, name in zip(W, b, e.network.activations, strict=True)])
    forward = bp.forward(net, e.x)
    names = {"np": np, "x": e.x, "t": e.t, "y": forward.output, "eta": e.learning_rate}
    names |= {f"{name}_slope": f.slope for name, f in ACTIVATIONS.items() if f.slope is not None}
    for l in range(1, len(W) + 1):
        names |= {f"z{l}": forward.z[l - 1], f"a{l}": forward.a[l]}
        names |= {f"W{l}": W[l - 1].copy(), f"b{l}": b[l - 1].copy()}
        names |= {f"dW{l}": sums[l - 1][0], f"db{l}": sums[l - 1][1]}
    exec(text, names)
    numbers = range(1, len(W) + 1)
    return (
        [(names[f"dW{l}"], names[f"db{l}"]) for l in numbers],
        [names[f"W{l}"] for l in numbers],
        [names[f"b{l}"] for l in numbers],
    )


def zeros(e):
    return [(np.zeros_like(layer.W), np.zeros_like(layer.b)) for layer in e.network.layers]


@pytest.mark.parametrize(("loss", "last"), PAIRS)
@pytest.mark.parametrize("samples", [1, 4])
def test_the_right_lines_are_backpropagation(loss, last, samples):
    e = evaluation((3, 4, 2), loss, last, samples)
    ours, theirs = run_lines({}, e.network, e.forward, e.t, loss), e.backward
    for one, other in zip(
        [*arrays(ours), *ours.delta, *ours.da[1:]],
        [*arrays(theirs), *theirs.delta, *theirs.da[1:]],
        strict=True,
    ):
        assert one.shape == other.shape
        # a softmax's δ may cancel to the round-off of what it is made of
        assert np.allclose(one, other, rtol=1e-13, atol=np.finfo(float).eps * np.abs(theirs.da[-1]).max())
    assert ours.cost == theirs.cost


@pytest.mark.parametrize(("loss", "last"), LASTS)
@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize("key", MISTAKES)
def test_a_mistake_is_what_its_printed_program_computes(key, loss, last, samples):
    e = evaluation((2, 2, 2, 2), loss, last, samples)  # of one size: every mistake's shapes fit
    found = find(key, e)
    if not found.runs:
        assert found.absent or (key, last) == ("slope-of-next-layer", "softmax")
        return
    W, b = [layer.W for layer in e.network.layers], [layer.b for layer in e.network.layers]
    written = code_of(key, e)
    assert any(line.differs for line in written) or (key == "batch-summed" and samples == 1)
    text = {wrong: program(written, wrong=wrong) for wrong in (False, True)}
    right, W_after, b_after = run(text[False], e, W, b, zeros(e))
    for (dW, db), layer in zip(right, range(3), strict=True):
        assert np.allclose(dW, e.backward.dW[layer], rtol=1e-12, atol=1e-15)
        assert np.allclose(db, e.backward.db[layer], rtol=1e-12, atol=1e-15)
    if MISTAKES[key].order == "kept":  # it shows at the second step
        sums = run(text[True], e, W, b, zeros(e))[0]
        mistaken = run(text[True], e, W_after, b_after, sums)[0]
    else:
        mistaken = run(text[True], e, W, b, zeros(e))[0]
    for (dW, db), layer in zip(mistaken, range(3), strict=True):
        assert np.allclose(dW, found.wrong.dW[layer], rtol=1e-9, atol=1e-14)
        assert np.allclose(db, found.wrong.db[layer], rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("key", MISTAKES)
def test_training_with_a_mistake_is_its_printed_program_in_a_loop(key):
    e = evaluation((2, 2, 2), "half_squared_error", "softmax", 3, hidden="sigmoid")
    if not find(key, e).runs:
        e = evaluation((2, 2, 2), "half_squared_error", "sigmoid", 3, hidden="sigmoid")
    text = program(code_of(key, e), wrong=True)
    if not MISTAKES[key].order:
        text += "\n" + "\n".join(f"W{l} -= eta * dW{l}\nb{l} -= eta * db{l}" for l in (1, 2))
    W, b, sums = [layer.W for layer in e.network.layers], [layer.b for layer in e.network.layers], zeros(e)
    for _ in range(7):
        sums, W, b = run(text, e, W, b, sums)
    right, wrong = train(key, e, 7)
    for one, layer in zip(W, wrong.at(7).layers, strict=True):
        assert np.allclose(one, layer.W, rtol=1e-11, atol=1e-14)
    same = np.allclose(right.at(7).layers[0].W, wrong.at(7).layers[0].W, rtol=1e-6, atol=0)
    assert not same


CAUGHT = {
    key: evaluation(
        (3, 2, 2), "mean_squared_error", "softmax" if key == "softmax-by-element" else "tanh", 3, 5
    )
    for key in MISTAKES
}


@pytest.mark.parametrize("key", MISTAKES)
def test_the_check_catches_a_mistake_where_it_matters(key):
    e = CAUGHT[key]
    assert bp.check_gradients(e.network, e.x, e.t, e.loss).ok
    check = find(key, e).check
    assert not check.ok
    assert check.worst > 1e-3
    # Red exactly where a gradient differs from the right one, green elsewhere.
    at, wrong = find(key, e).at, find(key, e).wrong
    for right, mistaken, error in zip(
        arrays(at.backward), arrays(wrong), [*check.error.dW, *check.error.db], strict=True
    ):
        differs = np.abs(mistaken - right) > 1e-5 * np.maximum(np.abs(right), np.abs(mistaken))
        assert ((error > 1e-6) == differs).all()


def only(**parts):
    """A 2-2-2 network with these parts, others drawn."""
    e = evaluation(
        (2, 2, 2),
        "half_squared_error",
        parts.get("last", "tanh"),
        parts.get("samples", 3),
        hidden=parts.get("hidden", "tanh"),
    )
    layers = [
        bp.Layer(parts.get("W", layer.W), parts.get("b", layer.b), layer.activation)
        for layer in e.network.layers
    ]
    return evaluate(bp.Network(layers), e.x, e.t, e.loss, 0.1)


SILENT = {
    "slope-forgotten": only(hidden="identity", last="identity"),
    "slope-of-next-layer": only(hidden="identity", last="identity"),
    "slope-at-a": only(hidden="leaky_relu", last="relu", b=np.array([3.0, 4.0])),
    "not-transposed": only(W=np.array([[0.3, -0.7], [-0.7, 0.2]])),
    "wrong-side": only(W=np.diag([0.3, -0.7])),
    "one-path": evaluation((2, 2, 1), "half_squared_error", "tanh", 3),
    "bias-shared": evaluation((2, 1, 1), "half_squared_error", "tanh"),
    "times-bias": only(b=np.ones(2)),
    "batch-summed": only(samples=1),
    "early-update": evaluation((3, 2), "half_squared_error", "tanh"),
}
NEVER_SILENT = {"factor-two", "sign-turned"}  # wherever there is a gradient it is wrong
ONE_STEP_LATER = {"never-cleared"}  # right at the first step by its definition, looked at on the second
WITHOUT = {"softmax-by-element"}  # a network without a softmax cannot have it


def test_every_mistake_has_a_network_where_it_is_silent_or_a_reason_why_there_is_none():
    assert set(SILENT) | NEVER_SILENT | ONE_STEP_LATER | WITHOUT == set(MISTAKES)


@pytest.mark.parametrize("key", SILENT)
def test_a_mistake_is_silent_where_it_makes_no_difference(key):
    e = SILENT[key]
    assert all(np.abs(dW).max() > 1e-3 for dW in e.backward.dW)
    found = find(key, e)
    if found.absent:
        assert "no hidden layer" in found.absent
        return
    assert found.check.ok
    for right, mistaken in zip(arrays(e.backward), arrays(found.wrong), strict=True):
        assert np.allclose(right, mistaken, rtol=1e-12, atol=1e-16)


def test_gradients_that_are_never_cleared_are_right_at_the_first_step():
    e = CAUGHT["never-cleared"]
    right, wrong = train("never-cleared", e, 2)
    assert np.allclose(right.theta[1], wrong.theta[1], rtol=1e-15)
    assert not np.allclose(right.theta[2], wrong.theta[2], rtol=1e-3)


def test_a_program_whose_shapes_do_not_fit_says_where_it_stops():
    e = evaluation((2, 3, 2, 2), "half_squared_error", "sigmoid")
    assert find("not-transposed", e).crash.name == "da1"
    assert find("slope-of-next-layer", e).crash.name == "delta1"
    assert find("wrong-side", e).crash.name == "delta1"
    assert "(3,3)" in find("slope-of-next-layer", e).crash.reason
    for key in ("not-transposed", "slope-of-next-layer", "wrong-side"):
        W, b = [layer.W for layer in e.network.layers], [layer.b for layer in e.network.layers]
        with pytest.raises(ValueError, match=r"shape|mismatch"):
            run(program(code_of(key, e), wrong=True), e, W, b, zeros(e))


def test_one_path_is_the_derivative_through_the_first_unit_of_the_next_layer_alone():
    e = evaluation((3, 4, 2), "half_squared_error", "tanh", 3)
    hidden, last = e.network.layers
    alone = bp.Layer(last.W[:, :1], last.b[:1], last.activation)  # the same network without the other output
    one = evaluate(bp.Network([hidden, alone]), e.x, e.t[:, :1], e.loss)
    found = find("one-path", e)
    assert np.allclose(found.wrong.dW[0], one.backward.dW[0], rtol=1e-12)
    assert not np.allclose(found.wrong.dW[0], e.backward.dW[0], rtol=1e-3)
    assert find("one-path", one).check.ok  # one path is all there is: nothing is dropped


def test_what_numpy_repeats_without_a_word_is_wrong_without_a_word():
    e = evaluation((2, 3, 1), "half_squared_error", "sigmoid")
    found = find("wrong-side", e)
    assert found.runs
    assert np.ptp(found.wrong.da[1], axis=1).max() == 0  # one number for all three units
    assert not found.check.ok


def test_the_worked_examples_first_bias_gradient_is_this_mistake():
    example = preset()
    wrong = find("bias-shared", example.evaluate()).wrong
    assert f"{wrong.db[1][0]:.8f}" == example.published["db2[1]"].text == "0.16377596"
    assert f"{wrong.db[0].sum() / 2:.8f}" == "0.00922377"


def test_mistaken_passes_leave_the_right_one_alone():
    e = evaluation((2, 2, 2), "half_squared_error", "sigmoid")
    before = run_backward(e.network, run_forward(e.network, e.x), e.t, e.loss)
    for key in MISTAKES:
        find(key, e)
    after = run_backward(e.network, run_forward(e.network, e.x), e.t, e.loss)
    assert all((a == b).all() for a, b in zip(arrays(before), arrays(after), strict=True))
