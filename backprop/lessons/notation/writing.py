r"""A formula becomes LaTeX and text together, in pieces between which a narrow screen may break the line.

Symbols and numbers carry the family of their colour, \forward{…} or \backward{…}, which `colour` makes a hue.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

LINE = 36  # digits that fit a phone's line: KaTeX sets one in 0.5 em of 19 px, and 358 px are free
_WIDE = {
    " ": 0.0, ".": 0.56, ",": 0.9, "(": 0.78, ")": 0.78,
    "−": 1.55, "+": 2.45, "·": 1.45, "×": 2.45, "⊙": 2.45, "⊘": 2.45, "=": 2.7, "≈": 2.7,
    "Σ": 3.3, "W": 2.0, "C": 1.5, "E": 1.6, "J": 1.3, "σ": 1.2, "Φ": 1.5, "φ": 1.3, "@": 1.5,
}  # fmt: skip
PLUS, TIMES, EQUALS = _WIDE["+"], _WIDE["·"], _WIDE["="]  # their spaces included
_SCRIPT = 0.65  # the width of a raised or lowered glyph
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ᵀ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₛ"
UNTOLD, UNTOLD_LATEX = "?", r"\boxed{?}"  # in place of a hidden number
Token = TypeVar("Token")
SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a written formula binds


class Piece(NamedTuple):
    """LaTeX that stays together, its width, and how unwelcome a break before it is."""

    latex: str
    width: float
    depth: float = 0.0


@dataclass(frozen=True, slots=True)
class Typeset:
    """LaTeX in pieces, the same as text, and how tightly the whole binds."""

    pieces: tuple[Piece, ...]
    text: str
    level: int = ATOM

    @property
    def latex(self) -> str:
        """The whole in one line."""
        return " ".join(piece.latex for piece in self.pieces)

    @property
    def width(self) -> float:
        """The width in glyphs."""
        return sum(piece.width for piece in self.pieces)


def atom(latex: str, text: str, width: float | None = None, level: int = ATOM) -> Typeset:
    """One piece that is never broken."""
    return Typeset((Piece(latex, glyphs(text) if width is None else width),), text, level)


def glyphs(text: str) -> float:
    """The width of a text in digits: indices are small and stand above each other, ∂C/∂W is a fraction."""
    if text.startswith("∂") and "/" in text:
        return 0.5 + max(glyphs(part) for part in text.split("/", 1))
    raised = sum(text.count(mark) for mark in _RAISED)
    lowered = sum(text.count(mark) for mark in _LOWERED)
    plain = (mark for mark in text if mark not in _RAISED and mark not in _LOWERED)
    return sum(_WIDE.get(mark, 1.0) for mark in plain) + _SCRIPT * max(raised, lowered)


def join(parts: Sequence[Typeset], latex: str, text: str, width: float, level: int) -> Typeset:
    """Parts with a sign between them; a line may break before each sign, sooner at + than at ·."""
    pieces = list(parts[0].pieces)
    for part in parts[1:]:
        head, *tail = part.pieces
        pieces += [
            Piece(f"{latex} {head.latex}", width + head.width, 0.5 if level == PRODUCT else 0.0),
            *tail,
        ]
    return Typeset(tuple(pieces), text.join(part.text for part in parts), level)


def embrace(inner: Typeset, before: tuple[str, str], after: tuple[str, str], level: int = ATOM) -> Typeset:
    """Something before and after, each as (LaTeX, text)."""
    head, *rest = inner.pieces
    pieces = [head._replace(latex=f"{before[0]}{head.latex}", width=head.width + glyphs(before[1])), *rest]
    tail = pieces[-1]
    pieces[-1] = tail._replace(latex=f"{tail.latex}{after[0]}", width=tail.width + glyphs(after[1]))
    return Typeset(tuple(pieces), f"{before[1]}{inner.text}{after[1]}", level)


def parenthesised(inner: Typeset) -> Typeset:
    """In parentheses, the larger kind around a fraction."""
    tall = r"\frac" in inner.latex or r"\underbrace" in inner.latex
    left, right = (r"\bigl(", r"\bigr)") if tall else ("(", ")")
    deeper = tuple(piece._replace(depth=piece.depth + 1) for piece in inner.pieces)
    return embrace(Typeset(deeper, inner.text, inner.level), (left, "("), (right, ")"))


def lines(parts: Sequence[Typeset]) -> tuple[str, ...]:
    """Lines of at most `LINE` digits; each part begins its own line, and a broken one goes on indented."""
    return tuple(line for part in parts for line in _broken(part.pieces))


def _broken(pieces: Sequence[Piece]) -> list[str]:
    made: list[str] = []
    line, width = "", 0.0

    def add(group: Sequence[Piece]) -> None:
        nonlocal line, width
        total = sum(piece.width for piece in group)
        if width + total > LINE and total + 2.0 > LINE and len(group) > 1:
            for part in _groups(group):
                add(part)
            return
        if line and width + total > LINE:
            made.append(line)
            line, width = r"\quad", 2.0
        line, width = " ".join([line, *(piece.latex for piece in group)]).strip(), width + total

    for group in _groups(pieces):
        add(group)
    return [*made, line]


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces between the most welcome breaks."""
    if len(pieces) == 1:
        return [list(pieces)]
    least = min(piece.depth for piece in pieces[1:])
    groups = [[pieces[0]]]
    for piece in pieces[1:]:
        if piece.depth == least:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return groups


def merged(tokens: Iterable[Token], one: Callable[[Token, Token], Token | None]) -> list[Token]:
    """The tokens with neighbours made one where `one` makes one of them."""
    found: list[Token] = []
    for token in tokens:
        both = one(found[-1], token) if found else None
        if both is None:
            found.append(token)
        else:
            found[-1] = both
    return found


def colour(latex: str, *, forward: str, backward: str) -> str:
    r"""Give the two families their hues ("#1f6feb"): \forward{…} becomes \textcolor{#1f6feb}{…}."""
    hues = {"forward": forward, "backward": backward}
    return re.sub(r"\\(forward|backward)(?=\{)", lambda found: rf"\textcolor{{{hues[found[1]]}}}", latex)


def uncoloured(latex: str) -> str:
    """LaTeX for a document of one's own: the families' marks and their braces left out."""
    while (found := re.search(r"\\(?:forward|backward)\{", latex)) is not None:
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(latex[end], 0)
            end += 1
        latex = latex[: found.start()] + "{" + latex[found.end() : end - 1] + "}" + latex[end:]
    return latex


def aligned(latex_lines: Sequence[str]) -> str:
    r"""Lines as one block, for `st.latex`; below a fraction there is room, so that it touches none of the next line."""
    if len(latex_lines) == 1:
        return latex_lines[0]
    *lines, last = latex_lines
    ended = [line + (r" \\[0.8em] & " if r"\frac" in line else r" \\ & ") for line in lines]
    return r"\begin{aligned} & " + "".join(ended) + last + r" \end{aligned}"
