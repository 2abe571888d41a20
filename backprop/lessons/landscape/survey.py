"""What is seen on a plane: the cost over it, where the network stands, which way is down, and the path of a run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.descent import Run
from backprop.core.directions import principal_directions
from backprop.core.evaluation import Evaluation
from backprop.core.parameters import flat, length, theta_of
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.landscape.plane import Plane, plane_of_directions

MOST_POINTS = 240  # of a path
LARGEST = 1e300  # a cost beyond it is not drawn
_ON = 1e-9  # of the window's reach: what is nearer to the plane is on it


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A run on a plane: places (k, 2), how far off each is (k,), its cost (k,), and after which step (k,)."""

    places: Array
    off: Array
    costs: Array
    steps: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The cost (len(v), len(u)) over a plane; where the network is `here` (2,), with its cost and −∇C in the plane.

    `cursor` is the place (2,) and the cost of the run's network on show, None where that is the one here.
    """

    plane: Plane
    u: Array
    v: Array
    cost: Array
    here: Array
    here_cost: float
    downhill: Array
    path: Path | None
    cursor: tuple[Array, float] | None

    def on(self, off: Array) -> NDArray[np.bool]:
        """Which of these distances are none."""
        return off <= _ON * self.plane.reach

    @property
    def is_empty(self) -> bool:
        """Whether no cost of the window can be drawn."""
        return not (np.abs(self.cost) <= LARGEST).any()

    def words(self, fmt: NumberFormat) -> str:
        """Whether the path lies on the plane, in one sentence."""
        if self.path is None or len(self.path.steps) < 2:
            return ""
        farthest = float(self.path.off.max())
        if self.on(self.path.off).all():
            return "The run's path lies on this plane."
        return (
            f"The run's path is drawn as its projection: it leaves this plane by up to {fmt(farthest)}, "
            f"and is {fmt(float(length_of(self.path.places)))} long on it."
        )


def survey(plane: Plane, evaluation: Evaluation, run: Run | None, step: int) -> Survey:
    """What is seen from a network on a plane; `step` is the one of the run on show."""
    u, v = plane.grid(evaluation)
    path = None if run is None else path_of(run, plane)
    cursor = None
    if run is not None and step:
        theta = theta_of(run.at(step))
        cursor = plane.place(theta), float(run.cost[step])
    return Survey(
        plane=plane,
        u=u,
        v=v,
        cost=plane.cost(evaluation, u, v),
        here=plane.place(theta_of(evaluation.network)),
        here_cost=float(evaluation.backward.cost),
        downhill=-plane.in_plane(evaluation),
        path=path,
        cursor=cursor,
    )


def path_of(run: Run, plane: Plane) -> Path:
    """A run's path on a plane, at steps spread evenly over it."""
    chosen = spread(len(run.theta))
    theta = run.theta[chosen]
    steps = run.kept[chosen]
    return Path(plane.place(theta), plane.off(theta), run.cost[steps], steps)


def spread(n: int) -> NDArray[np.intp]:
    """Places among n: the first ones, where a run takes its largest steps, all of them; then evenly to the end."""
    first = np.arange(min(n, MOST_POINTS // 3))
    rest = np.linspace(0, n - 1, min(n, MOST_POINTS - len(first)))
    return np.union1d(first, rest.round().astype(np.intp))


def length_of(places: Array) -> float:
    """How long a path is."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(length(np.diff(places, axis=0)).sum())


def plane_of_run(evaluation: Evaluation, run: Run) -> tuple[Plane, Array]:
    """The plane through the network along the two directions that a run spans most, and their shares of it (2,).

    A run without a second direction, or without a step, is given the gradient's.
    """
    gradient = flat(zip(evaluation.backward.dW, evaluation.backward.db, strict=True))
    found = principal_directions(run.theta[spread(len(run.theta))], [-gradient])
    return plane_of_directions(evaluation, list(found.directions)), found.shares
