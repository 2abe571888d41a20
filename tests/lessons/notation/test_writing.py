"""What is written must be valid for KaTeX, fit a phone's line, and carry its colours."""

import re

import numpy as np
import pytest
from hypothesis import given, settings

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.notation.digits import written
from backprop.lessons.notation.writing import LINE, aligned, colour, uncoloured
from tests.lessons.networks import evaluations, every_quantity

_COMMANDS = """
    frac tfrac partial hat sigma delta sum cdots vdots ddots cdot times approx begin end text underbrace ln
    tanh max Delta Phi varphi quad bigl bigr big boxed operatorname odot oslash top mathbf eta infty scriptstyle le
    lVert rVert lvert rvert min ge textcolor textstyle
"""
KATEX = set(_COMMANDS.split())


def assert_valid(latex: str) -> None:
    """Balanced braces, environments and \\bigl-\\bigr pairs; only KaTeX commands; no double script."""
    plain = latex.replace(r"\\", " ").replace(r"\,", " ").replace(r"\;", " ")
    depth = 0
    for mark in plain:
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0, latex
    assert depth == 0, latex
    assert set(re.findall(r"\\([A-Za-z]+)", plain)) <= KATEX, latex
    assert not re.search(r"[^\x20-\x7e]", plain), latex
    assert sorted(re.findall(r"\\begin(\{\w+\})", plain)) == sorted(re.findall(r"\\end(\{\w+\})", plain)), (
        latex
    )
    assert plain.count(r"\bigl") == plain.count(r"\bigr"), latex
    assert not re.search(r"\^\{[^{}]*\}\s*\^", plain), latex


@settings(max_examples=25, deadline=None)
@given(evaluations())
def test_every_formula_is_valid_latex(evaluation):
    for quantity in every_quantity(evaluation)[::11]:
        for notation in ("element", "matrix"):
            derivation = explain(evaluation, quantity, 1, NumberFormat(), notation)
            formulas = [derivation.formula, *(aside.formula for aside in derivation.asides)]
            for formula in formulas:
                for block in (formula.rule, formula.substituted):
                    assert_valid(colour(aligned(block or ("x",)), forward="#1f6feb", backward="#8250df"))
            for part in derivation.parts:
                assert_valid(colour(part.latex, forward="#1f6feb", backward="#8250df"))
            assert_valid(derivation.latex())
            assert r"\forward" not in derivation.latex()


def glyphs_seen(latex: str) -> float:
    """A rough width of a rendered line, counted from the LaTeX and not by the program's own measure."""
    latex = re.sub(
        r"\\(textcolor\{[^}]*\}|begin\{\w+\}|end\{\w+\}|text|operatorname|bigl|bigr|big|quad|,)", " ", latex
    )
    latex = re.sub(r"\\hat\{y\}", "y", latex)
    latex = re.sub(r"\\times 10\^\{(-?\d+)\}", r"x10\1", latex)
    latex = re.sub(r"(?<=[{\s(-])\{([-x\d.]+)\}", r"\1", latex)  # a number's own braces
    latex = re.sub(r"\\underbrace\{[^}]*\}_\{", "{", latex)
    while (shorter := re.sub(r"\\t?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", _wider, latex)) != latex:
        latex = shorter
    latex = re.sub(r"\{\{([^{}]*)\}\}", r"{\1}", latex)
    latex = re.sub(r"\^\{[^{}]*\}(?=_)", "", latex)  # stands above the index
    latex = re.sub(r"[_^]\{([^{}]*)\}", lambda script: "s" * round(0.65 * len(script[1])), latex)
    return len(re.sub(r"[{}\s&]", "", re.sub(r"\\[A-Za-z]+", "c", latex)))


def _wider(match: re.Match[str]) -> str:
    return max(match[1], match[2], key=len)


@settings(max_examples=30, deadline=None)
@given(evaluations())
def test_a_line_fits_a_phone(evaluation):
    fmt = NumberFormat()
    for quantity in every_quantity(evaluation)[::3]:
        derivation = explain(evaluation, quantity, 1, fmt)
        for line in (*derivation.rule, *derivation.substituted):
            assert glyphs_seen(uncoloured(line)) <= LINE + 8, line


def test_colours_replace_the_marks():
    marked = r"\forward{W^{(1)}_{21}} \cdot \backward{\delta^{(1)}_{1}}"
    expected = r"\textcolor{#111111}{W^{(1)}_{21}} \cdot \textcolor{#222222}{\delta^{(1)}_{1}}"
    assert colour(marked, forward="#111111", backward="#222222") == expected
    assert uncoloured(marked) == r"{W^{(1)}_{21}} \cdot {\delta^{(1)}_{1}}"


@pytest.mark.parametrize("digits", range(2, 18))
@pytest.mark.parametrize(
    "value", [0.1, -2.0, 1 / 3, 1e-7 / 3, -1.5e300, 123456.789, 0.50000000000001, 2 / 3e5]
)
def test_written_digits_read_back(value, digits):
    latex, text = written(value, digits)
    read = float(latex.replace(r"\times 10^{", "e").replace("}", "").replace(" ", ""))
    assert read == float(f"{value:.{digits - 1}e}")
    assert "-" not in text


@pytest.mark.parametrize("digits", range(2, 18))
def test_round_off_is_never_written(digits):
    assert written(0.1 + 0.2, digits) == ("0.3", "0.3")
    assert written(1.1 - 1.0, digits) == ("0.1", "0.1")
    assert written(-3e-7 * 1.1, digits)[1] == "−3.3×10⁻⁷"


def test_a_formula_whose_numbers_carry_round_off_is_an_equation():
    """0.1 · 1 + 0.2 · 1 is 0.30000000000000004 to a computer; both notations write =, in and out."""
    network = Network([Layer([[0.1], [0.2]], [0.0], "identity"), Layer([[2.0]], [0.0], "identity")])
    evaluation = evaluate(network, [1.0, 1.0], [0.0])
    assert evaluation.value(Quantity.parse("z1[1]")) != 0.3
    for name, result in (("z1[1]", "0.3"), ("a1[1]", "0.3"), ("z2[1]", "0.6"), ("diff[1]", "0.6")):
        for notation in ("element", "matrix"):
            written_out = explain(evaluation, Quantity.parse(name), 1, NumberFormat(), notation).formula
            assert written_out.relation == "=", name
            assert written_out.substituted_text.endswith(f"= {result}")
            assert not {"≈", "00"} & set(re.findall("≈|00", written_out.substituted_text))


def test_a_long_sum_is_shortened_with_a_count_and_keeps_its_total():
    rng = np.random.default_rng(3)
    network = Network([Layer(rng.normal(size=(64, 2)), [0.1, 0.2], "tanh")])
    evaluation = evaluate(network, rng.normal(size=64), [0.0, 1.0])
    derivation = explain(evaluation, Quantity.parse("z1[2]"), 1, NumberFormat())
    assert "[59 more: " in derivation.formula.numbers_text
    assert len(derivation.substituted) <= 6
    assert len(derivation.made_from) == 129
