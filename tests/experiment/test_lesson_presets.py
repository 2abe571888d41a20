"""Each lesson, trained with its own settings, shows what its answer says, every number of it digit for digit."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import backprop as bp
from backprop.core.parameters import theta_of, with_theta
from backprop.experiment.documents import from_json, to_json
from backprop.experiment.edits import set_value
from backprop.experiment.links import from_link, to_link
from backprop.experiment.presets import LESSONS, PRESETS, preset
from backprop.experiment.training import question_of, training_of

NUMBER = re.compile(r"−?\d+(?:,\d{3})*(?:\.\d+)?(?:×10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
ETAS = ["eta-too-small", "eta-right", "eta-too-large"]


@cache
def train(slug, **told):
    """The run of a lesson, with other settings where they are told."""
    training = replace(training_of(preset(slug).run), **told)
    return training.start(preset(slug)).extend(training.steps)


def plain(text):
    return text.replace("-", "−")


def scientific(value, digits=4):
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}×10{str(int(exponent)).translate(SUPERSCRIPT)}"


def numbers(text):
    """All numbers of a text, in its order."""
    return NUMBER.findall(text)


def question(slug):
    return numbers(question_of(preset(slug).run)[0])


def answer(slug):
    return numbers(question_of(preset(slug).run)[1])


def curvatures(experiment):
    """The eigenvalues of the Hessian of the cost, by central second differences of the cost alone."""
    theta, h = theta_of(experiment.network), 1e-3
    step = h * np.eye(len(theta))

    def cost(offset):
        network = with_theta(experiment.network, theta + offset)
        return float(bp.cost(network, experiment.x, experiment.t, experiment.loss))

    hessian = [
        [(cost(a + b) - cost(a - b) - cost(b - a) + cost(-a - b)) / (4 * h * h) for b in step] for a in step
    ]
    return np.linalg.eigvalsh(hessian)


def lengths(run, step):
    """The length of each layer's gradient after so many steps."""
    x, t, loss = run.task.x, run.task.t, run.task.loss
    found = bp.backward(run.at(step), bp.forward(run.at(step), x), t, loss)
    return [
        np.hypot(np.linalg.norm(dW), np.linalg.norm(db)) for dW, db in zip(found.dW, found.db, strict=True)
    ]


@pytest.mark.parametrize("slug", LESSONS)
def test_every_lesson_opens_fits_a_link_and_asks_before_it_runs(slug):
    lesson = preset(slug)
    assert slug not in PRESETS
    assert lesson.title == LESSONS[slug]
    assert lesson.source
    assert 300 <= len(lesson.note) <= 1200
    assert "\n" not in lesson.note
    assert from_json(to_json(lesson)) == lesson
    assert len(to_link(lesson)) < 8000
    assert from_link(to_link(lesson)) == lesson
    asked, told = question_of(lesson.run)
    assert asked.endswith("?")
    assert told


@pytest.mark.parametrize("slug", LESSONS)
def test_every_setting_is_understood(slug):
    lesson = preset(slug)
    training = training_of(lesson.run)
    for name, value in lesson.run.items():
        if name not in ("question", "answer"):
            meant = training.parameters().get(name) if name == "momentum" else getattr(training, name)
            assert meant == (tuple(value) if name == "frozen" else value)


def test_the_three_learning_rates_are_one_experiment():
    small, right, large = (preset(slug) for slug in ETAS)
    for other in (right, large):
        same = replace(other, title=small.title, note=small.note, run=small.run)
        assert same == small
        assert training_of(other.run) == replace(training_of(small.run), rate=training_of(other.run).rate)
    assert training_of(right.run).rate / training_of(small.run).rate == 1000
    assert training_of(large.run).rate / training_of(right.run).rate == 2


@pytest.mark.parametrize("slug", ETAS)
def test_each_step_multiplies_the_distances_by_one_minus_eta_times_the_curvature(slug):
    one, largest = curvatures(preset(slug))
    assert (one, largest) == pytest.approx((1, 2.5), rel=1e-6)
    run, rate = train(slug), training_of(preset(slug).run).rate
    k = np.arange(run.steps + 1)
    weight, bias = run.theta[:, 0] - 2, run.theta[:, 1] - 1
    np.testing.assert_allclose(weight, -3 * (1 - 2.5 * rate) ** k, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(bias, -((1 - rate) ** k), rtol=1e-9, atol=1e-15)
    factor = f"{1 - 2.5 * rate:.5f}".rstrip("0")
    assert plain(factor) in question(slug)


def test_eta_too_small():
    run = train("eta-too-small")
    left = (run.theta[-1, 0] - 2) / (run.theta[0, 0] - 2)
    fallen = 1 - run.cost[-1] / run.cost[0]
    assert 0.04 < fallen < 0.05
    assert (np.diff(run.cost) < 0).all()
    assert answer("eta-too-small") == [
        f"{100 * left:.1f}", plain(f"{run.theta[0, 0]:.0f}"), plain(f"{run.theta[-1, 0]:.4f}"),
        f"{run.cost[0]:.2f}", f"{run.cost[-1]:.2f}", "5", "1000", str(run.steps),
    ]  # fmt: skip
    assert lengths(run, run.steps)[0] / lengths(run, 0)[0] > 0.97, "the note: it has hardly changed"


def test_eta_right():
    run = train("eta-right")
    way = [plain(f"{w:.10g}") for w in run.theta[:4, 0]]
    assert answer("eta-right") == [
        "4", *way, "2", str(run.steps), f"{run.cost[0]:.2f}", scientific(run.cost[-1])
    ]  # fmt: skip
    share = 1.25 * (run.theta[-1, 0] - 2) ** 2 / run.cost[-1]
    assert share < 1e-9, "what is left is the bias"


def test_eta_too_large_and_the_limit():
    run = train("eta-too-large")
    assert (np.diff(run.cost) > 0).all()
    largest = curvatures(preset("eta-too-large"))[-1]
    limit = 2 / largest
    for rate, grows in ((0.99 * limit, False), (1.01 * limit, True)):
        longer = train("eta-too-large", rate=rate, steps=400)
        assert (longer.cost[-1] > longer.cost[0]) == grows
    assert train("eta-too-large", steps=2000).diverged is not None
    assert answer("eta-too-large") == [
        f"{run.cost[0]:.2f}", f"{run.cost[1]:.2f}", str(run.steps), scientific(run.cost[-1]), "1.5",
        "1", "2.5", "−1", "1", "2", f"{largest:.1f}", f"{limit:.1f}", "2",
    ]  # fmt: skip


def test_ravine():
    lesson, run = preset("ravine"), train("ravine")
    assert curvatures(lesson) == pytest.approx([1, 1, 100], rel=1e-6)  # the frozen bias has 1 too
    same = train("ravine", optimizer="descent")
    side = np.sign(same.theta[:100, 0] - 0.3)
    assert (side[1:] == -side[:-1]).all(), "it zigzags"
    round_bowl = replace(lesson, x=lesson.x / [10, 1])
    assert curvatures(round_bowl) == pytest.approx([1, 1, 1], rel=1e-6), (
        "the note: divide the first input by ten"
    )
    rates = np.linspace(0, 0.02, 2001)
    powers = 2 * run.steps
    best = 2 * ((1 - rates) ** powers + (1 - 100 * rates) ** powers)  # of the distances 2 and 0.2
    assert same.cost[-1] == pytest.approx(best[1800], rel=1e-9)
    at_best = train("ravine", optimizer="descent", rate=rates[best.argmin()])
    assert at_best.cost[-1] == pytest.approx(best.min(), rel=1e-9)
    times = 100_000
    assert times * run.cost[-1] < best.min() < same.cost[-1]
    below = f"{np.floor(best.min() * 1e4) / 1e4:.4f}"
    assert answer("ravine") == [
        f"{times:,}", f"{run.cost[0]:.0f}", scientific(run.cost[-1]), str(run.steps),
        f"{same.cost[-1]:.4f}", "0.018", below, "1", "1", "0.9", "10",
    ]  # fmt: skip
    assert f"{0.982**200:.3f}" in question("ravine")


def test_symmetric_start():
    lesson, run = preset("symmetric-start"), train("symmetric-start")
    first, second = run.network.layers
    assert (first.W[:, :, 0] == first.W[:, :, 1]).all()
    assert (first.b[:, 0] == first.b[:, 1]).all()
    assert (second.W[:, 0] == second.W[:, 1]).all()
    assert np.abs(first.W[-1] - first.W[0]).min() > 0.5, "they move, though"
    nudged = training_of(lesson.run).start(set_value(lesson, "W1[1,1]", 0.6)).extend(run.steps)
    end = nudged.at(run.steps)
    assert np.abs(end.layers[0].W[:, 0] - end.layers[0].W[:, 1]).min() > 1
    assert (np.round(bp.forward(end, lesson.x).output) == lesson.t).all()
    assert (np.round(bp.forward(run.at(run.steps), lesson.x).output) != lesson.t).any()
    assert answer("symmetric-start") == [
        f"{run.cost[-1]:.3f}", f"{run.steps:,}", "1", "1", "0.5", "0.6", f"{run.steps:,}",
        f"{nudged.cost[-1]:.3f}",
    ]  # fmt: skip


def test_the_vanishing_gradient_and_its_twin_differ_in_the_hidden_activations_alone():
    one, other = preset("vanishing-sigmoid"), preset("vanishing-relu")
    assert one.network.activations == ("sigmoid",) * 4
    assert other.network.activations == ("relu",) * 3 + ("sigmoid",)
    layers = [(layer.W, layer.b) for layer in one.network.layers]
    network = other.network.with_parameters(*zip(*layers, strict=True))
    twin = replace(one, network=network, title=other.title, note=other.note, run=other.run)
    assert twin == other
    assert training_of(one.run) == training_of(other.run)


def test_vanishing_sigmoid():
    run = train("vanishing-sigmoid")
    start = lengths(run, 0)
    ratio = start[-1] / start[0]
    assert (np.diff(start) > 0).all()
    assert ratio > 4**3
    assert answer("vanishing-sigmoid") == [
        f"{ratio:.0f}", "0.25", str(4**3), str(run.steps), f"{np.log(2):.3f}", "2", "0.5"
    ]  # fmt: skip
    assert f"{run.cost[-1]:.3f}" == f"{np.log(2):.3f}"
    output = bp.forward(run.at(run.steps), run.task.x).output
    assert np.abs(output - 0.5).max() < 0.005
    places = (4, 4, 3, 3)
    said = [f"{value:.{n}f}" for value, n in zip(start, places, strict=True)]
    in_note = numbers(preset("vanishing-sigmoid").note)
    assert in_note[-8:] == [said[3], "4", said[2], "3", said[1], "2", said[0], "1"]


def test_vanishing_relu():
    run = train("vanishing-relu")
    start = lengths(run, 0)
    ratio = start[-1] / start[0]
    output = bp.forward(run.at(run.steps), run.task.x).output[:, 0]
    assert max(start) / min(start) < 1.2, "the note: about the same length"
    assert answer("vanishing-relu") == [
        f"{start[0]:.3f}", "1", f"{start[-1]:.3f}", "4", f"{ratio:.2f}", str(run.steps),
        f"{run.cost[0]:.3f}", f"{run.cost[-1]:.3f}", *(f"{y:.3f}" for y in output),
    ]  # fmt: skip
    assert (np.round(output) == run.task.t[:, 0]).all()
    assert answer("vanishing-sigmoid")[0] in question("vanishing-relu")


def test_dead_relu_descent():
    lesson, run = preset("dead-relu-descent"), train("dead-relu-descent")
    found = bp.backward(run.network, bp.forward(run.network, lesson.x), lesson.t, lesson.loss)
    assert (found.dW[0][:, :, 1] == 0).all()
    assert (found.db[0][:, 1] == 0).all()
    assert (found.dW[1][:, 1] == 0).all()
    assert (found.dW[0][0][:, [0, 2]] != 0).all(), "the others learn"
    first, second = run.network.layers
    still = [*first.W[:, :, 1].T, first.b[:, 1], second.W[:, 1, 0]]
    assert all((values == values[0]).all() for values in still)
    assert answer("dead-relu-descent") == [
        *(plain(f"{values[-1]:.0f}") for values in still), "0", str(run.steps),
        f"{run.cost[0]:.4f}", scientific(run.cost[-1]),
    ]  # fmt: skip


def test_mazur_10000():
    lesson, run = preset("mazur-10000"), train("mazur-10000")
    early = train("mazur-10000", order="early")
    same = preset("mazur")
    assert (lesson.network, lesson.x.tobytes(), lesson.t.tobytes()) == (
        same.network, same.x.tobytes(), same.t.tobytes()
    )  # fmt: skip

    def outputs(of):
        return [f"{y:.9f}" for y in bp.forward(of.at(10_000), lesson.x).output[0]]

    assert question("mazur-10000") == [
        f"{early.cost[1]:.9f}", f"{early.cost[-1]:.9f}", "10,000", f"{run.cost[9999]:.10f}", *outputs(early), "0.5"
    ]  # fmt: skip
    assert answer("mazur-10000") == [
        f"{run.cost[1]:.9f}", f"{run.cost[-1]:.10f}", "10,000", *outputs(run), f"{run.cost[9999]:.10f}", "9,999"
    ]  # fmt: skip
    assert (np.diff(early.cost) < 0).all(), "it learns all the same"
    assert f"{run.at(1).layers[0].W[0, 0]:.9f}" in numbers(lesson.note)
