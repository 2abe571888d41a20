"""The outlook's settings: along what, how far, and the numbers that belong to each."""

from dataclasses import replace

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.interface import session
from backprop.interface.landscape.landscape_view import ALONG, EPSILONS, MOST_SEED, REACHES, LandscapeView
from backprop.interface.toolbar.controls import choose, count, switch
from backprop.lessons.symbols import Notation

MOST_LISTED = 400  # parameters; of a larger network a layer's first ones, the others are chosen on the board


def show() -> None:
    """The row; a change draws the page again."""
    state = session.current()
    evaluation, outlook = state.evaluate(), state.view.outlook
    with st.container(horizontal=True, key="outlook", gap="small", vertical_alignment="bottom"):
        along = switch("Look along", list(ALONG), outlook.along, key="look along", words=ALONG.__getitem__)
        chosen = choices(replace(outlook, along=along), evaluation)
    if chosen != outlook:
        state.frame = None
        state.show(outlook=chosen)
        st.rerun()


def choices(outlook: LandscapeView, evaluation: Evaluation) -> LandscapeView:
    """What belongs to the way one looks."""
    if outlook.along in ("one", "two"):
        outlook = axes(outlook, evaluation)
    if outlook.along == "one":
        session.follow("epsilon", outlook.epsilon)
        epsilon = st.select_slider("ε of the secant", EPSILONS, key="epsilon", format_func=lambda e: f"{e:g}")
        return replace(outlook, epsilon=float(epsilon))
    if outlook.along == "random":
        outlook = replace(outlook, seed=count("Seed", outlook.seed, 0, MOST_SEED, key="direction seed"))
    session.follow("reach", outlook.reach)
    reach = st.selectbox(
        "How far", REACHES, key="reach", format_func=lambda r: f"± {r:g}" if r else "as far as the run"
    )
    return replace(outlook, reach=float(reach))


def axes(outlook: LandscapeView, evaluation: Evaluation) -> LandscapeView:
    """A menu for each axis; the other one's parameter is not in it."""
    shown = outlook.parameters(evaluation)
    notation, names = Notation.of(evaluation), listed(evaluation, shown)
    labels = ("Across", "Upwards") if outlook.along == "two" else ("Parameter",)
    chosen = [str(parameter) for parameter in shown]
    for number, label in enumerate(labels):
        others = chosen[1 - number] if len(labels) == 2 else ""
        options = [name for name in names if name != others]
        chosen[number] = choose(
            label,
            options,
            chosen[number],
            key=f"axis {number}",
            words=lambda name: notation.element(Quantity.parse(name)),
        )
    return (
        outlook if tuple(chosen) == tuple(map(str, shown)) else replace(outlook, axes=(chosen[0], chosen[1]))
    )


def listed(evaluation: Evaluation, shown: tuple[Quantity, Quantity]) -> list[str]:
    """The names of the parameters, or of the first of them, and those on show."""
    names: list[str] = []
    for layer in range(1, evaluation.n_layers + 1):
        for kind in ("W", "b"):
            names += map(str, evaluation.quantities(kind, layer)[: MOST_LISTED - len(names)])
    return [*names, *(str(one) for one in shown if str(one) not in names)]
