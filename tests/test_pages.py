"""The house rules no linter knows: what a page may hold, how long a file may be, which names are taken."""

import ast
import re
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backprop.interface import pages

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
INTERFACE = ROOT / "backprop" / "interface"
SOURCES = [
    path for folder in ("backprop", "pages", "tests") for path in sorted((ROOT / folder).rglob("*.py"))
]
THEIRS = ("streamlit", "backprop.interface")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def imported(tree: ast.Module) -> list[str]:
    """The modules that a file imports, each in full; a relative import shows as a leading dot."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names += [f"{module}.{alias.name}" for alias in node.names]
    return names


def outside_its_layer(tree: ast.Module) -> list[str]:
    return [
        name
        for name in imported(tree)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(name == layer or name.startswith(f"{layer}.") for layer in THEIRS)
    ]


def definitions(tree: ast.Module) -> list[int]:
    """The lines on which something is defined rather than done."""
    return [node.lineno for node in ast.walk(tree) if isinstance(node, DEFINITIONS)]


def test_there_are_pages_to_hold_to_the_rules() -> None:
    assert PAGES
    assert ROOT / "backprop" / "core" / "network.py" in SOURCES


@each_page
def test_a_page_stays_in_its_layer(page: Path) -> None:
    assert outside_its_layer(ast.parse(page.read_text())) == []


@each_page
def test_a_page_reads_top_to_bottom(page: Path) -> None:
    text = page.read_text()
    assert definitions(ast.parse(text)) == []
    assert len(text.splitlines()) < 60


@each_page
def test_a_page_is_numbered_and_says_what_it_is(page: Path) -> None:
    assert re.fullmatch(r"[1-9][0-9]*_[a-z][a-z0-9_]*\.py", page.name)
    assert ast.get_docstring(ast.parse(page.read_text()))


def test_the_numbers_of_the_pages_are_their_order() -> None:
    numbers = sorted(int(page.name.partition("_")[0]) for page in PAGES)
    assert numbers == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize(
    "line",
    [
        "import numpy",
        "import plotly.graph_objects as go",
        "from backprop.core import passes",
        "from backprop import core",
        "import backprop",
        "from backprop.interfaces import x",
        "from . import neighbour",
        "from streamlit_elsewhere import x",
        "if True:\n    import requests",
    ],
)
def test_the_layer_rule_catches(line: str) -> None:
    assert outside_its_layer(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "import streamlit as st",
        "import math",
        "from backprop.interface import session",
        "from backprop.interface.board import x",
    ],
)
def test_the_layer_rule_allows(line: str) -> None:
    assert not outside_its_layer(ast.parse(line))


@pytest.mark.parametrize(
    "line", ["def f(): pass", "async def f(): pass", "class A: pass", "key = lambda x: x"]
)
def test_the_definition_rule_catches(line: str) -> None:
    assert definitions(ast.parse(line)) == [1]


def test_the_menu_lists_every_page_once_in_teaching_order() -> None:
    listed = [page.path.name for page in pages.PAGES]
    assert listed == sorted((page.name for page in PAGES), key=lambda name: int(name.partition("_")[0]))


@each_page
def test_the_router_finds_the_page(page: Path) -> None:
    app = AppTest.from_file(INTERFACE / "router.py", default_timeout=30).run()
    app.switch_page(str(page)).run()
    assert not app.exception
    assert len(app.main.children) > 1, "a page that draws nothing is no page"


def test_no_module_beside_the_router_hides_one_of_the_standard_library() -> None:
    # Streamlit puts the router's folder first on sys.path, so `queue.py` there would be everybody's `queue`.
    names = {path.stem for path in INTERFACE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names & (sys.stdlib_module_names - {"__init__"}) == set()


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_every_file_opens_with_a_sentence_to_the_reader() -> None:
    ours = [path for path in SOURCES if path.is_relative_to(ROOT / "backprop")]
    first_lines = {
        str(path.relative_to(ROOT)): (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        for path in ours
    }
    assert [path for path, line in first_lines.items() if len(line) < 20] == []
