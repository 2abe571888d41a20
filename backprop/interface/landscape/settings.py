"""The settings of how the landscape is looked at: along what, how far, and the numbers that belong to each."""

from dataclasses import replace

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.interface import session
from backprop.interface.landscape.landscape_view import (
    ALONG,
    EPSILONS,
    MOST_SEED,
    REACHES,
    Frame,
    LandscapeView,
)
from backprop.interface.toolbar.controls import choose, count, switch
from backprop.lessons.notation.symbols import Notation

MOST_LISTED = 400  # parameters; of a larger network a layer's first ones, the others are chosen on the board


def show() -> None:
    """The row; a change draws the page again."""
    state = session.current()
    evaluation, view = state.evaluate(), state.view.of(LandscapeView)
    with st.container(horizontal=True, key="outlook", gap="small", vertical_alignment="bottom"):
        along = switch("Look along", list(ALONG), view.along, key="look along", words=ALONG.__getitem__)
        chosen = choices(replace(view, along=along), evaluation)
    if chosen != view:
        state.own(Frame).window = None
        state.show(chosen)
        st.rerun()


def choices(view: LandscapeView, evaluation: Evaluation) -> LandscapeView:
    """What belongs to the way one looks."""
    if view.along in ("one", "two"):
        view = axes(view, evaluation)
    if view.along == "one":
        session.follow("epsilon", view.epsilon)
        epsilon = st.select_slider("ε of the secant", EPSILONS, key="epsilon", format_func=lambda e: f"{e:g}")
        return replace(view, epsilon=float(epsilon))
    if view.along == "random":
        view = replace(view, seed=count("Seed", view.seed, 0, MOST_SEED, key="direction seed"))
    session.follow("reach", view.reach)
    reach = st.selectbox(
        "How far", REACHES, key="reach", format_func=lambda r: f"± {r:g}" if r else "as far as the run"
    )
    return replace(view, reach=float(reach))


def axes(view: LandscapeView, evaluation: Evaluation) -> LandscapeView:
    """A menu for each axis; the other one's parameter is not in it."""
    shown = view.parameters(evaluation)
    notation, names = Notation.of(evaluation), listed(evaluation, shown)
    labels = ("Across", "Upwards") if view.along == "two" else ("Parameter",)
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
    return view if tuple(chosen) == tuple(map(str, shown)) else replace(view, axes=(chosen[0], chosen[1]))


def listed(evaluation: Evaluation, shown: tuple[Quantity, Quantity]) -> list[str]:
    """The names of the parameters, or of the first of them, and those on show."""
    names: list[str] = []
    for layer in range(1, evaluation.n_layers + 1):
        for kind in ("W", "b"):
            names += map(str, evaluation.quantities(kind, layer)[: MOST_LISTED - len(names)])
    return [*names, *(str(one) for one in shown if str(one) not in names)]
