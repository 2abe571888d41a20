"""The cost as a curve over one parameter, with its tangent: the gradient is a slope that can be seen."""

import math
from typing import Any

from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.lettering import SIZE, text_width
from backprop.figures.ink.palette import Theme
from backprop.figures.surface.canvas import blank_layout
from backprop.lessons.formulas.what_if import LARGEST, WhatIf
from backprop.lessons.landscape.secant import Secant

Span = tuple[float, float]

HOVER = "%{hovertext}<extra></extra>"
HIGHEST = 1e300  # a cost beyond it is not drawn: Plotly's own sums would overflow
LOWEST = 1e-290  # what a curve is high at least, or it is drawn as 0: its ticks are numbers too
FLATTEST = 1e-3  # of C: a curve that moves less than this looks flat, not like its round-off
TOP, RIGHT, BOTTOM = 26, 16, 46  # px beside the plot
DIGITS = NumberFormat(6)  # what a round number on an axis takes


def cost_curve(
    what: WhatIf,
    *,
    symbol: str,
    fmt: NumberFormat,
    theme: Theme,
    width: float,
    height: float,
    beside: Secant | None = None,
) -> dict[str, Any]:
    """The curve, its tangent where the parameter is, and where both have come at the nudge; a secant `beside` it.

    `symbol` is how the parameter is written, W⁽¹⁾₂₁. The axes come from the curve and its tangent alone, so
    they stand still while the nudge changes; costs too large to draw leave a gap.
    """
    x_span = _number(what.value - 1.08 * what.reach), _number(what.value + 1.08 * what.reach)
    y_span = _y_span(what)
    data = [_curve(what, symbol, fmt, theme)]
    if _has_tangent(what):
        data.append(_tangent(what, x_span, y_span, theme))
    if what.nudge:
        data.append(_gap(what, y_span, theme))
    if beside is not None:
        data += _secant(beside, x_span, y_span, symbol, fmt, theme)
    data.append(_markers(what, symbol, y_span, fmt, theme))
    layout = blank_layout(width, height, theme, _alt(what, symbol, fmt)) | {
        **_axes(x_span, y_span, symbol, theme, width, height),
        "annotations": [  # their colours say which line is which
            _above(0, "left", "C", theme.forward_ink),
            _above(1, "right", _slope(what, fmt), _tangent_ink(what, theme)),
            *([_above(0.08, "left", "secant (dashed)", theme.text)] if beside else []),
        ],
        "hoverdistance": 20,
    }
    return {"data": data, "layout": layout}


def _shown(cost: float) -> bool:
    return abs(cost) <= HIGHEST  # which ∞ and nan are not


def _number(w: float) -> float:
    return max(-LARGEST, min(LARGEST, w))  # 1.8e308 and a little more is ∞, which no axis can show


def _has_tangent(what: WhatIf) -> bool:
    return _shown(what.cost) and math.isfinite(what.gradient)


def _y_span(what: WhatIf) -> Span:
    """Somewhat more than the curve takes; its tangent, where it leaves, may ask for half as much again."""
    costs = [cost for cost in what.costs if _shown(cost)]
    if not costs:
        return 0.0, 1.0
    low, high = min(costs), max(costs)
    rises = what.gradient * what.reach
    ends = [what.cost - rises, what.cost + rises] if _has_tangent(what) else []
    most = (high - low) / 2
    bottom = min([low, *(max(end, low - most) for end in ends)])
    top = max([high, *(min(end, high + most) for end in ends)])
    size = max(top - bottom, FLATTEST * max(abs(low), abs(high)))
    room = 0.56 * (size if size > LOWEST else 1.0)
    middle = bottom + (top - bottom) / 2
    return middle - room, middle + room


def _there(what: WhatIf) -> tuple[float, float, float]:
    """At the nudge: the parameter, and how high the curve and the tangent are there."""
    return _number(what.value + what.nudge), what.cost + what.true, what.cost + what.predicted


def _curve(what: WhatIf, symbol: str, fmt: NumberFormat, theme: Theme) -> dict[str, Any]:
    w, cost, _ = _there(what)  # one more point, so that the marker at the nudge lies on the line
    points = sorted([*zip(what.values, what.costs, strict=True), (w, cost)])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [w for w, _ in points],
        "y": [cost if _shown(cost) else None for _, cost in points],
        "line": {"color": theme.forward_ink, "width": 3, "simplify": False},
        "hovertext": [_hover(symbol, w, "C", cost, fmt) for w, cost in points],
        "hovertemplate": HOVER,
    }


def _hover(symbol: str, w: float, name: str, cost: float, fmt: NumberFormat) -> str:
    return f"{symbol} = {fmt(w)}, {name} = {fmt(cost)}"


def _tangent(what: WhatIf, x_span: Span, y_span: Span, theme: Theme) -> dict[str, Any]:
    """The line of slope ∂C/∂w through (w, C), as far as it stays on the surface."""
    back, on = x_span[0] - what.value, x_span[1] - what.value
    if what.gradient:
        ends = sorted((y - what.cost) / what.gradient for y in y_span)
        back, on = max(back, ends[0]), min(on, ends[1])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [what.value + back, what.value + on],
        "y": [what.cost + what.gradient * back, what.cost + what.gradient * on],
        "line": {"color": _tangent_ink(what, theme), "width": 2},
        "hoverinfo": "skip",
    }


def _secant(
    line: Secant, x_span: Span, y_span: Span, symbol: str, fmt: NumberFormat, theme: Theme
) -> list[dict[str, Any]]:
    """The line through the two points of the curve at w ± ε, as far as it stays on the surface."""
    if not (_shown(line.low) and _shown(line.high) and math.isfinite(line.slope)):
        return []
    low, high = line.value - line.epsilon, line.value + line.epsilon
    back, on = x_span[0] - low, x_span[1] - low
    if line.slope:
        ends = sorted((y - line.low) / line.slope for y in y_span)
        back, on = max(back, ends[0]), min(on, ends[1])
    common = {"type": "scatter", "hovertemplate": HOVER}
    ink = theme.text
    return [
        common
        | {
            "mode": "lines",
            "x": [low + back, low + on],
            "y": [line.low + line.slope * back, line.low + line.slope * on],
            "line": {"color": ink, "width": 2.5, "dash": "dash"},
            "hoverinfo": "skip",
            "hovertemplate": "",
        },
        common
        | {
            "mode": "markers",
            "x": [low, high],
            "y": [line.low, line.high],
            "marker": {"symbol": "square", "size": 9, "opacity": 1, "color": ink},
            "hovertext": [_hover(symbol, w, "C", c, fmt) for w, c in ((low, line.low), (high, line.high))],
        },
    ]


def _gap(what: WhatIf, y_span: Span, theme: Theme) -> dict[str, Any]:
    """How far the tangent is off at the nudge; up to the rim where an end lies beyond it."""
    w, *heights = _there(what)
    known = not any(map(math.isnan, heights))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [w, w] if known else [],
        "y": [max(y_span[0], min(y_span[1], height)) for height in heights] if known else [],
        "line": {"color": theme.muted, "width": 2, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _markers(what: WhatIf, symbol: str, y_span: Span, fmt: NumberFormat, theme: Theme) -> dict[str, Any]:
    """Filled where the parameter is; open where the nudge takes it, round on the curve, pointed on the tangent."""
    w, cost, on_tangent = _there(what)
    blue, ink, page = theme.forward_ink, _tangent_ink(what, theme), theme.background
    marks = [(what.value, what.cost, "C", "circle", blue, blue)]
    if what.nudge:
        marks.append((w, on_tangent, "tangent", "diamond", page, ink))
        marks.append((w, cost, "C", "circle", page, blue))
    marks = [mark for mark in marks if y_span[0] <= mark[1] <= y_span[1]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "marker": {
            "symbol": [mark[3] for mark in marks],
            "color": [mark[4] for mark in marks],
            "size": 10,
            "opacity": 1,
            "line": {"color": [mark[5] for mark in marks], "width": 2},
        },
        "hovertext": [_hover(symbol, w, name, height, fmt) for w, height, name, *_ in marks],
        "hovertemplate": HOVER,
    }


def _axes(
    x_span: Span, y_span: Span, symbol: str, theme: Theme, width: float, height: float
) -> dict[str, Any]:
    """Two axes with few numbers, and the room beside the plot that these take."""
    y_ticks = _ticks(y_span, int((height - TOP - BOTTOM) // 32))
    left = 8 * math.ceil((max(text_width(DIGITS(tick)) for tick in y_ticks) + 12) / 8)
    x_ticks = _ticks(x_span, int((width - left - RIGHT) // 60))
    return {
        "margin": {"l": left, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": _axis(x_span, x_ticks, theme) | {"title": {"text": symbol, "standoff": 4}},
        "yaxis": _axis(y_span, y_ticks, theme),
    }


def _slope(what: WhatIf, fmt: NumberFormat) -> str:
    if _has_tangent(what):
        return f"tangent: slope {fmt(what.gradient)}"
    return "the slope is too large to draw" if _shown(what.cost) else "C is too large to draw"


def _tangent_ink(what: WhatIf, theme: Theme) -> str:
    return theme.sign_ink(what.gradient if _has_tangent(what) else 0.0)


def _axis(span: Span, ticks: list[float], theme: Theme) -> dict[str, Any]:
    return {
        "range": list(span),
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": theme.line,
        "tickvals": ticks,
        "ticktext": [DIGITS(tick) for tick in ticks],
    }


def _above(x: float, anchor: str, text: str, colour: str) -> dict[str, Any]:
    """A text above the plot, where no curve can run into it."""
    place = {"xref": "paper", "yref": "paper", "x": x, "y": 1, "xanchor": anchor, "yanchor": "bottom"}
    return place | {"text": text, "showarrow": False, "font": {"color": colour, "size": SIZE}}


def _ticks(span: Span, most: int) -> list[float]:
    """One to `most` (at least 2) multiples of a round number: 1, 2 or 5 times a power of ten."""
    low, high = span
    power = math.floor(math.log10((high - low) / max(most, 2)))
    for step, exponent in ((1, power), (2, power), (5, power), (1, power + 1), (2, power + 1)):
        size = float(f"{step}e{exponent}")
        numbers = range(math.ceil(low / size), math.floor(high / size) + 1)
        if len(numbers) <= max(most, 2):
            break
    return [float(f"{step * number}e{exponent}") for number in numbers]


def _alt(what: WhatIf, symbol: str, fmt: NumberFormat) -> str:
    return f"C as a curve over {symbol}, which is {fmt(what.value)}; {_slope(what, fmt)}. {what.words(fmt)}"
