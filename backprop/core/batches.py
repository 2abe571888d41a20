"""Which samples a step learns from: an order drawn anew in each epoch, cut into batches."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Rows = slice | NDArray[np.intp]


def rows_of(samples: int, batch_size: int | None, seed: int, step: int) -> Rows:
    """The rows of the batch of a step, counted from 0; every sample comes once before any comes again."""
    if batch_size is None or batch_size >= samples:
        return slice(None)
    batches = -(-samples // batch_size)
    epoch, place = divmod(step, batches)
    return _order(samples, seed, epoch)[place * batch_size : (place + 1) * batch_size]


@lru_cache(maxsize=8)
def _order(samples: int, seed: int, epoch: int) -> NDArray[np.intp]:
    order: NDArray[np.intp] = np.random.default_rng((seed, epoch)).permutation(samples)
    return order
