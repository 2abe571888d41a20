"""Mini-batches: every sample once an epoch, in an order the seed decides."""

import numpy as np
import pytest

from backprop.core.batches import rows_of


@pytest.mark.parametrize(("samples", "size"), [(7, 2), (6, 3), (5, 1), (9, 4)])
def test_every_sample_comes_once_an_epoch(samples, size):
    batches = -(-samples // size)
    for epoch in range(3):
        rows = [rows_of(samples, size, 11, epoch * batches + place) for place in range(batches)]
        assert sorted(np.concatenate(rows)) == list(range(samples))
        assert [len(batch) for batch in rows[:-1]] == [size] * (batches - 1)


def test_the_order_is_the_seeds_and_differs_between_epochs():
    def epoch(seed, number):
        return [int(rows_of(20, 1, seed, number * 20 + k)[0]) for k in range(20)]

    assert epoch(1, 0) == epoch(1, 0)
    assert epoch(1, 0) != epoch(2, 0)
    assert epoch(1, 0) != epoch(1, 1)


def test_no_size_or_a_large_one_takes_all():
    x = np.arange(4)
    assert x[rows_of(4, None, 0, 5)].tolist() == x[rows_of(4, 9, 0, 5)].tolist() == [0, 1, 2, 3]
