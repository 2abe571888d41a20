"""The settings of a run: the optimizer with its parameters, the learning rate, batches, penalty, frozen parts."""

from dataclasses import replace

import streamlit as st

from backprop.core.quantities import QuantityError
from backprop.experiment.training import (
    DECAYS,
    MOST_L2,
    MOST_SEED,
    MOST_STEPS,
    OPTIMIZERS,
    ORDERS,
    PARAMETERS,
    RATE,
    Training,
)
from backprop.interface import session
from backprop.interface.descent.page import MOST_TRACED
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.toolbar.controls import choose, count
from backprop.lessons.training.quantity_curves import names_in

RATES = [float(f"{digits}e{power}") for power in range(-4, 2) for digits in (1, 1.5, 2, 3, 5, 7)] + [100.0]


def show() -> None:
    """The row; a change begins a new run from the same start."""
    state = session.current()
    with st.container(horizontal=True, key="settings", gap="small", vertical_alignment="bottom"):
        training = main(state.view.training)
        with st.popover(
            "More settings", icon=":material/tune:", key="more settings", on_change="rerun"
        ) as popover:
            if popover.open:
                training = more(training, state)
                trace(state)
    if training != state.view.training:
        state.training.run = None if _matters(training, state.view.training) else state.training.run
        state.show(
            training=training, **({"reached": 0, "cursor": None} if state.training.run is None else {})
        )
        st.rerun()


def _matters(one: Training, other: Training) -> bool:
    """Whether two trainings differ in more than how many steps a press of Run makes."""
    return replace(one, steps=other.steps) != other


def main(training: Training) -> Training:
    """What is changed most."""
    optimizer = choose(
        "Optimizer",
        list(OPTIMIZERS),
        training.optimizer,
        key="optimizer",
        words=lambda name: OPTIMIZERS[name].label,
    )
    if optimizer != training.optimizer:
        return training.with_optimizer(optimizer)
    rates = sorted({*RATES, training.rate})
    session.follow("learning rate", training.rate)
    rate = st.select_slider(
        "Learning rate η", rates, key="learning rate", format_func=lambda rate: f"{rate:g}"
    )
    steps = count("Steps of a run", training.steps, 1, MOST_STEPS, key="run steps")
    return replace(training, rate=float(rate or RATE), steps=steps)


def more(training: Training, state: Session) -> Training:
    """The optimizer's own parameters, how η falls, batches, penalty and frozen parts."""
    st.caption(OPTIMIZERS[training.optimizer].rule)
    for name, value in training.parameters().items():
        symbol, least, most = PARAMETERS[name]
        training = training.with_parameter(name, number(symbol, value, least, most, key=f"own {name}"))
    decay = choose("η over the run", list(DECAYS), training.decay, key="decay", words=DECAYS.__getitem__)
    training = replace(training, decay=decay)
    if decay != "none":
        half = count("h: steps until η is halved", training.half, 1, MOST_STEPS, key="half")
        training = replace(training, half=half)
    samples = len(state.experiment.x)
    if samples > 1:
        shown = min(training.batch, samples)
        batch = count("Samples in a step (0: all)", shown, 0, samples, key="batch")
        seed = count("Seed of their order", training.seed, 0, MOST_SEED, key="batch seed")
        training = replace(training, batch=training.batch if batch == shown else batch, seed=seed)
    training = replace(training, l2=number("Penalty (l2/2)·Σ W²: l2", training.l2, 0.0, MOST_L2, key="l2"))
    if training.optimizer == "descent" and training.decay == "none":
        order = choose("Order", list(ORDERS), training.order, key="order", words=ORDERS.__getitem__)
        training = replace(training, order=order)
    names = [f"{kind}{layer}" for kind, layer, _ in state.experiment.network.parameters()]
    held = [name for name in names if name in training.frozen]
    session.follow("frozen", held)
    frozen = st.pills("Held constant", names, selection_mode="multi", key="frozen")
    if set(frozen) == set(held):
        return training
    return replace(training, frozen=tuple(name for name in names if name in frozen))


def trace(state: Session) -> None:
    """Which numbers are drawn as curves: names, or a sentence on what is wrong with them."""
    session.follow("traced", state.view.traced)
    text = st.text_input(
        "Curves of",
        key="traced",
        max_chars=MOST_TRACED,
        placeholder="W1[1,1], a2[1], dW1[1,1]",
        help="The names of numbers; hover over a number to read its name. What is selected is drawn as well.",
    )
    try:
        names_in(text, state.evaluate())
    except QuantityError as error:
        st.error(plain(str(error)))
        return
    if text != state.view.traced:
        state.show(traced=text)
        st.rerun()


def number(label: str, value: float, least: float, most: float, *, key: str) -> float:
    """A number within bounds."""
    session.follow(key, value)
    return float(st.number_input(label, least, most, key=key, format="%g", step=None))
