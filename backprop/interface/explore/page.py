"""The explore page as the rest of the app knows it."""

from backprop.interface.page import Page
from backprop.interface.parts import ACTIONS, BOARD, CONTROLS, FIGURES, LEGEND, VITALS

PAGE = Page(
    __package__,
    "1_explore.py",
    "explore",
    "Explore",
    ":material/hub:",
    "Change any number of a network and watch every activation, error and gradient follow.",
    events=("panel", "notation", "light", "more", "selected"),
    figures=("diagram", "matrices"),
    parts=(BOARD, FIGURES, CONTROLS, ACTIONS, VITALS, LEGEND),
    presents=True,
)
