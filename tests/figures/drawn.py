"""What a figure's traces say: the numbers drawn, where they stand, and how much room they take."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat

Figure = dict[str, Any]
NARROW = "⁽⁾₁₂₃₄⁰¹²³⁴⁵⁶⁷⁸⁹⁻()"


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
            for names, values in zip(trace["customdata"], trace["z"], strict=True):
                yield from zip(names, values, strict=True)
        elif "hovertext" in trace:
            yield from zip(trace["customdata"], trace["hovertext"], strict=True)


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
    for name, exact in points(figure):
        assert float(exact) == evaluation.value(Quantity.parse(name), sample) or exact == "nan", name
        count += 1
    return count


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
