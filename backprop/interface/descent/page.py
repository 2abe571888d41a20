"""The descend page as the rest of the app knows it."""

from backprop.experiment.codec import Whole, Words
from backprop.experiment.rivals import RIVALS as OTHER_RUNS
from backprop.experiment.training import TRAINING
from backprop.interface.descent.parts import RIVALS, TRAINER
from backprop.interface.page import Page, Setting
from backprop.interface.parts import FIGURES, LEGEND, SAID, TABLE, TABS

MOST_RUN = 100_000  # steps of a run that a link asks for
MOST_TRACED = 120  # characters

PAGE = Page(
    __package__,
    "3_descend.py",
    "descend",
    "Descend",
    ":material/trending_down:",
    "Train the network, and move back and forth through the run.",
    settings=(
        Setting("d", TRAINING, "training", around=True),
        Setting("n", Whole(0, MOST_RUN, cut=True), "reached"),
        Setting("k", Whole(0, 999_999), "cursor"),
        Setting("y", Words(MOST_TRACED), "traced"),
        Setting("c", OTHER_RUNS, "rivals"),
    ),
    events=("train", "move", "restart", "take", "axes", "tab", "rival", "eta", "order"),
    figures=("diagram", "matrices", "curves", "comparison", "rates", "surface"),
    parts=(FIGURES, TRAINER, TABS, RIVALS, TABLE, SAID, LEGEND),
)
