"""The explanation panel: the selected number and its value, what it means, its formula, and its neighbours."""

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.figures.ink.palette import Theme
from backprop.interface.explanation import formulas, neighbours, nudge, routes
from backprop.interface.explanation.actions import action, choice
from backprop.interface.parts import VITALS, VitalsPart
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.lessons.formulas.derivations import Derivation, explain
from backprop.lessons.notation.writing import colour
from backprop.lessons.walk.veil import NOTHING, Veil, Veiled

NOTATIONS = {"element": "By element", "matrix": "By matrix"}
INVITATION = (
    "Click any number in the board, the network or the matrices: here you will read what it is, "
    "the formula it comes from, and the numbers it is made from. They are marked everywhere."
)


def derive(
    evaluation: Evaluation, state: Session, selection: Quantity | None, veil: Veil = NOTHING
) -> Derivation | None:
    """The derivation of the selected number, in the notation the reader has chosen; without what the veil covers.

    Where another number is hidden, the formula is the one by element: in its matrices the other one might stand.
    """
    if selection is None:
        return None
    notation = state.view.notation if not veil or selection in veil.numbers else "element"
    derivation = explain(evaluation, selection, state.sample, state.view.numbers, notation)
    if not veil.covers(selection):
        return derivation
    return derivation.veiled(alone=not any(veil.covers(part) for part, _ in derivation.made_from))


def invitation(derivation: Derivation | None) -> VitalsPart:
    """What stands in the panel's place until a number is selected."""
    signs = [] if derivation else [{"tone": "", "before": INVITATION}]
    return {"kind": "vitals", "module": VITALS.module, "signs": signs}


def show(derivation: Derivation, state: Session, evaluation: Evaluation, theme: Theme) -> None:
    """Draw the panel, in the stage's free column; it is one element, because each one costs time at every edit."""
    with st.container(border=True, key="explanation"):
        st.markdown(text(derivation, state, evaluation, theme), anchors=False)
        if page(derivation, state, evaluation) == "what-if":
            nudge.show(derivation.quantity, state, evaluation, theme)


def page(derivation: Derivation, state: Session, evaluation: Evaluation) -> str:
    """Which page of the panel is open: the formula for numbers that have no other, and where one is hidden."""
    return state.view.panel if state.view.panel in pages(derivation, evaluation) else "formula"


def pages(derivation: Derivation, evaluation: Evaluation) -> dict[str, str]:
    """The pages a number has, with their titles; while a number is hidden only the one that does not tell others."""
    kind, told = derivation.quantity.kind, not isinstance(evaluation, Veiled)
    paths = {"paths": "Paths"} if kind in routes.STARTS and told else {}
    what_if = {"what-if": "What if"} if kind in nudge.PARAMETERS and told else {}
    return {"formula": "Formula", **paths, **what_if}


def text(derivation: Derivation, state: Session, evaluation: Evaluation, theme: Theme) -> str:
    """The panel as one Markdown text; what can be pressed in it are action links."""
    opened, titles = page(derivation, state, evaluation), pages(derivation, evaluation)
    meaning = f" {plain(derivation.meaning)}" if opened == "formula" else ""
    sections = [
        action("Close", "select", "", "Escape"),
        heading(derivation, state, theme),
        f"**{plain(derivation.words[:1].upper() + derivation.words[1:])}.**{meaning}",
        *([choice("panel", titles, opened)] if len(titles) > 1 else []),
    ]
    if opened == "formula":
        sections += whole_formula(derivation, state, evaluation, theme)
    elif opened == "paths":
        sections += routes.routes(derivation.quantity, state, evaluation, theme)
    return "\n\n".join(sections)


def whole_formula(derivation: Derivation, state: Session, evaluation: Evaluation, theme: Theme) -> list[str]:
    """Where the number comes from and where it goes."""
    own_choice = not isinstance(evaluation, Veiled) or derivation.quantity in evaluation.veil.numbers
    sections = [
        *([choice("notation", NOTATIONS, state.view.notation)] if own_choice else []),
        *formulas.derivation_in(theme, derivation),
        exact(derivation, state),
        *formulas.samples(derivation.parts),
        *neighbours.made_from(derivation, state, evaluation, theme),
        *neighbours.feeds(derivation, state, evaluation, theme),
    ]
    for aside in derivation.asides:
        sections += formulas.long_way(aside, theme)
    sections.append(action("Copy as LaTeX", "copy", "latex") + " " + action("Copy as text", "copy", "text"))
    return sections


def heading(derivation: Derivation, state: Session, theme: Theme) -> str:
    """The number and its value, the first thing to see."""
    symbol = colour(derivation.symbol, forward=theme.forward_ink, backward=theme.backward_ink)
    relation = "≈" if state.view.numbers.is_rounded(derivation.value) else "="
    return f"#### ${symbol}$ {relation} **{plain(derivation.result)}**"


def exact(derivation: Derivation, state: Session) -> str:
    """Its name with all its digits, and what the example's source prints for it while its numbers are the example's."""
    if derivation.hidden:
        return ""
    said = f"`{derivation.quantity}` = `{state.view.numbers.told(derivation.value)}`"
    number = state.experiment.published.get(str(derivation.quantity))
    if number is None or state.changed:
        return f":small[{said}]"
    remark = f" {plain(number.remark)}" if number.remark else ""
    return f":small[{said}. The source prints {plain(number.text)}.{remark}]"
