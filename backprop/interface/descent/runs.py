"""The run of a session: begun anew when the experiment or the training changes, and made longer a slice at a time."""

import time
from weakref import WeakKeyDictionary

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation, evaluate
from backprop.experiment.rivals import normal
from backprop.figures.ink.scales import Scales, joined, scales
from backprop.interface.session import Session
from backprop.lessons.training.gradient_norms import Norms, gradient_norms

LEAST_SLICE, MOST_SLICE = 0.04, 1.0  # seconds of training between two drawings

LARGE = 500_000  # parameters times samples, of which only both ends are looked at
SHARES = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)  # of a run

_milestones: WeakKeyDictionary[Run, tuple[Evaluation, ...]] = WeakKeyDictionary()
_fitting: WeakKeyDictionary[Run, dict[bool, Scales]] = WeakKeyDictionary()
_norms: WeakKeyDictionary[Run, Norms] = WeakKeyDictionary()


def current(state: Session) -> Run:
    """The run of what is on screen; of another experiment, or trained otherwise, it begins anew."""
    experiment, training = state.experiment, state.view.training
    of = key_of(state), normal(training)
    if state.training.run is None or state.training.run_of != of:
        if state.training.run is not None:  # a link asks for steps; a change does not
            state.show(reached=0, cursor=None)
        state.training.run, state.training.run_of = training.start(experiment), of
    return state.training.run


def key_of(state: Session) -> tuple[object, ...]:
    """What a run depends on beside the training."""
    experiment = state.experiment
    return experiment.network, experiment.x.tobytes(), experiment.t.tobytes(), experiment.loss


def advance(state: Session, *, drawn: float = 0.0) -> Run:
    """Train for a moment, if the run is to have more steps than it has; the last slice took `drawn` s to draw."""
    run, until = current(state), moment(drawn)
    steps = max(1, state.training.pace // 2)  # each block copies the run once, so few of them make a slice
    while is_running(run, state) and time.perf_counter() < until:
        run = run.extend(min(steps, state.view.reached - run.steps))
        state.training.pace, steps = steps, 2 * steps
    state.training.run, state.training.trained_at = run, time.perf_counter()
    return run


def moment(drawn: float) -> float:
    """Until when to train now: for as long as the last slice took to be drawn, so that half the time is training."""
    return time.perf_counter() + min(max(drawn, LEAST_SLICE), MOST_SLICE)


def is_running(run: Run, state: Session) -> bool:
    """Whether steps are still to be made."""
    return run.steps < state.view.reached and run.diverged is None


def cursor(run: Run, state: Session) -> int:
    """The step on show: a kept one, or the last."""
    asked = state.view.cursor
    if asked is None or asked >= run.steps:
        return run.steps
    return max(0, asked) // run.every * run.every


def milestones(run: Run) -> tuple[Evaluation, ...]:
    """Evaluations at a few steps of a run, both ends among them: what its numbers look like all along."""
    found = _milestones.get(run)
    if found is None:
        task, last = run.task, len(run.theta) - 1
        large = task.network.n_parameters * len(task.x) > LARGE
        shares = (0.0, 1.0) if large else SHARES
        places = sorted({round(last * share**2) for share in shares})  # more of them where more happens
        steps = [int(run.kept[place]) for place in places]
        found = tuple(evaluate(run.at(step), task.x, task.t, task.loss) for step in [*steps, run.steps])
        _milestones[run] = found
    return found


def fitting(run: Run, *, per_matrix: bool) -> Scales:
    """The scales that fit all milestones of a run."""
    known = _fitting.setdefault(run, {})
    if per_matrix not in known:
        known[per_matrix] = joined([scales(one, per_matrix=per_matrix) for one in milestones(run)])
    return known[per_matrix]


def norms(run: Run) -> Norms:
    """The gradients' norms, worked out once for a run, which never changes."""
    found = _norms.get(run)
    if found is None:
        found = _norms[run] = gradient_norms(run)
    return found
