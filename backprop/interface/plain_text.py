"""Text that Streamlit would read as Markdown, written so that it shows as it stands."""

import re

_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|io|co|net|edu)/[^\s;,]*[^\s;,.)]")
_MARKUP = re.compile(r"([\\`*_\[\]<>$~:&#|])")


def plain(text: str) -> str:
    """The text with every character escaped that Markdown, LaTeX or HTML within a line would take for its own."""
    return _MARKUP.sub(r"\\\1", text)


def linked(text: str) -> str:
    """The same, with addresses such as example.org/page as links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [plain(text[end : found.start()]), f"[{plain(found[0])}](https://{found[0]})"]
        end = found.end()
    return "".join(parts) + plain(text[end:])
