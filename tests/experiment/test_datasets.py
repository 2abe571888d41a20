"""Each data set is balanced, reproducible and small; one of its networks learns it and the other cannot."""

import json
from functools import cache

import numpy as np
import pytest

from backprop.core.descent import descend
from backprop.core.optimizers import Adam, GradientDescent
from backprop.core.passes import forward
from backprop.experiment.datasets import DATASETS, dataset
from backprop.experiment.edits import reinitialise
from backprop.experiment.experiment import MOST_LAYERS, ExperimentError, Initialisation
from backprop.experiment.links import from_link, to_link

GATES = ("and", "or", "xor")
DRAWN = ("blobs", "circle", "moons", "spiral")
SEEDS = (0, 1, 2, 17)
OPTIMIZERS = {"descent": GradientDescent, "adam": Adam}


@cache
def trained(slug, able, seed=0):
    """The experiment, and its network after the training that its own `run` describes."""
    experiment = dataset(slug, able=able, seed=seed)
    run = dict(experiment.run)
    descent = descend(
        experiment.network,
        experiment.x,
        experiment.t,
        experiment.loss,
        OPTIMIZERS[run.pop("optimizer")](run.pop("rate")),
        run.pop("steps"),
        batch_size=run.pop("batch", None),
        seed=run.pop("seed", 0),
        l2=run.pop("l2", 0.0),
        frozen=run.pop("frozen", ()),
    )
    assert not run, "every key has been used"
    return experiment, descent.at(descent.steps)


def right(network, samples):
    """The share of samples with t = 1 whose output is 0.5 or more, and with t = 0 whose output is less."""
    return float(np.mean((forward(network, samples.x).output >= 0.5) == (samples.t == 1)))


def classes(samples):
    return samples.x[samples.t[:, 0] == 0], samples.x[samples.t[:, 0] == 1]


def test_the_seven_in_teaching_order():
    assert tuple(DATASETS) == GATES + DRAWN
    assert all(row.title for row in DATASETS.values())


@pytest.mark.parametrize("able", [True, False])
@pytest.mark.parametrize("slug", DATASETS)
def test_an_experiment_that_can_be_shown_and_sent(slug, able):
    for seed in SEEDS:
        experiment = dataset(slug, able=able, seed=seed)
        assert experiment.network.sizes[0] == 2
        assert experiment.network.sizes[-1] == 1
        assert len(experiment.network.layers) <= 3 < MOST_LAYERS
        assert max(experiment.network.sizes) <= 8
        assert 30 < len(experiment.note) < 350
        assert experiment.run["steps"] <= 3000
        assert len(to_link(experiment)) < 8000
        assert from_link(to_link(experiment)) == experiment
        assert experiment == dataset(slug, able=able, seed=seed)


@pytest.mark.parametrize("slug", DATASETS)
def test_both_networks_see_the_same_samples_for_as_many_steps(slug):
    able, unable = dataset(slug), dataset(slug, able=False)
    assert able.x.tobytes() == unable.x.tobytes()
    assert able.t.tobytes() == unable.t.tobytes()
    assert able.test == unable.test
    assert able.run["steps"] == unable.run["steps"]
    assert able.title != unable.title
    assert able.note != unable.note


@pytest.mark.parametrize(
    ("slug", "truth"),
    [("and", lambda a, b: a and b), ("or", lambda a, b: a or b), ("xor", lambda a, b: a ^ b)],
)
def test_a_gate_is_its_truth_table(slug, truth):
    gate = dataset(slug)
    assert sorted(gate.x.tolist()) == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert [[truth(int(a), int(b))] for a, b in gate.x] == gate.t.tolist()
    assert gate.test is None


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("slug", DRAWN)
def test_drawn_samples_are_balanced_distinct_and_short(slug, seed):
    experiment = dataset(slug, seed=seed)
    for samples, least, most in ((experiment, 60, 80), (experiment.test, 20, 40)):
        assert least <= len(samples.x) <= most
        off, on = classes(samples)
        assert len(off) == len(on) == len(samples.x) / 2
        assert np.abs(samples.x).max() < 1.8
        assert np.ptp(samples.x, axis=0).min() > 1
    points = [*experiment.x.tolist(), *experiment.test.x.tolist()]
    assert len({tuple(point) for point in points}) == len(points)
    assert all(len(repr(abs(number))) <= 4 for point in points for number in point)
    assert "-0.0," not in json.dumps(points)
    assert experiment.source == f"Generated with seed {seed}"


@pytest.mark.parametrize("slug", DRAWN)
def test_another_seed_draws_other_points(slug):
    assert dataset(slug, seed=1).x.tolist() != dataset(slug, seed=2).x.tolist()


def test_shapes_are_what_their_names_say():
    off, on = classes(dataset("circle", seed=3))
    assert np.hypot(*on.T).max() < 0.65
    assert np.hypot(*off.T).min() > 0.95
    off, on = classes(dataset("spiral", seed=3))
    for arm, turn in ((off, 0.0), (on, np.pi)):
        radius = np.hypot(*arm.T)
        wound = 2 * np.pi * (radius - 0.2) / 1.2 + turn
        assert np.mean(np.cos(np.arctan2(arm[:, 1], arm[:, 0]) - wound) > 0.8) > 0.9
    off, on = classes(dataset("moons", seed=3))
    for moon, side in ((off, 1), (on, -1)):
        centre = np.array([-0.45, -0.33]) * side
        assert np.abs(np.hypot(*(moon - centre).T) - 0.9).max() < 0.35
        assert np.mean(side * (moon - centre)[:, 1] > -0.2) > 0.95


@pytest.mark.parametrize("slug", GATES)
def test_the_able_network_learns_a_gate_and_the_other_does_not(slug):
    assert right(trained(slug, True)[1], dataset(slug)) == 1
    assert right(trained(slug, False)[1], dataset(slug)) <= 0.75


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("slug", DRAWN)
def test_the_able_network_learns_what_is_drawn_and_the_other_does_not(slug, seed):
    experiment, network = trained(slug, True, seed)
    assert right(network, experiment) >= 0.95
    assert right(network, experiment.test) >= 0.9
    assert right(network, experiment) - right(trained(slug, False, seed)[1], experiment) >= 0.08
    assert right(trained(slug, False, seed)[1], experiment) <= 0.9


def test_no_line_parts_xor():
    """The middle of the corners that are off is the middle of those that are on: a line has it on one side."""
    off, on = classes(dataset("xor"))
    assert off.mean(axis=0).tolist() == on.mean(axis=0).tolist()
    np.testing.assert_allclose(forward(trained("xor", False)[1], dataset("xor").x).output, 0.5, atol=0.01)


def test_no_line_through_the_origin_parts_and():
    """z is linear without its bias, so at (1, 1) it is the sum of what it is at the two corners beside."""
    off, on = classes(dataset("and", able=False))
    assert on.tolist() == [off.sum(axis=0).tolist()]
    assert trained("and", False)[1].layers[0].b.tolist() == [0]


def test_without_a_bias_or_is_undecided_at_the_origin():
    experiment, network = trained("or", False)
    assert (experiment.x[0].tolist(), experiment.t[0].tolist()) == ([0, 0], [0])
    assert forward(network, experiment.x).output[0, 0] == 0.5
    assert not np.array_equal(network.layers[0].W, experiment.network.layers[0].W)


def test_no_weight_of_the_zero_network_ever_moves():
    start, network = trained("blobs", False)
    assert start.initialisation == Initialisation("zeros", 0)
    for layer in network.layers:
        assert not layer.W.any()
    assert not network.layers[0].b.any()
    assert network.layers[1].b.any()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_parts_disc_and_ring(seed):
    """In each of 360 directions the ring reaches farther than all of the disc, so no line has one on each side."""
    off, on = classes(dataset("circle", seed=seed))
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    directions = np.stack([np.cos(angles), np.sin(angles)])
    assert ((off @ directions).max(axis=0) > (on @ directions).max(axis=0)).all()


@pytest.mark.parametrize("slug", ["circle", "moons"])
def test_without_a_bent_activation_the_border_is_a_straight_line(slug):
    """z of the output is as much at the middle of two samples as on average at both."""
    experiment, network = trained(slug, False)
    middles = (experiment.x[::2] + experiment.x[1::2]) / 2
    z = forward(network, experiment.x).z[-1]
    np.testing.assert_allclose(forward(network, middles).z[-1], (z[::2] + z[1::2]) / 2, atol=1e-12)
    bent = trained("moons", True)[1]
    z = forward(bent, experiment.x).z[-1]
    assert np.abs(forward(bent, middles).z[-1] - (z[::2] + z[1::2]) / 2).max() > 1


@pytest.mark.parametrize("slug", DATASETS)
def test_the_weights_are_those_of_the_initialisation(slug):
    """So that the same scheme and seed in the app bring the start of the run back."""
    for able in (True, False):
        experiment = dataset(slug, able=able, seed=5)
        start = experiment.initialisation
        assert reinitialise(experiment, start.scheme, start.seed) == experiment


@pytest.mark.parametrize(("slug", "seed"), [("rings", 0), ("moons", -1), ("moons", 2**32), ("and", 0.5)])
def test_what_is_no_data_set_is_refused(slug, seed):
    with pytest.raises(ExperimentError, match=r"no data set|seed"):
        dataset(slug, seed=seed)
