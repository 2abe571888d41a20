"""The bug lab as the rest of the app knows it."""

from backprop.interface.bug_lab.bench import BENCH
from backprop.interface.bug_lab.parts import BUGS, CASE
from backprop.interface.page import Page, Setting
from backprop.interface.parts import BOARD, FIGURES, LEGEND, TABLE, TABS

PAGE = Page(
    __package__,
    "6_bug_lab.py",
    "bugs",
    "Bug lab",
    ":material/bug_report:",
    "Switch a classic mistake on, see which gradients it breaks, and train with it.",
    settings=(Setting("b", BENCH),),
    events=("bug", "riddle", "tell", "known", "sight"),
    figures=("gradients", "training"),
    parts=(BOARD, FIGURES, BUGS, CASE, TABS, TABLE, LEGEND),
)
