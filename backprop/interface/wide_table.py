"""A table as HTML that scrolls sideways where the screen is narrow, by keys too."""

from html import escape


def wide(label: str, table: str) -> str:
    """The table in an area of its own, which is named by `label` and takes the focus so that arrow keys scroll it."""
    return f"<div class='wide' role='region' aria-label='{escape(label)}' tabindex='0'>{table}</div>"
