"""The walk as the rest of the app knows it."""

from backprop.experiment.codec import Flag, Like
from backprop.interface.page import Page, Setting
from backprop.interface.parts import ACTIONS, BOARD, CONTROLS, FIGURES, LEGEND
from backprop.interface.walk.parts import RAIL, WORDS

PAGE = Page(
    __package__,
    "2_step_through.py",
    "step",
    "Step through",
    ":material/skip_next:",
    "Walk forward and backward through the network, one operation at a time.",
    settings=(Setting("s", Like("[A-Za-z]{1,6}[0-9]?"), "step"), Setting("present", Flag("1"), "present")),
    events=("step", "enter", "veil", "present", "guess", "rate", "apply", "selected"),
    figures=("diagram", "operation"),
    parts=(BOARD, FIGURES, CONTROLS, ACTIONS, RAIL, WORDS, LEGEND),
    presents=True,
)
