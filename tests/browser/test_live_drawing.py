"""Live drawing equals fresh drawing: after any edits a figure that was brought up to date is one drawn anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from server import Server
from stroll import PAGES, Stroll

TWICE = Path(__file__).with_name("drawn_twice.js")
SHORT = {"explore": 12, "step": 12, "descend": 12, "landscape": 6, "check": 8, "bugs": 8}  # steps of a stroll
LONG = 120


@pytest.fixture(scope="module")
def canvas(window: BrowserContext, server: Server) -> Iterator[Page]:
    """A tab in which parts of the stage are drawn twice."""
    page = window.new_page()
    page.goto(f"{server.url}/_stcore/health")
    page.evaluate(TWICE.read_text(encoding="utf-8"))
    yield page
    page.close()


@pytest.fixture
def easel(canvas: Page) -> Iterator[Page]:
    """The same, empty; nothing that is drawn may raise an error."""
    errors: list[str] = []
    canvas.on("pageerror", lambda error: errors.append(str(error)))
    canvas.evaluate("drawnTwice.clear()")
    yield canvas
    assert not errors, "\n".join(errors)


def go(easel: Page, stroll: Stroll, steps: int) -> None:
    """Go on that far; after each step the figures are as they would be drawn anew."""
    parts, done = stroll.parts, []
    for step in range(steps):
        done.append(stroll.said)
        found = easel.evaluate("(text) => drawnTwice.show(text)", json.dumps(parts))
        if step % 5 == 4:
            found += easel.evaluate("drawnTwice.back()")
        assert not found, "\n\n".join(["; ".join(done[-8:]), *found])
        parts = stroll.go_on(easel.evaluate("drawnTwice.held()"))


@pytest.mark.parametrize("name", PAGES)
def test_figures_that_follow_edits_are_those_drawn_anew(easel: Page, name: str) -> None:
    go(easel, Stroll(name, 1, left_out=("relief",)), SHORT[name])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2, 6))
@pytest.mark.parametrize("name", PAGES)
def test_figures_that_follow_many_edits_are_those_drawn_anew(easel: Page, name: str, seed: int) -> None:
    go(easel, Stroll(name, seed), LONG)


# What a trace or a layout may hold, and may hold next; the figures of today come near some of these only.
TEXTS = {"type": "scatter", "mode": "text", "x": [20, 60], "y": [30, 30], "text": ["0.5", "0.7"]}
DOTS = {"type": "scatter", "mode": "markers", "x": [20, 60], "y": [30, 50]}
BARS = {"type": "bar", "x": [20, 60], "y": [9, 9], "base": [5, 5], "width": [16, 16], "hovertext": ["a", "b"]}
STRANDS = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": [5, 90, None], "y": [9, 60, None]}
SOLID = {"color": "#123456", "width": 2, "dash": "solid"}
CURSOR = {"type": "line", "xref": "x", "yref": "paper", "x0": 30, "x1": 30, "y0": 0, "y1": 1}
AREA = {"type": "rect", "xref": "x", "yref": "paper", "x0": 10, "x1": 40, "y0": 0, "y1": 1, "layer": "below"}
INKS, EDGE = ["#112233", "#445566"], {"color": "#000000", "width": [1, 1]}


def layout(**more: Any) -> dict[str, Any]:
    axis = {"range": [0, 100], "visible": False}
    return {
        "width": 300, "height": 200, "xaxis": axis, "yaxis": axis, "showlegend": False,
        "hovermode": "closest", "barmode": "overlay", "meta": {"alt": "", "height": 200},
    } | more  # fmt: skip


def marked(**look: Any) -> dict[str, Any]:
    return DOTS | {"marker": {"size": 9, "color": INKS, "line": EDGE} | look}


CHANGES: dict[str, tuple[Any, Any]] = {
    "text that is longer": (TEXTS, TEXTS | {"text": ["−123.5", "0.7"]}),
    "text that comes": (TEXTS | {"text": ["", "0.7"]}, TEXTS),
    "text with markup": (TEXTS, TEXTS | {"text": ["<b>1</b>", "0.7"]}),
    "text that moves": (TEXTS, TEXTS | {"x": [25.5, 60]}),
    "text of another colour": (TEXTS | {"textfont": {"color": INKS}}, TEXTS | {"textfont": {"color": INKS[::-1]}}),
    "text that pales": (
        TEXTS | {"textfont": {"color": INKS}},
        TEXTS | {"textfont": {"color": ["rgba(1,2,3,0.5)", "#445566"]}},
    ),
    "marker that moves": (marked(), marked() | {"x": [70, 60], "y": [10, 50]}),
    "marker that leaves": (marked() | {"cliponaxis": False}, marked() | {"cliponaxis": False, "y": [300, 50]}),
    "marker without a place": (marked(), marked() | {"y": [None, 50]}),
    "marker of another colour": (marked(), marked(color=INKS[::-1])),
    "marker of no colour": (marked(), marked(color=["transparent", "#445566"])),
    "marker by a scale": (marked(color=[1, 2]), marked(color=[2, 1])),
    "frame that is thicker": (marked(), marked(line={"color": "#000000", "width": [3, 1]})),
    "frame that comes": (marked(line={"color": "#ff0000", "width": [0, 1]}), marked()),
    "marker in a legend": (
        (marked() | {"showlegend": True}, layout(showlegend=True)),
        (marked(color=INKS[::-1]) | {"showlegend": True}, layout(showlegend=True)),
    ),
    "bar that is wider": (BARS, BARS | {"x": [22, 60], "width": [20, 16]}),
    "bar that is a hair": (BARS, BARS | {"width": [0.3, 16]}),
    "bar that is another": (BARS, BARS | {"hovertext": ["c", "b"]}),
    "line elsewhere": (STRANDS | {"line": SOLID}, STRANDS | {"line": SOLID, "y": [30, 10, None]}),
    "more lines": (
        STRANDS | {"line": SOLID},
        STRANDS | {"line": SOLID, "x": [5, 90, None, 8, 70, None], "y": [9, 60, None, 70, 8, None]},
    ),
    "line of dashes": (
        STRANDS | {"line": SOLID | {"dash": "dash"}},
        STRANDS | {"line": SOLID | {"dash": "dash"}, "y": [30, 10, None]},
    ),
    "line of dashes that comes": (
        STRANDS | {"line": SOLID | {"dash": "dash"}, "x": [0, 0, None], "y": [0, 0, None]},
        STRANDS | {"line": SOLID | {"dash": "dash"}},
    ),
    "line that goes on": (
        STRANDS | {"line": SOLID},
        STRANDS | {"line": SOLID, "x": [5, 50, 90, None], "y": [9, 60, 9, None]},
    ),
    "line that leaves": (STRANDS | {"line": SOLID}, STRANDS | {"line": SOLID, "y": [9, 400, None]}),
    "line, then a larger plot": (
        (STRANDS | {"line": SOLID}, layout()),
        (STRANDS | {"line": SOLID, "y": [30, 10, None]}, layout()),
        (STRANDS | {"line": SOLID, "y": [30, 10, None]}, layout(width=360)),
    ),
    "cursor over an area": (
        (DOTS, layout(shapes=[AREA, CURSOR, AREA | {"x0": 60, "x1": 70}])),
        (DOTS, layout(shapes=[AREA, CURSOR | {"x0": 55, "x1": 55}, AREA | {"x0": 60, "x1": 70}])),
    ),
    "cursor below": (
        (DOTS, layout(shapes=[AREA, CURSOR | {"layer": "below"}])),
        (DOTS, layout(shapes=[AREA, CURSOR | {"layer": "below", "x0": 55, "x1": 55}])),
    ),
    "line across the paper": (
        (DOTS, layout(shapes=[CURSOR | {"xref": "paper", "x0": 0.3, "x1": 0.3}])),
        (DOTS, layout(shapes=[CURSOR | {"xref": "paper", "x0": 0.6, "x1": 0.6}])),
    ),
    "other words about it": ((DOTS, layout()), (DOTS, layout(meta={"alt": "C is 3", "height": 200}))),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_a_figure_there_and_back(easel: Page, change: str) -> None:
    found = []
    states = [state if isinstance(state, tuple) else (state, layout()) for state in CHANGES[change]]
    for trace, frame in [*states, *states[-2::-1]]:
        part = {
            "kind": "figures",
            "width": 300,
            "zoom": 1,
            "figures": [{"name": "", "data": [trace], "layout": frame}],
        }
        found += easel.evaluate("(text) => drawnTwice.show(text)", json.dumps({"part": part}))
    assert not found, "\n".join(found)
