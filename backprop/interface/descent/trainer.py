"""The trainer as a part of the stage: its buttons, the slider over the steps, and what the step on show says."""

from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation
from backprop.experiment.rivals import described
from backprop.experiment.training import question_of
from backprop.interface.descent import race, runs
from backprop.interface.descent.page import MOST_RUN
from backprop.interface.descent.parts import TRAINER, TrainerPart
from backprop.interface.landscape.page import PAGE as LANDSCAPE
from backprop.interface.session import Session
from backprop.lessons.training.first_order import is_straight, promise, words


def trainer(run: Run, step: int, state: Session, evaluation: Evaluation) -> TrainerPart:
    """What the buttons can do now, the sentences beside them, and a lesson's question and answer."""
    question, answer = asked(state)
    return {
        "kind": "trainer",
        "module": TRAINER.module,
        "steps": run.steps,
        "at": step,
        "more": state.view.training.steps,
        "goal": max(state.view.reached, run.steps),
        "running": runs.is_running(run, state) or race.behind(state, run),
        "ended": run.diverged is not None or run.steps >= MOST_RUN,
        "logarithmic": state.view.logarithmic,
        "said": said(run, step, state, evaluation),
        "verdict": state.verdict,
        "question": question,
        "answer": answer if run.steps else "",
    }


def asked(state: Session) -> tuple[str, str]:
    """A lesson's question and answer; of a data set, why this network can learn it, or cannot."""
    experiment = state.experiment
    if state.changed or experiment.run is None:
        return "", ""
    question, answer = question_of(experiment.run)
    return (question, answer) if question else (experiment.note, "")


def said(run: Run, step: int, state: Session, evaluation: Evaluation) -> list[str]:
    """The cost here, what the next step promises and does, and how the run ended."""
    write = state.view.numbers
    training = state.view.training
    eta = f", η = {write(training.rate_after(step))}" if training.decay != "none" else ""
    sentences = [f"After step {step}: C = {write(float(run.cost[step]))}{eta}."]
    unseen = described(training)[0 if state.page == LANDSCAPE.address else 2 :]  # what no control shows
    if unseen:
        sentences.append(f"Training: {', '.join(unseen)}.")
    found = promise(run, step, evaluation)
    if found:
        sentences.append(words(found, write, straight=is_straight(run)))
    if run.diverged == 0:
        sentences.append("C overflows here, so there is no way down from it.")
    elif run.diverged is not None:
        sentences.append(
            f"The run diverged: after step {run.diverged} the cost or a weight would be no finite number. "
            "What came before is kept; a smaller learning rate may help."
        )
    elif run.steps >= MOST_RUN:
        sentences.append(f"A run has at most {MOST_RUN} steps.")
    if run.every > 1:
        sentences.append(f"The run is too long to keep all of its steps: of every {run.every} one is shown.")
    return sentences
