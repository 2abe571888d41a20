"""Mazur's printed numbers: each order of updating gives exactly those that are said to be its own."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from backprop.experiment.edits import set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import LESSONS, PRESETS, preset
from backprop.experiment.training import ORDERS, Training
from backprop.lessons.examples.mazur import PRINTED, RATE, attributed, belongs

MAZUR = preset("mazur")


@cache
def train(order, steps=10_000):
    return Training(rate=RATE, frozen=("b1", "b2"), order=order).start(MAZUR).extend(steps)


def learn_by_hand(order, steps):
    """The article's network in scalars, weight by weight in Mazur's own numbering: W, outputs and cost at the end."""
    w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]

    def forward():
        h1 = 1 / (1 + np.exp(-(w[0] * 0.05 + w[1] * 0.10 + 0.35)))
        h2 = 1 / (1 + np.exp(-(w[2] * 0.05 + w[3] * 0.10 + 0.35)))
        o1 = 1 / (1 + np.exp(-(w[4] * h1 + w[5] * h2 + 0.60)))
        o2 = 1 / (1 + np.exp(-(w[6] * h1 + w[7] * h2 + 0.60)))
        return h1, h2, o1, o2

    for _ in range(steps):
        h1, h2, o1, o2 = forward()
        d1, d2 = (o1 - 0.01) * o1 * (1 - o1), (o2 - 0.99) * o2 * (1 - o2)
        new = [w[4] - 0.5 * d1 * h1, w[5] - 0.5 * d1 * h2, w[6] - 0.5 * d2 * h1, w[7] - 0.5 * d2 * h2]
        back = new if order == "early" else w[4:]
        e1 = (d1 * back[0] + d2 * back[2]) * h1 * (1 - h1)
        e2 = (d1 * back[1] + d2 * back[3]) * h2 * (1 - h2)
        w = [
            w[0] - 0.5 * e1 * 0.05,
            w[1] - 0.5 * e1 * 0.10,
            w[2] - 0.5 * e2 * 0.05,
            w[3] - 0.5 * e2 * 0.10,
            *new,
        ]
    o1, o2 = forward()[2:]
    return {"W1[1,1]": w[0], "a2[1]": o1, "a2[2]": o2, "C": ((o1 - 0.01) ** 2 + (o2 - 0.99) ** 2) / 2}


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_gives_its_own_numbers_to_the_last_digit_and_none_of_the_others(order):
    found = attributed(train(order), order)
    assert [item.printed for item in found] == list(PRINTED)
    assert {item.printed for item in found if item.agrees} == {row for row in PRINTED if row.order == order}
    assert all(item.own == item.agrees for item in found)


@pytest.mark.parametrize("order", ORDERS)
def test_values_are_those_of_a_calculation_in_scalars(order):
    by_hand = {step: learn_by_hand(order, step) for step in {row.step for row in PRINTED}}
    for item in attributed(train(order), order):
        row = item.printed
        assert item.value == pytest.approx(by_hand[row.step][row.name], rel=1e-9)
        assert item.agrees == (f"{by_hand[row.step][row.name]:.{len(row.text) - 2}f}" == row.text)


def test_the_article_mixes_both_orders():
    assert {row.order for row in PRINTED if row.article} == set(ORDERS)
    published = MAZUR.published["W1new[1,1]"]
    assert published.text in {row.text for row in PRINTED if row.article and row.order == "together"}


def test_every_printed_number_has_a_counterpart_of_the_other_order_or_is_claimed_for_another_step():
    """Else the two could not be told apart there."""
    places = [(row.name, row.step) for row in PRINTED]
    alone = {place for place in places if places.count(place) == 1}
    assert alone == {("C", 9_999)}
    for name, step in set(places) - alone:
        assert {row.order for row in PRINTED if (row.name, row.step) == (name, step)} == set(ORDERS)


@pytest.mark.parametrize(("steps", "reached"), [(0, set()), (1, {1}), (500, {1}), (9_999, {1, 9_999})])
def test_a_shorter_run_is_compared_as_far_as_it_has_got(steps, reached):
    assert {item.printed.step for item in attributed(train("together", steps), "together")} == reached


def test_a_run_that_trains_the_biases_too_agrees_with_nothing_that_depends_on_them():
    run = Training(rate=RATE).start(MAZUR).extend(10_000)
    agreeing = {item.printed.name for item in attributed(run, "together") if item.agrees}
    assert agreeing == {"W1[1,1]"}  # after one step the biases have not been used yet


def test_which_experiments_are_mazurs():
    assert {slug for slug in [*PRESETS, *LESSONS] if belongs(preset(slug))} == {"mazur", "mazur-10000"}
    assert belongs(replace(MAZUR, title="Homework", published={}, run={"rate": 3}))
    for name in ("W1[2,1]", "b2[1]", "x[1]", "t[2]"):
        assert not belongs(set_value(MAZUR, name, np.nextafter(0.5, 1)))
    assert not belongs(replace(MAZUR, loss="squared_error"))
    twice = Experiment(MAZUR.network, np.repeat(MAZUR.x, 2, 0), np.repeat(MAZUR.t, 2, 0), MAZUR.loss)
    assert not belongs(twice)
