"""What a figure's traces say: the numbers drawn, where they stand, and how much room they take."""

import base64
from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.look import Look
from backprop.figures.ink.palette import LIGHT, Theme
from backprop.figures.ink.scales import scales

Figure = dict[str, Any]
USUAL = NumberFormat()
NARROW = "⁽⁾₁₂₃₄⁰¹²³⁴⁵⁶⁷⁸⁹⁻()"


def look_at(
    evaluation: Evaluation,
    selection: str | None = None,
    related: Collection[str] = (),
    *,
    sample: int = 1,
    fmt: NumberFormat = USUAL,
    theme: Theme = LIGHT,
    room_for: tuple[Evaluation, ...] = (),
) -> Look:
    """A look with the scales that fit an evaluation; numbers by their names."""
    chosen = Quantity.parse(selection) if selection else None
    made_from = [Quantity.parse(name) for name in related]
    return Look(sample, fmt, scales(evaluation), theme, chosen, made_from, room_for)


class Text(NamedTuple):
    text: str
    name: str | None
    left: float
    top: float
    right: float
    bottom: float


def texts(figure: Figure) -> list[Text]:
    """Every piece of text with its box, from the width of its letters (0.5 em a digit)."""
    found = []
    for trace in figure["data"]:
        if trace.get("mode") != "text":
            continue
        size = trace["textfont"]["size"]
        sizes = size if isinstance(size, list) else [size] * len(trace["x"])
        columns = (trace[key] for key in ("x", "y", "text", "customdata", "textposition"))
        for x, y, text, name, position, s in zip(*columns, sizes, strict=True):
            width = s * sum(0.25 if c in "., ′·" else 0.3 if c in NARROW else 0.5 for c in text)
            left = {"middle center": x - width / 2, "middle left": x - width, "middle right": x}[position]
            found.append(Text(text, name, left, y - s * 0.42, left + width, y + s * 0.42))
    return found


def points(figure: Figure) -> Iterator[tuple[str, str | float]]:
    """The name and the exact value of everything that can be hovered."""
    for trace in figure["data"]:
        if trace["type"] == "heatmap":
            for names, values in zip(*picture(trace), strict=True):
                yield from zip(names, values, strict=True)
        elif "hovertext" in trace:
            yield from zip(trace["customdata"], trace["hovertext"], strict=True)


def picture(trace: dict[str, Any]) -> tuple[list[list[str]], list[list[float]]]:
    """The names and the numbers of a picture's cells, of a large one as its browser reads them."""
    if not isinstance(trace["z"], dict):
        return trace["customdata"], trace["z"]
    packed, naming = trace["z"], rule(trace)
    if "few" in packed:
        values = np.full(packed["rows"] * packed["columns"], np.nan)
        values[[int(place) for place in packed["few"]]] = list(packed["few"].values())
        numbers = values.reshape(packed["rows"], packed["columns"])
    else:
        numbers = halves_of(packed)
    rows, columns = naming["rows"], naming["columns"]
    assert numbers.shape == (rows, columns)

    def name(i: int, j: int) -> str:
        if naming["ends"]:
            return f"{naming['names']}[{j + 1}]{naming['ends'][i]}"
        return f"{naming['names']}[{i + 1},{j + 1}]"

    turned = naming["turned"]
    names = [[name(j, i) if turned else name(i, j) for j in range(columns)] for i in range(rows)]
    return names, numbers.tolist()


def halves_of(packed: dict[str, Any]) -> Any:
    """Half floats times a power of two (rows, columns)."""
    halves = np.frombuffer(base64.b64decode(packed["halves"]), "<f2").astype(float)
    return halves.reshape(packed["rows"], packed["columns"]) * 2.0 ** packed["power"]


def rule(trace: dict[str, Any]) -> dict[str, Any]:
    """By which a large picture's cells are named."""
    found: dict[str, Any] = trace["customdata"]
    return found


def overlapping(found: list[Text]) -> list[tuple[str, str]]:
    return [
        (a.text, b.text)
        for a, b in combinations(found, 2)
        if a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    ]


def check_numbers(figure: Figure, evaluation: Evaluation, fmt: NumberFormat, sample: int) -> int:
    """Each number written and each number hovered is the evaluation's; how many there are."""
    count = 0
    for one in texts(figure):
        if one.name is not None:
            value = evaluation.value(Quantity.parse(one.name), sample)
            assert one.text.split(" ")[-1] == fmt(value), one
            count += 1
    rough = {id(t): near(t) for t in figure["data"] if isinstance(t.get("z"), dict)}
    for trace in figure["data"]:
        for name, exact in points({"data": [trace]}):
            value = evaluation.value(Quantity.parse(name), sample)
            assert float(exact) == value or exact == "nan" or abs(exact - value) <= rough[id(trace)](value), (
                name
            )
            count += 1
    return count


def near(trace: dict[str, Any]) -> Callable[[float], float]:
    """How far a large picture's number may be from the true one: eleven bits, and less for the smallest."""
    return lambda value: max(abs(value) * 2.0**-11, 2.0 ** (trace["z"]["power"] - 25))


def bars(figure: Figure) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def circles(figure: Figure) -> dict[str, tuple[float, float, float]]:
    """The middle and the radius of each unit's circle, by the name of the number it is filled with."""
    trace = next(
        t
        for t in figure["data"]
        if t.get("mode") == "markers" and "hovertext" in t and t["marker"]["opacity"] == 1
    )
    sizes = trace["marker"]["size"]
    return {
        n: (x, y, s / 2)
        for n, x, y, s in zip(trace["customdata"], trace["x"], trace["y"], sizes, strict=True)
    }
