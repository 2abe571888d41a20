"""Every symbol is written as the design's table has it, in text and in LaTeX."""

import pytest

from backprop.core.quantities import KINDS, Quantity
from backprop.lessons.notation.symbols import Notation, latex_symbol, symbol

ONE = Notation(("sigmoid", "relu"))
SEVERAL = Notation(("sigmoid", "relu"), samples=3)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("x[2]", "x₂"),
        ("t[1]", "t₁"),
        ("W1[2,1]", "W⁽¹⁾₂₁"),
        ("W1[10,2]", "W⁽¹⁾₁₀,₂"),
        ("b2[1]", "b⁽²⁾₁"),
        ("z1[2]", "z⁽¹⁾₂"),
        ("a1[2]", "a⁽¹⁾₂"),
        ("a2[2]", "ŷ₂"),
        ("C", "C"),
        ("E", "C"),
        ("da1[1]", "∂C/∂a⁽¹⁾₁"),
        ("da2[1]", "∂C/∂ŷ₁"),
        ("dx[2]", "∂C/∂x₂"),
        ("delta2[1]", "δ⁽²⁾₁"),
        ("dW2[2,1]", "∂C/∂W⁽²⁾₂₁"),
        ("db1[1]", "∂C/∂b⁽¹⁾₁"),
        ("diff[1]", "ŷ₁ − t₁"),
        ("slope1[1]", "σ′(z⁽¹⁾₁)"),
        ("slope2[1]", "f′(z⁽²⁾₁)"),
        ("J2[1,2]", "J⁽²⁾₁₂"),
        ("W1new[2,1]", "new W⁽¹⁾₂₁"),
    ],
)
def test_elements_in_text(name: str, written: str) -> None:
    assert ONE.element(Quantity.parse(name)) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("W1[2,1]", "W^{(1)}_{21}"),
        ("W1[10,2]", "W^{(1)}_{10,2}"),
        ("a2[2]", r"\hat{y}_{2}"),
        ("delta2[1]", r"\delta^{(2)}_{1}"),
        ("da1[1]", r"\frac{\partial C}{\partial a^{(1)}_{1}}"),
        ("slope1[1]", r"\sigma'(z^{(1)}_{1})"),
        ("diff[1]", r"\hat{y}_{1} - t_{1}"),
        ("W1new[2,1]", r"W^{(1)\,\text{new}}_{21}"),
    ],
)
def test_elements_in_latex(name: str, written: str) -> None:
    assert ONE.latex_element(Quantity.parse(name)) == written


def test_several_samples_have_a_loss_of_their_own() -> None:
    assert SEVERAL.symbol("da", 1) == "∂E/∂a⁽¹⁾"
    assert SEVERAL.symbol("dx") == "∂E/∂x"
    assert SEVERAL.symbol("E") == "E"
    # What belongs to the cost stays with the cost.
    assert SEVERAL.symbol("dW", 1) == "∂C/∂W⁽¹⁾"
    assert SEVERAL.symbol("db", 2) == "∂C/∂b⁽²⁾"


def test_every_kind_has_its_own_symbol() -> None:
    symbols = {ONE.symbol(kind, 1 if row.layered else 0) for kind, row in KINDS.items()} - {"E"}
    assert len(symbols) == len(KINDS) - 1  # E is C here: there is one sample


def test_symbols_without_a_network() -> None:
    assert symbol("a", 2, n_layers=2, samples=1) == "ŷ"
    assert symbol("slope", 1, n_layers=2, samples=1) == "f′(z⁽¹⁾)"
    assert latex_symbol("W", 1, n_layers=2, samples=1) == "W^{(1)}"
