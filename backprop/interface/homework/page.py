"""The homework page as the rest of the app knows it."""

from backprop.interface.homework.parts import ANSWERS
from backprop.interface.page import Page
from backprop.interface.parts import BOARD, SAID

PAGE = Page(
    __package__,
    "7_homework.py",
    "homework",
    "Homework",
    ":material/edit_note:",
    "Write your answers down, have them marked, and see which mistake a wrong one comes from.",
    events=("answer", "orient", "clear"),
    parts=(BOARD, SAID, ANSWERS),
)
