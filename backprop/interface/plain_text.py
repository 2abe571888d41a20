"""Text that Streamlit would read as Markdown, written so that it shows as it stands."""

import re

_MARKUP = re.compile(r"([\\`*_\[\]<>$~:&#|])")


def plain(text: str) -> str:
    """The text with every character escaped that Markdown, LaTeX or HTML within a line would take for its own."""
    return _MARKUP.sub(r"\\\1", text)
