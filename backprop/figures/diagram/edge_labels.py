"""Where the numbers of the edges stand: each on its own edge, near the sender, never over another."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

HEIGHT = 17  # px, the height of a line of text
NUMBER = 15  # px, the height of a number, which has no descenders
_NEAREST = 9  # px, edges that run closer together cannot have their labels side by side
_STEP = 5  # px between the places that are tried


class Edge(NamedTuple):
    """A straight line from a sender to a receiver."""

    x0: float
    y0: float
    x1: float
    y1: float

    def height_at(self, x: float) -> float:
        """The y of the line at x."""
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / (self.x1 - self.x0)


class Box(NamedTuple):
    """A rectangle that labels keep clear of."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box_around(x: float, y: float, width: float, height: float) -> Box:
    """The rectangle of that size with its middle at (x, y)."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@lru_cache(maxsize=256)
def place_labels(
    edges: tuple[Edge, ...], others: tuple[Edge, ...], width: float, blocked: tuple[Box, ...], *, apart: bool
) -> tuple[tuple[float, float] | None, ...]:
    """The middle of each edge's label, all as wide as `width`; None where one finds no place.

    `blocked` are circles and texts; `others` are edges without a label. With `apart` a label is nearer to its
    own edge than to any other.
    """
    if not edges:
        return ()
    first, last = edges[0].x0 + width / 2, edges[0].x1 - width / 2
    columns = [first + _STEP * k for k in range(int((last - first) / _STEP) + 1)]
    if not apart:
        return _one_by_one(edges, (), width, blocked, columns, apart=False)
    column = _in_one_column(edges, others, width, blocked, columns, in_order=True)
    if column is not None:
        return column
    scattered = _one_by_one(edges, others, width, blocked, columns, apart=True)
    if None not in scattered:
        return scattered
    return _in_one_column(edges, others, width, blocked, columns, in_order=False) or scattered


def _in_one_column(
    edges: Sequence[Edge],
    others: Sequence[Edge],
    width: float,
    blocked: Sequence[Box],
    columns: Sequence[float],
    *,
    in_order: bool,
) -> tuple[tuple[float, float] | None, ...] | None:
    """The column that keeps the labels furthest apart, nearest the senders among equals."""
    ranked = []
    for x in columns:
        heights = [edge.height_at(x) for edge in edges]
        crossings = sorted([*heights, *(edge.height_at(x) for edge in others)])
        apart = min((b - a for a, b in pairwise(crossings)), default=99.0)
        if in_order and not all(a < b for a, b in pairwise(heights)):
            continue
        if apart >= NUMBER or (apart >= _NEAREST and in_order and not others):
            ranked.append((apart < NUMBER, -min(int(apart), NUMBER + 10), x))
    for close, _, x in sorted(ranked):
        heights = [edge.height_at(x) for edge in edges]
        places = [(x, y) for y in (spread(heights, NUMBER) if close else heights)]
        boxes = [box_around(*place, width, NUMBER) for place in places]
        own = all(_nearest(edges, x, y) == edge for edge, (_, y) in zip(edges, places, strict=True))
        if own and not any(box.meets(taken) for box in boxes for taken in blocked):
            return tuple(places)
    return None


def _nearest(edges: Sequence[Edge], x: float, y: float) -> Edge:
    return min(edges, key=lambda edge: abs(edge.height_at(x) - y))


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Rising heights moved as little as possible until neighbours are `apart`."""
    clusters: list[tuple[float, int]] = []  # (middle, how many)
    for height in heights:
        clusters.append((height, 1))
        while len(clusters) > 1:
            (above, m), (below, n) = clusters[-2:]
            if below - above >= apart * (m + n) / 2:
                break
            clusters[-2:] = [((above * m + below * n) / (m + n), m + n)]
    return [middle + apart * (k - (n - 1) / 2) for middle, n in clusters for k in range(n)]


def _one_by_one(
    edges: Sequence[Edge],
    others: Sequence[Edge],
    width: float,
    blocked: Sequence[Box],
    columns: Sequence[float],
    *,
    apart: bool,
) -> tuple[tuple[float, float] | None, ...]:
    """Each label at the first place on its edge that is free and nearer to its own edge than to any other."""
    taken = list(blocked)
    lines = (*edges, *others)
    places: list[tuple[float, float] | None] = []
    for edge in edges:
        places.append(None)
        for x in columns:
            y = edge.height_at(x)
            box = box_around(x, y, width, NUMBER)
            crowded = apart and any(
                abs(line.height_at(x) - y) < HEIGHT / 2 + 1 for line in lines if line != edge
            )
            if not crowded and not any(box.meets(other) for other in taken):
                places[-1] = (x, y)
                taken.append(box)
                break
    return tuple(places)
