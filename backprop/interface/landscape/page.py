"""The landscape page as the rest of the app knows it."""

from backprop.interface.descent.parts import TRAINER
from backprop.interface.landscape.landscape_view import LANDSCAPE_VIEW
from backprop.interface.page import Page, Setting
from backprop.interface.parts import BOARD, FIGURES, LEGEND, SAID, Kind

PLANE = Kind("landscape/plane.js", "landscape/landscape.css")

PAGE = Page(
    __package__,
    "4_landscape.py",
    "landscape",
    "Landscape",
    ":material/landscape:",
    "See the cost over one or two parameters, and the path a run takes on it.",
    settings=(Setting("l", LANDSCAPE_VIEW, around=True),),
    events=("place", "selected"),
    figures=("plane", "relief", "slice"),
    parts=(BOARD, FIGURES, TRAINER, PLANE, SAID, LEGEND),
)
