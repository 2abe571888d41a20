"""Directions: orthonormal, as long as what they belong to, and those a path really spans."""

import numpy as np
import pytest

from backprop.core.directions import orthonormal, principal_directions, random_directions
from backprop.core.parameters import structured
from tests.core.networks import random_network


def is_orthonormal(directions):
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-14)


def test_what_depends_on_the_others_is_passed_over():
    a, b = np.array([3.0, 0.0, 4.0]), np.array([1.0, 1.0, 1.0])
    found = orthonormal([np.zeros(3), a, 2 * a, a + 1e-13 * b, np.array([np.inf, 0, 0]), b])
    is_orthonormal(found)
    np.testing.assert_allclose(found[0], [0.6, 0, 0.8])
    with pytest.raises(ValueError, match="1 independent ones given, 2 expected"):
        orthonormal([a, -a])


def test_nearly_the_same_direction_leaves_an_orthogonal_rest():
    """Here one turn of Gram–Schmidt is not enough."""
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 300))
    is_orthonormal(orthonormal([a, a + 1e-7 * b]))


def test_random_directions_treat_units_by_their_size():
    """The first direction is filter-normalised: each unit's part is as long as the unit's weights and bias."""
    network = random_network([3, 4, 2], ["tanh", "sigmoid"])
    network = network.replace("W", 1, network.layers[0].W * np.array([1, 10, 100, 1000]))
    found = random_directions(network, 5)
    is_orthonormal(found)
    parts = structured(network, found[0])
    for layer, W, b in zip(network.layers, parts.dW, parts.db, strict=True):
        own = np.sqrt((layer.W**2).sum(axis=0) + layer.b**2)
        np.testing.assert_allclose(np.sqrt((W**2).sum(axis=0) + b**2) / own, 1 / norm_of(network), rtol=1e-12)
    assert (random_directions(network, 5) == found).all()
    assert not np.allclose(random_directions(network, 6), found)


def norm_of(network):
    return np.sqrt(sum((layer.W**2).sum() + (layer.b**2).sum() for layer in network.layers))


def test_a_dead_network_has_directions_too():
    network = random_network([2, 2, 1], ["relu", "sigmoid"])
    zeros = network.with_parameters(
        [0 * layer.W for layer in network.layers], [0 * layer.b for layer in network.layers]
    )
    is_orthonormal(random_directions(zeros, 0))


def test_a_path_in_a_plane_spans_that_plane():
    rng = np.random.default_rng(1)
    basis = np.linalg.qr(rng.normal(size=(9, 2)))[0].T
    places = np.cumsum(rng.normal(size=(50, 2)) * [2.0, 0.3], axis=0)
    theta = 7 + places @ basis
    found = principal_directions(theta)
    is_orthonormal(found.directions)
    np.testing.assert_allclose(found.directions @ basis.T @ basis, found.directions, atol=1e-12)
    assert found.shares.sum() == pytest.approx(1)
    variances = np.linalg.eigvalsh(np.cov(theta.T))[::-1]
    np.testing.assert_allclose(found.shares, variances[:2] / variances.sum(), rtol=1e-10)
    assert (found.directions @ (theta[-1] - theta[0]) >= 0).all()


def test_a_straight_path_and_none_take_spare_directions():
    straight = np.outer(np.arange(4.0), [0, 3.0, 4.0])
    found = principal_directions(straight, [np.array([0, 6.0, 8.0]), np.array([5.0, 1.0, 0.0])])
    np.testing.assert_allclose(found.directions[0], [0, 0.6, 0.8], atol=1e-15)
    assert found.directions[1][0] > 0.9
    np.testing.assert_allclose(found.shares, [1, 0], atol=1e-15)
    point = principal_directions(np.ones((1, 3)), [np.array([0, 0, 2.0])])
    np.testing.assert_allclose(point.directions, [[0, 0, 1], [1, 0, 0]])
    assert (point.shares == 0).all()


def test_a_path_among_the_largest_numbers_spans_what_it_does_among_small_ones():
    path = np.random.default_rng(5).normal(size=(6, 4))
    small, large = principal_directions(path), principal_directions(path / np.abs(path).max() * 1.7e308)
    assert np.allclose(np.abs((small.directions * large.directions).sum(axis=1)), 1.0)
    assert np.allclose(small.shares, large.shares)
