"""All the text of a figure in one Plotly trace; a piece that is a number carries its name."""

from collections.abc import Sequence
from typing import Any, Literal

from backprop.figures.ink.lettering import FONT, SIZE
from backprop.figures.surface.interned import interned

Anchor = Literal["start", "middle", "end"]
# Plotly's position says where the text lies, seen from its point.
TEXT_POSITIONS = {"start": "middle right", "middle": "middle center", "end": "middle left"}


class Texts:
    """Pieces of text in one scatter trace; a piece that is a number carries its name."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.x: list[float] = []
        self.y: list[float] = []
        self.anchors: list[str] = []
        self.names: list[str | None] = []
        self.colours: list[str] = []
        self.sizes: list[float] = []

    def add(
        self,
        text: str,
        place: tuple[float, float],
        colour: str,
        *,
        anchor: Anchor = "middle",
        size: float = SIZE,
        name: str | None = None,
    ) -> None:
        """A piece of text; `anchor` says which point of it stands at the place."""
        self.texts.append(text)
        self.x.append(place[0])
        self.y.append(place[1])
        self.anchors.append(TEXT_POSITIONS[anchor])
        self.names.append(name)
        self.colours.append(colour)
        self.sizes.append(size)

    def trace(self, zorder: int = 0) -> dict[str, Any]:
        """The text as a Plotly scatter trace."""
        return text_trace(
            interned(self.x),
            interned(self.y),
            texts=self.texts,
            anchors=interned(self.anchors),
            sizes=interned(self.sizes),
            colours=interned(self.colours),
            names=interned(self.names),
            zorder=zorder,
        )


def text_trace(
    x: Sequence[float],
    y: Sequence[float],
    *,
    texts: Sequence[str],
    anchors: Sequence[str],
    sizes: Sequence[float],
    colours: Sequence[str],
    names: Sequence[str | None],
    zorder: int = 0,
) -> dict[str, Any]:
    """Pieces of text at their places as a Plotly scatter trace; `anchors` are Plotly's positions."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": texts,
        "textposition": anchors,
        "textfont": {"family": FONT, "size": sizes, "color": colours},
        "customdata": names,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "zorder": zorder,
    }
