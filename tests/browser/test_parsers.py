"""The parsers of the browser against the cases they share with Python, as the app itself serves them."""

import base64
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page
from server import Server

from backprop.experiment.numerals import NumberFormat
from backprop.figures.naming import Naming
from backprop.figures.packed import packed
from backprop.interface import assets

CASES = Path(__file__).parents[1] / "cases"
FAILURES = """async ([module, parse, field, cases]) => {
  const parser = (await import(module))[parse];
  const same = (a, b) => Array.isArray(b)
    ? Array.isArray(a) && a.length === b.length && b.every((item, i) => same(a[i], item))
    : Object.is(a, b);
  const failures = [];
  for (const { text, times, ...expected } of cases) {
    const read = parser(text.repeat(times ?? 1));
    const key = "error" in expected ? "error" : field;
    if (Object.keys(read).join() !== key || !same(read[key], expected[key])) {
      const given = times ? `${times} x ${JSON.stringify(text)}` : JSON.stringify(text);
      failures.push(`${given}: ${JSON.stringify(read)} instead of ${JSON.stringify(expected)}`.slice(0, 400));
    }
  }
  return failures;
}"""


UNPACK = """async ([module, traces, names]) => {
  const { namesOf, unpack } = await import(module);
  const rows = (text) => unpack(JSON.parse(text)).map((row) => [...row]);
  return [traces.map(rows), names.map(namesOf), namesOf(names[0]) === namesOf({ ...names[0] })];
}"""


@pytest.fixture(scope="module")
def tab(window: BrowserContext, server: Server) -> Any:
    """A tab at the app's own origin, under its content security policy."""
    page = window.new_page()
    page.goto(f"{server.url}/assets/{assets.version()}/board/board.css")
    yield page
    page.close()


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    assert len(found) > 50
    return found


def failures(tab: Page, module: str, field: str, examples: list[dict[str, Any]]) -> list[str]:
    """What the parser of a module reads otherwise than the cases say; a minus zero is no zero."""
    address = f"/assets/{assets.version()}/board/{module}.js"
    parse = {"numbers": "parseNumber", "matrices": "parseMatrix"}[module]
    found: list[str] = tab.evaluate(FAILURES, [address, parse, field, examples])
    return found


def test_numbers_are_read_as_in_python(tab: Page) -> None:
    assert failures(tab, "numbers", "value", cases("numbers")) == []


def test_matrices_are_read_as_in_python(tab: Page) -> None:
    assert failures(tab, "matrices", "rows", cases("matrices")) == []


@pytest.mark.parametrize(
    ("module", "field", "wrong"),
    [
        ("numbers", "value", {"text": "0.5", "value": 0.25}),
        ("numbers", "value", {"text": "-0", "value": 0.0}),
        ("numbers", "value", {"text": "1,234", "value": 1.234}),
        ("numbers", "value", {"text": "x", "error": "another sentence"}),
        ("matrices", "rows", {"text": "1 2", "rows": [[1, 2, 3]]}),
        ("matrices", "rows", {"text": "1 2", "rows": [[1], [2]]}),
        ("matrices", "rows", {"text": "[-0.0]", "rows": [[0]]}),
    ],
)
def test_the_comparison_sees_a_difference(
    tab: Page, module: str, field: str, wrong: dict[str, object]
) -> None:
    assert len(failures(tab, module, field, [wrong])) == 1


def test_large_matrices_are_unpacked_as_they_were_packed(tab: Page) -> None:
    values = np.random.default_rng(0).normal(size=(5, 7)) * 10.0 ** np.arange(7)
    values[1, :3] = 0, -values.max(), 1e-12
    given = packed(values)
    rules = [
        Naming("W2", 3, 4),
        Naming("W2", 4, 3, turned=True),
        Naming("a1", 2, 3, ("", "@7")),
        Naming("x", 3, 1, ("",), turned=True),
    ]
    module = f"/assets/{assets.version()}/figure_view/packed.js"
    few = np.full((9, 8), np.nan)
    few[8, 7] = 0.1
    traces = [given.json, packed(few).json]
    (rows, sparse), names, kept = tab.evaluate(UNPACK, [module, traces, [rule.rule() for rule in rules]])
    np.testing.assert_array_equal(sparse, few)
    halves = np.frombuffer(base64.b64decode(given["halves"]), "<f2").astype(float).reshape(5, 7)
    np.testing.assert_array_equal(rows, halves * 2.0 ** given["power"])
    assert names == [[list(row) for row in rule.names] for rule in rules]
    assert kept


def test_numbers_are_told_as_in_python(tab: Page) -> None:
    """What a cell of the board says on hover and opens with."""
    short = [m / 10**e for m in (1, -7, 33, 1205, 999_999_999) for e in range(12)]
    values = [v + units * math.ulp(v) / 2 for v in short for units in range(-40, 41, 3)]
    values += [1 / 3, 0.0, 1e-300, 5e-324, 1.7976931348623157e308, 2**53 + 2.0]
    said = tab.evaluate(
        "async ([module, values]) => values.map((await import(module)).told)",
        [f"/assets/{assets.version()}/board/numbers.js", values],
    )
    assert [float(text) for text in said] == [float(NumberFormat().told(value)) for value in values]
