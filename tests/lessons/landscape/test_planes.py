"""Planes in parameter space: places, distances, costs and −∇C against single networks and differences."""

import numpy as np
import pytest

import backprop as bp
from backprop.core.parameters import theta_of, with_theta
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.landscape.plane import LEAST, MOST, place_of, plane_of_directions, plane_of_parameters
from backprop.lessons.landscape.secant import secant
from backprop.lessons.landscape.survey import MOST_POINTS, plane_of_run, survey

WORKED = preset()
EVALUATION = WORKED.evaluate()
AXES = Quantity.parse("W1[2,1]"), Quantity.parse("b2[2]")


def cost_of(theta):
    return bp.cost(with_theta(WORKED.network, theta), WORKED.x, WORKED.t, WORKED.loss)


def some_plane():
    rng = np.random.default_rng(3)
    return plane_of_directions(EVALUATION, list(rng.normal(size=(2, EVALUATION.network.n_parameters))))


def test_on_a_plane_of_parameters_places_are_their_values():
    plane = plane_of_parameters(EVALUATION, AXES)
    assert plane.place(theta_of(WORKED.network)).tolist() == [0.3, 0.3]
    moved = with_theta(WORKED.network, plane.theta(-1.5, 4.0))
    assert (moved.layers[0].W[1, 0], moved.layers[1].b[1]) == (-1.5, 4.0)
    same = moved.replace("W", 1, WORKED.network.layers[0].W).replace("b", 2, WORKED.network.layers[1].b)
    assert same == WORKED.network


@pytest.mark.parametrize("name", ["W1[3,2]", "b1[2]", "W2[1,2]", "b2[1]"])
def test_the_place_of_a_parameter_in_theta(name):
    place = place_of(WORKED.network, Quantity.parse(name))
    assert theta_of(WORKED.network.replace(*changed(name)))[place] == 99.0


def changed(name):
    quantity = Quantity.parse(name)
    layer = WORKED.network.layers[quantity.layer - 1]
    array = (layer.W if quantity.kind == "W" else layer.b).copy()
    array[tuple(i - 1 for i in quantity.index)] = 99.0
    return quantity.kind, quantity.layer, array


@pytest.mark.parametrize("plane", [plane_of_parameters(EVALUATION, AXES), some_plane()])
def test_the_cost_over_a_plane_is_that_of_single_networks(plane):
    u, v = np.array([-1.0, 0.25, 2.0]), np.array([0.5, -3.0])
    found = plane.cost(EVALUATION, u, v)
    for i, down in enumerate(v):
        for j, across in enumerate(u):
            assert found[i, j] == pytest.approx(cost_of(plane.theta(across, down)), rel=1e-12)


@pytest.mark.parametrize("plane", [plane_of_parameters(EVALUATION, AXES), some_plane()])
def test_the_gradient_in_a_plane_is_the_slope_along_its_axes(plane):
    """So −∇C stands on the contours: along them the cost does not change to first order."""
    here, h = plane.place(theta_of(WORKED.network)), 1e-5
    slopes = [
        (cost_of(plane.theta(*(here + h * axis))) - cost_of(plane.theta(*(here - h * axis)))) / (2 * h)
        for axis in np.eye(2)
    ]
    np.testing.assert_allclose(plane.in_plane(EVALUATION), slopes, rtol=1e-7)
    found = survey(plane, EVALUATION, None, 0)
    np.testing.assert_allclose(found.downhill, -np.array(slopes), rtol=1e-7)
    along = np.array([found.downhill[1], -found.downhill[0]]) * h / np.hypot(*found.downhill)
    level = cost_of(plane.theta(*(here + along))) - cost_of(plane.theta(*(here - along)))
    assert abs(level) < 1e-9 * abs(slopes[0])


def test_how_far_off_a_plane_a_network_is():
    plane = some_plane()
    rng = np.random.default_rng(4)
    aside = rng.normal(size=EVALUATION.network.n_parameters)
    aside -= plane.directions.T @ (plane.directions @ aside)
    theta = plane.theta(0.7, -0.2) + 3 * aside / np.linalg.norm(aside)
    np.testing.assert_allclose(plane.place(theta), [0.7, -0.2], atol=1e-12)
    assert plane.off(theta) == pytest.approx(3)
    assert plane.off(plane.theta(5, 6)) < 1e-12


@pytest.mark.parametrize("scale", [1e-2, 1, 37, 4e3])
def test_a_window_holds_all_points_and_stands_still_while_one_moves_a_little(scale):
    rng = np.random.default_rng(5)
    plane = some_plane()
    for _ in range(50):
        points = rng.normal(size=(6, 2)) * scale
        window = plane.around(points)
        assert (np.abs(points - window.centre) <= window.reach).all()
        assert window.reach <= max(2.0, 10 * np.abs(points).max())
    near = plane.around(np.array([[0.1, 0.2]]))
    assert plane.around(np.array([[0.15, 0.17]])).centre == near.centre
    chosen = plane.around(np.array([[30.0, -4.0], [0.0, 0.0]]), 5.0)
    assert chosen.reach == 5.0
    assert np.abs(np.array([30.0, -4.0]) - chosen.centre).max() <= 2.5


def test_a_window_far_out_is_told_from_one_whose_numbers_are_all_the_same():
    plane = plane_of_parameters(EVALUATION, AXES)
    assert plane.around(np.array([[1e6, -3.0], [1e6 + 1, 2.0]])).blurred == (False, False)
    for far in (1e17, 1e300, -1.7976931348623157e308):
        window = plane.around(np.array([[far, 0.3], [-far, 0.3]]))
        assert np.isfinite(window.centre).all()
        assert plane.around(np.array([[0.3, far]])).blurred == (False, True)
        assert plane.around(np.array([[far, 0.3]]), 100.0).blurred == (True, False)


def test_a_large_network_has_a_coarser_grid():
    def points(sizes, samples):
        network = bp.initialise(sizes, ["tanh"] * (len(sizes) - 1), "xavier", 0)
        evaluation = bp.evaluate(network, np.ones((samples, sizes[0])), np.ones((samples, sizes[-1])))
        plane = plane_of_parameters(evaluation, AXES)
        return len(plane.grid(evaluation)[0])

    assert points([3, 2, 2], 1) == MOST
    assert LEAST <= points([64, 64, 64], 64) < MOST
    assert points([64] * 8, 512) == LEAST


def test_other_names_are_refused():
    with pytest.raises(QuantityError):
        plane_of_parameters(EVALUATION, (AXES[0], Quantity.parse("W3[1,1]")))
    with pytest.raises(ValueError, match="twice"):
        plane_of_parameters(EVALUATION, (AXES[0], AXES[0]))


def trained(steps, **told):
    return bp.descend(WORKED.network, WORKED.x, WORKED.t, WORKED.loss, bp.GradientDescent(0.5), steps, **told)


def test_a_path_on_the_plane_of_its_two_free_parameters_and_off_another():
    network = WORKED.network
    free = {"W1[2,1]", "b2[2]"}
    frozen = [
        f"{kind}{layer}[{','.join(str(i + 1) for i in place)}]"
        for kind, layer, array in network.parameters()
        for place in np.ndindex(array.shape)
        if f"{kind}{layer}[{','.join(str(i + 1) for i in place)}]" not in free
    ]
    run = trained(40, frozen=frozen)
    found = survey(plane_of_parameters(EVALUATION, AXES), EVALUATION, run, 7)
    assert found.on(found.path.off).all()
    assert found.words(NumberFormat()) == "The run's path lies on this plane."
    values = [[run.at(k).layers[0].W[1, 0], run.at(k).layers[1].b[1]] for k in range(41)]
    np.testing.assert_allclose(found.path.places, values, atol=1e-15)
    np.testing.assert_allclose(found.cursor[0], values[7], atol=1e-15)
    assert found.cursor[1] == run.cost[7]
    other = survey(plane_of_parameters(EVALUATION, (AXES[0], Quantity("W", 2, (1, 1)))), EVALUATION, run, 0)
    assert other.cursor is None
    assert not other.on(other.path.off)[1:].any()
    assert "leaves this plane by up to" in other.words(NumberFormat())


def test_the_plane_of_a_run_holds_more_of_it_than_any_two_parameters():
    run = trained(2000)
    plane, shares = plane_of_run(EVALUATION, run)
    found = survey(plane, EVALUATION, run, 2000)
    assert len(found.path.steps) <= MOST_POINTS
    assert found.path.steps[-1] == 2000
    assert shares[0] > shares[1] > 0
    assert 0.99 < shares.sum() <= 1 + 1e-12
    off = found.path.off.max()
    assert off < 0.2 * survey(plane_of_parameters(EVALUATION, AXES), EVALUATION, run, 0).path.off.max()
    np.testing.assert_allclose(found.here, 0, atol=1e-15)


def test_without_a_run_the_first_direction_is_downhill():
    plane, shares = plane_of_run(EVALUATION, trained(0))
    assert (shares == 0).all()
    downhill = -plane.in_plane(EVALUATION)
    assert downhill[0] > 0
    assert abs(downhill[1]) < 1e-12


@pytest.mark.parametrize("epsilon", [1e-1, 1e-2, 1e-3])
def test_a_secant_tends_to_the_gradient_with_the_square_of_epsilon(epsilon):
    name = Quantity.parse("W1[3,1]")
    found = secant(EVALUATION, name, epsilon)
    assert found.gradient == EVALUATION.value(Quantity.parse("dW1[3,1]"))
    high, low = (
        bp.cost(WORKED.network.replace("W", 1, with_entry(sign * epsilon)), WORKED.x, WORKED.t)
        for sign in (1, -1)
    )
    assert found.slope == pytest.approx((high - low) / (2 * epsilon), rel=1e-9)
    wide = secant(EVALUATION, name, 2 * epsilon)
    assert 1e-3 * epsilon**2 < abs(found.apart) < epsilon**2
    assert wide.apart / found.apart == pytest.approx(4, rel=0.05)


def with_entry(change):
    W = WORKED.network.layers[0].W.copy()
    W[2, 0] += change
    return W


def test_a_tiny_epsilon_loses_digits():
    name = Quantity.parse("W1[3,1]")
    best, tiny = secant(EVALUATION, name, 1e-5), secant(EVALUATION, name, 1e-12)
    assert abs(tiny.apart) > 1000 * abs(best.apart)
    assert "loses digits" in tiny.words(NumberFormat())
