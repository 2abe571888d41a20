"""Two families of colours: orange to blue for what flows forward, green to purple for what flows back.

The hues were chosen by simulating deuteranopia and protanopia (Machado et al. 2009) and greyscale;
`tests/figures/ink/test_palette.py` repeats the simulation and holds the distances.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Family = Literal["forward", "backward"]

_STEPS = 128  # shades on either side of zero


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The colours of one look; a family is its shades from fully to half −, and from half to fully +."""

    name: str
    background: str
    text: str
    muted: str
    line: str
    neutral: str
    selection: str
    forward: tuple[str, str, str, str]
    backward: tuple[str, str, str, str]
    forward_ink: str
    backward_ink: str
    lowering_ink: str
    fine: str  # a gradient that has passed its check
    alarm: tuple[str, str]  # one that has not, from just above the tolerance to wholly wrong

    def arms(self, family: Family) -> tuple[str, str, str, str]:
        """The four named shades of a family, from fully negative to fully positive."""
        return self.forward if family == "forward" else self.backward

    def sign_ink(self, value: float) -> str:
        """The colour of a backward number's frame and words, by its sign as its fill."""
        if value > 0:
            return self.backward_ink
        return self.lowering_ink if value < 0 else self.muted


LIGHT = Theme(
    name="light",
    background="#ffffff",
    text="#262730",
    muted="#5c606b",
    line="#c9ccd3",
    neutral="#f3f3f1",
    selection="#111111",
    forward=("#cc6300", "#f6ad55", "#74c0ee", "#0a6cb8"),
    backward=("#22803f", "#94cc98", "#c87aae", "#7d0c60"),
    forward_ink="#0a5fa3",
    backward_ink="#7d0c60",
    lowering_ink="#1a6b35",
    fine="#d3ecd9",
    alarm=("#f6cfc9", "#b3261e"),
)
DARK = Theme(
    name="dark",
    background="#0e1117",
    text="#fafafa",
    muted="#a9adb8",
    line="#454a56",
    neutral="#282c35",
    selection="#ffffff",
    forward=("#ffb04f", "#a05c14", "#2478ac", "#93dcff"),
    backward=("#a8e6a0", "#3f7a46", "#86305f", "#ea80b4"),
    forward_ink="#93dcff",
    backward_ink="#ee9ac4",
    lowering_ink="#a8e6a0",
    fine="#17402b",
    alarm=("#5e2723", "#ff8a7d"),
)
THEMES = {"light": LIGHT, "dark": DARK}


def colour(value: float, bound: float, family: Family, theme: Theme) -> str:
    """The shade of a number as `#rrggbb`: neutral at zero, full at ±`bound` and beyond it."""
    return shades(family, theme)[shade(value, bound)][0]


def text_colour(value: float, bound: float, family: Family, theme: Theme) -> str:
    """Black or white, whichever reads better on the number's shade (always at least 4.5:1)."""
    return shades(family, theme)[shade(value, bound)][1]


def cell_colours(value: float, bound: float, family: Family, theme: Theme) -> tuple[str, str]:
    """The shade of a number and the colour of its text."""
    return shades(family, theme)[shade(value, bound)]


def shade(value: float, bound: float) -> int:
    """The place of a number on its scale: 0 (fully negative) to 256, 128 for zero and not-a-number."""
    if math.isnan(value) or bound <= 0:
        return _STEPS
    share = value / bound
    return _STEPS + round(_STEPS * (1.0 if share > 1.0 else -1.0 if share < -1.0 else share))


def colorscale(family: Family, theme: Theme) -> list[list[float | str]]:
    """The family as a Plotly colour scale from −bound to +bound."""
    low, low_half, high_half, high = theme.arms(family)
    return [[0, low], [0.25, low_half], [0.5, theme.neutral], [0.75, high_half], [1, high]]


@lru_cache(maxsize=8)
def shades(family: Family, theme: Theme) -> tuple[tuple[str, str], ...]:
    """All 257 shades of a family with the colour of text on each; `shade` gives a number's place among them."""
    low, low_half, high_half, high = theme.arms(family)
    stops = [_rgb(stop) for stop in (low, low_half, theme.neutral, high_half, high)]
    shades = []
    for step in range(2 * _STEPS + 1):
        place = step / (2 * _STEPS) * (len(stops) - 1)
        left = min(int(place), len(stops) - 2)
        fill = [
            round(a + (b - a) * (place - left)) for a, b in zip(stops[left], stops[left + 1], strict=True)
        ]
        shades.append(("#{:02x}{:02x}{:02x}".format(*fill), _readable_on(fill)))
    return tuple(shades)


def alarm(error: float, tolerance: float, theme: Theme) -> tuple[str, str]:
    """The fill of a relative error, by its power of ten, and the colour of text on it; neutral where it is nan."""
    if math.isnan(error) or error <= tolerance:
        fill = _rgb(theme.neutral if math.isnan(error) else theme.fine)
    else:
        far = min(1.0, 1.0 - math.log10(min(error, 1.0)) / math.log10(tolerance))
        low, high = map(_rgb, theme.alarm)
        r, g, b = (round(a + (b - a) * far) for a, b in zip(low, high, strict=True))
        fill = r, g, b
    return "#{:02x}{:02x}{:02x}".format(*fill), _readable_on(fill)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _readable_on(rgb: Sequence[int]) -> str:
    # Contrast with black passes 4.58:1 above this luminance, with white below it (WCAG 2).
    return "#000000" if luminance(rgb) > 0.179 else "#ffffff"


def luminance(rgb: Sequence[int]) -> float:
    """Relative luminance of an sRGB colour given as 0..255 (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
