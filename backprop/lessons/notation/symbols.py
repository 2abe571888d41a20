"""How every quantity is written, in text and in LaTeX: W⁽¹⁾, ∂C/∂W⁽¹⁾₂₁, σ′(z⁽²⁾)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

# Which letters a gradient is taken with respect to; `samples` decides whether the numerator is E or C.
_GRADIENT_OF = {"da": "a", "dW": "W", "db": "b", "dx": "x"}
_OF_THE_COST = ("dW", "db")


@dataclass(frozen=True, slots=True)
class Notation:
    """How the quantities of one network are written.

    `activations` holds one name per layer; `samples` is the number of samples. With several samples E is the
    loss of the sample on show and C the mean; with one sample E = C, and C is written. The last a is ŷ, a of
    layer 0 is x; σ is written for the sigmoid only, f for every other activation.
    """

    activations: tuple[str, ...]
    samples: int = 1

    @classmethod
    def of(cls, evaluation: Evaluation) -> Self:
        """The notation of an evaluated network."""
        return cls(tuple(layer.activation for layer in evaluation.network.layers), evaluation.n_samples)

    @property
    def n_layers(self) -> int:
        """The number of layers L."""
        return len(self.activations)

    @property
    def loss(self) -> str:
        """The letter of one sample's own loss: E, or C where there is only one sample."""
        return "E" if self.samples > 1 else "C"

    def activation(self, layer: int) -> str:
        """σ for a sigmoid layer, f for any other."""
        return "σ" if self.activations[layer - 1] == "sigmoid" else "f"

    def symbol(self, kind: str, layer: int = 0) -> str:
        """A whole matrix in plain text: `W⁽¹⁾`, `∂C/∂W⁽¹⁾`, `ŷ`, `σ′(z⁽²⁾)`."""
        return self._write(kind, layer, (), _TEXT)

    def element(self, quantity: Quantity) -> str:
        """One number in plain text: `W⁽¹⁾₂₁`, `∂C/∂W⁽¹⁾₂₁`, `ŷ₁`."""
        return self._write(quantity.kind, quantity.layer, quantity.index, _TEXT)

    def latex(self, kind: str, layer: int = 0) -> str:
        r"""A whole matrix in LaTeX: `W^{(1)}`, `\frac{\partial C}{\partial W^{(1)}}`."""
        return self._write(kind, layer, (), _LATEX)

    def latex_element(self, quantity: Quantity) -> str:
        """One number in LaTeX: `W^{(1)}_{21}`."""
        return self._write(quantity.kind, quantity.layer, quantity.index, _LATEX)

    def _write(self, kind: str, layer: int, index: tuple[int, ...], style: "_Style") -> str:
        match kind:
            case "E":
                written = style.letter(self.loss, 0, ())
            case "a" if layer in (0, self.n_layers):
                written = style.letter("ŷ" if layer else "x", 0, index)
            case "diff":
                written = f"{style.letter('ŷ', 0, index)} {style.minus} {style.letter('t', 0, index)}"
            case "delta":
                written = style.letter("δ", layer, index)
            case "da" | "dx" | "dW" | "db":
                above = "C" if kind in _OF_THE_COST else self.loss
                written = style.derivative(above, self._write(_GRADIENT_OF[kind], layer, index, style))
            case "slope":
                written = style.slope(self.activation(layer), style.letter("z", layer, index))
            case "Wchange" | "bchange":
                written = style.change(kind[0], layer, index)
            case "Wnew" | "bnew":
                written = style.updated(kind[0], layer, index)
            case _:
                written = style.letter(kind, layer, index)
        return written


@dataclass(frozen=True, slots=True)
class _Style:
    """One way of setting symbols: plain text with Unicode marks, or LaTeX."""

    letter: Callable[[str, int, tuple[int, ...]], str]
    derivative: Callable[[str, str], str]
    slope: Callable[[str, str], str]
    change: Callable[[str, int, tuple[int, ...]], str]
    updated: Callable[[str, int, tuple[int, ...]], str]
    minus: str


def _indices(index: tuple[int, ...]) -> str:
    """21 for (2, 1), and 10,2 where the digits alone would run together."""
    return ("," if any(i > 9 for i in index) else "").join(map(str, index))


def _text_letter(letter: str, layer: int, index: tuple[int, ...]) -> str:
    above = f"⁽{str(layer).translate(_SUPERSCRIPT)}⁾" if layer else ""
    return letter + above + _indices(index).translate(_SUBSCRIPT)


_LATEX_LETTERS = {"ŷ": r"\hat{y}", "δ": r"\delta", "σ": r"\sigma"}


def _latex_letter(letter: str, layer: int, index: tuple[int, ...]) -> str:
    above = f"^{{({layer})}}" if layer else ""
    below = f"_{{{_indices(index)}}}" if index else ""
    return _LATEX_LETTERS.get(letter, letter) + above + below


def _latex_updated(letter: str, layer: int, index: tuple[int, ...]) -> str:
    below = f"_{{{_indices(index)}}}" if index else ""
    return rf"{letter}^{{({layer})\,\text{{new}}}}{below}"


_TEXT = _Style(
    letter=_text_letter,
    derivative=lambda above, below: f"∂{above}/∂{below}",
    slope=lambda f, z: f"{f}′({z})",
    change=lambda letter, layer, index: "Δ" + _text_letter(letter, layer, index),
    updated=lambda letter, layer, index: "new " + _text_letter(letter, layer, index),
    minus="−",
)
_LATEX = _Style(
    letter=_latex_letter,
    derivative=lambda above, below: rf"\frac{{\partial {above}}}{{\partial {below}}}",
    slope=lambda f, z: rf"{_LATEX_LETTERS.get(f, f)}'({z})",
    change=lambda letter, layer, index: r"\Delta " + _latex_letter(letter, layer, index),
    updated=_latex_updated,
    minus="-",
)


def symbol(kind: str, layer: int = 0, *, n_layers: int, samples: int) -> str:
    """A whole matrix in plain text where the activations do not matter (slopes are written f′)."""
    return Notation(("",) * n_layers, samples).symbol(kind, layer)


def latex_symbol(kind: str, layer: int = 0, *, n_layers: int, samples: int) -> str:
    """A whole matrix in LaTeX where the activations do not matter (slopes are written f′)."""
    return Notation(("",) * n_layers, samples).latex(kind, layer)
