"""What several pages draw of one run: the network diagram, the matrices, and the colour scales they share."""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.figures.diagram import network_diagram
from backprop.figures.equations import sheets as equations
from backprop.figures.ink import palette, scales
from backprop.figures.ink.look import Look
from backprop.figures.ink.palette import Theme
from backprop.figures.ink.scales import Scales
from backprop.interface import holdings
from backprop.interface.figure_view.figure_view import figures
from backprop.interface.parts import FiguresPart
from backprop.interface.session import Session

DIAGRAM_WIDTH, DIAGRAM_HEIGHT = 656, 385  # px; the width until the browser has reported its own
HEIGHT_SHARE = 0.9  # of what the window is higher than usual goes to the diagram
PRESENT_SHARE = 0.66  # of the window's height is the diagram's while presenting
MATRICES_WIDTH = 1376
SIDE_BY_SIDE = 1180  # px; narrower views get the backward matrices below the forward ones
FORWARD_SHARE, GAP = 0.425, 12  # of the width goes to the forward matrices; px between the two


@dataclass(frozen=True, slots=True)
class Scene:
    """What all views of one run share."""

    state: Session
    evaluation: Evaluation
    selection: Quantity | None
    related: list[Quantity]
    scales: Scales
    theme: Theme
    room_for: tuple[Evaluation, ...] = ()  # steps of a run, for which the figures have room too
    changes: Evaluation | None = None  # where not the numbers themselves are shown, but what training changed


def diagram(scene: Scene) -> FiguresPart:
    """The network diagram, with values or gradients."""
    state = scene.state
    width = state.screen.widths.get("diagram", DIAGRAM_WIDTH)
    height = DIAGRAM_HEIGHT + round(HEIGHT_SHARE * (state.screen.height - holdings.USUAL_HEIGHT))
    if state.view.present:
        height = round(PRESENT_SHARE * state.screen.window[1] / state.zoom)
    if scene.changes:
        drawn = network_diagram.change_diagram(
            scene.changes,
            look_of(scene.state, scene.scales, scene.selection),
            width=width,
            height=height,
        )
        return figures([drawn], ["network"], width, state.wire.client_has)
    drawn = network_diagram.network_diagram(
        scene.evaluation,
        look_of(scene.state, scene.scales, scene.selection, scene.related, scene.room_for),
        view="gradients" if state.view.mode == "gradients" else "values",
        width=width / state.zoom,
        height=height,
    )
    return figures([drawn], ["network"], width, state.wire.client_has, zoom=state.zoom)


def matrices(scene: Scene) -> FiguresPart:
    """The matrix equations: both directions side by side, or below one another on a narrow screen."""
    available, zoom = scene.state.screen.widths.get("matrices", MATRICES_WIDTH), scene.state.zoom
    width = round(available / zoom)
    wide = width >= SIDE_BY_SIDE
    forward = round((width - GAP) * FORWARD_SHARE) if wide else width
    if scene.changes:
        changed = equations.change_pair(
            scene.changes,
            look_of(scene.state, scene.scales, scene.selection),
            widths=(forward, width - GAP - forward if wide else width),
            side_by_side=wide,
        )
        return figures(changed, ["forward", "backward"], available, scene.state.wire.client_has)
    pair = equations.equation_pair(
        scene.evaluation,
        look_of(scene.state, scene.scales, scene.selection, scene.related, scene.room_for),
        widths=(forward, width - GAP - forward if wide else width),
        side_by_side=wide,
    )
    return figures(pair, ["forward", "backward"], available, scene.state.wire.client_has, zoom=zoom)


def theme_of(state: Session) -> Theme:
    """The theme the browser reported, or the one Streamlit believes in before it has."""
    return palette.THEMES[state.screen.theme or st.context.theme.type or "light"]


def scales_of(state: Session, evaluation: Evaluation) -> Scales:
    """The colour scales: they fit the numbers, but stand still during a scrub."""
    if state.screen.scales is None or not state.screen.scrubbing:
        state.screen.scales = scales.scales(evaluation, per_matrix=state.view.own_scales)
    return state.screen.scales


def look_of(
    state: Session,
    fitting: Scales,
    selection: Quantity | None,
    related: Collection[Quantity] = (),
    room_for: tuple[Evaluation, ...] = (),
) -> Look:
    """How the figures of a session show the numbers that these scales fit."""
    return Look(state.sample, state.view.numbers, fitting, theme_of(state), selection, related, room_for)
