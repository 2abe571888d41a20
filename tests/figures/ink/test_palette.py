"""The hues stay apart for colour-blind eyes and in print, and every number can be read on its colour."""

from itertools import combinations

import numpy as np
import pytest

from backprop.figures.ink.legend import legend
from backprop.figures.ink.palette import DARK, LIGHT, Theme, cell_colours, colorscale, colour, text_colour

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
EYES = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
THEMES = [LIGHT, DARK]
ARMS = [(family, sign) for family in ("forward", "backward") for sign in (-1, 1)]


def linear(hexadecimal: str) -> np.ndarray:
    c = np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    x = XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(a: str, b: str) -> float:
    bright, dim = sorted((float(XYZ[1] @ linear(c)) for c in (a, b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("strength", [0.5, 0.75, 1.0])
def test_four_hues_stay_apart(theme: Theme, eye: str, strength: float) -> None:
    seen = [lab(EYES[eye] @ linear(colour(sign * strength, 1, family, theme))) for family, sign in ARMS]
    for a, b in combinations(seen, 2):
        assert np.linalg.norm(a - b) >= 18  # CIELAB; 10 is plainly different side by side


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("family", ["forward", "backward"])
@pytest.mark.parametrize("sign", [-1, 1])
def test_in_grey_a_larger_number_is_always_a_stronger_tone(theme: Theme, family: str, sign: int) -> None:
    tones = [
        float(lab(np.repeat(XYZ[1] @ linear(colour(sign * v, 1, family, theme)), 3))[0])
        for v in np.linspace(0, 1, 9)
    ]
    steps = np.diff(tones)
    assert (steps < 0).all() if theme is LIGHT else (steps > 0).all()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("family", ["forward", "backward"])
def test_every_number_is_readable_on_its_colour(theme: Theme, family: str) -> None:
    for value in np.linspace(-1.2, 1.2, 601):
        fill, text = cell_colours(value, 1, family, theme)
        assert contrast(fill, text) >= 4.5
        assert (fill, text) == (colour(value, 1, family, theme), text_colour(value, 1, family, theme))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_are_readable_on_the_page(theme: Theme) -> None:
    for ink in (theme.text, theme.muted, theme.forward_ink, theme.backward_ink, theme.lowering_ink):
        assert contrast(ink, theme.background) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("eye", EYES)
def test_frames_say_the_sign_to_every_eye(theme: Theme, eye: str) -> None:
    raising, lowering = (lab(EYES[eye] @ linear(theme.sign_ink(sign))) for sign in (1, -1))
    assert np.linalg.norm(raising - lowering) >= 18


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_zero_is_the_neutral_middle(theme: Theme) -> None:
    for family in ("forward", "backward"):
        assert colour(0, 3, family, theme) == colour(float("nan"), 3, family, theme) == theme.neutral
        assert colorscale(family, theme)[2] == [0.5, theme.neutral]


def test_beyond_the_bound_the_colour_is_full() -> None:
    assert colour(float("inf"), 1, "forward", LIGHT) == colour(1, 1, "forward", LIGHT) == LIGHT.forward[3]
    assert colour(-9, 1, "backward", LIGHT) == LIGHT.backward[0]


def test_legend_shows_the_colours_it_names() -> None:
    entries = legend(LIGHT)
    assert [entry.words.split(":")[0] for entry in entries] == ["blue", "orange", "purple", "green"]
    assert [entry.line for entry in entries[2:]] == [LIGHT.sign_ink(1), LIGHT.sign_ink(-1)]
    for entry, (family, value) in zip(entries, [("forward", 1), ("forward", -1)], strict=False):
        assert entry.fill == colour(value, 1, family, LIGHT)
    assert [entry.edge for entry in entries] == ["solid", "dashed", "solid", "dashed"]
