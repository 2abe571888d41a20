"""The examples page as the rest of the app knows it."""

from backprop.interface.page import Page

PAGE = Page(
    __package__,
    "8_examples.py",
    "examples",
    "Examples",
    ":material/menu_book:",
    "Worked examples that others have published, their numbers beside the computed ones.",
)
