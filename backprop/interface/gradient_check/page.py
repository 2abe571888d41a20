"""The gradient check page as the rest of the app knows it."""

from backprop.interface.gradient_check import parts, probe
from backprop.interface.page import Page, Setting
from backprop.interface.parts import BOARD, FIGURES, LEGEND, TABLE

PAGE = Page(
    __package__,
    "5_gradient_check.py",
    "check",
    "Gradient check",
    ":material/verified:",
    "Compare each gradient with a numeric one, and see what the step of a difference costs.",
    settings=(Setting("g", probe.PROBE, later=True),),
    events=("probe",),
    figures=("gradients", "errors", "slice"),
    parts=(BOARD, FIGURES, parts.PROBE, TABLE, LEGEND),
)
