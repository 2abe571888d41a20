"""The numbers of large matrices for the browser: two bytes each, which is the three digits that a colour can tell."""

import base64

import numpy as np

from backprop.core.arrays import Array
from backprop.figures.surface.interned import StillRecord

# Where not one in so many numbers is finite, those that are go one by one, with all their digits.
_SPARSE = 16
_FULL = 15  # the power of two at which the largest number stands: a half float ends just above it


def packed(values: Array) -> StillRecord:
    """A matrix of numbers as half floats times a power of two; what is not finite has no number."""
    rows, columns = values.shape
    finite = np.isfinite(values)
    if np.count_nonzero(finite) * _SPARSE < values.size:
        places = np.flatnonzero(finite)
        few = dict(zip(places.tolist(), values.ravel()[places].tolist(), strict=True))
        return StillRecord({"few": few, "rows": rows, "columns": columns})
    largest = float(np.abs(values, where=finite, out=np.zeros_like(values)).max())
    power = int(np.frexp(largest)[1]) - _FULL if largest else 0
    halves = np.ldexp(np.where(finite, values, np.nan), -power).astype("<f2")
    text = base64.b64encode(halves.tobytes()).decode()
    return StillRecord({"halves": text, "rows": rows, "columns": columns, "power": power})
