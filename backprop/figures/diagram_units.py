"""The units of a diagram: circles, their names, the numbers around them, and the targets beside the outputs."""

from backprop.figures.diagram_layout import LINE, Unit
from backprop.figures.diagram_pen import Pen
from backprop.figures.diagram_room import steady
from backprop.figures.diagram_words import Written, widest
from backprop.figures.edge_labels import HEIGHT, box_around
from backprop.figures.equation_rows import is_backward
from backprop.figures.lettering import text_width
from backprop.figures.palette import cell_colours


def draw_units(pen: Pen, *, targets_beside: bool) -> None:
    """All units with what stands around them, and a count where some are left out."""
    radius = pen.place.detail.radius
    for layer in range(pen.n_layers + 1):
        circles, names = pen.words.circles(layer), pen.words.names(layer)
        below = pen.words.below(layer, beside=targets_beside)
        below = below[: pen.place.detail.written(len(below))]
        if not pen.place.detail.inside and pen.place.detail.names:
            below = [circles, *below]
        for unit in pen.place.of_layer(layer):
            pen.blocked[layer].append(box_around(unit.x, unit.y, 2 * radius + 4, 2 * radius + 4))
            if pen.place.detail.aside:
                pen.write_beside(unit, circles[unit.index - 1])
            write_around(pen, unit, names[unit.index - 1], [line[unit.index - 1] for line in below])
        if not pen.place.detail.names:
            write_caption(pen, layer)
    for elision in pen.place.elisions:
        room = min(pen.place.columns[-1] / max(pen.n_layers, 1), 2 * elision.x)
        text = f"… {elision.count} more …"
        text = text if text_width(text) < room - 4 else f"+{elision.count}"
        pen.plate(text, elision.x, elision.y)
        pen.texts.add(text, (elision.x, elision.y), pen.theme.muted)
    marks = pen.spots()
    for layer in range(pen.n_layers + 1):
        circles = pen.words.circles(layer)
        for unit in pen.place.of_layer(layer):
            draw_circle(pen, unit, circles[unit.index - 1], marks.get((layer, unit.index)))


def write_caption(pen: Pen, layer: int) -> None:
    """The symbol of a layer above its column, where it does not run into the next column's."""
    pitch = pen.place.columns[-1] - pen.place.columns[-2]
    symbol = pen.words.notation.symbol(pen.words.unit_kind(layer), layer)
    captions = [symbol] if pen.words.view == "values" else ["← " + symbol, symbol]
    for caption in captions:
        if text_width(caption) < pitch:
            pen.texts.add(caption, (pen.place.columns[layer], LINE / 2), pen.theme.muted)
            return


def write_around(pen: Pen, unit: Unit, name: str, below: list[Written]) -> None:
    """A unit's name above it, and the lines below it."""
    detail = pen.place.detail
    if detail.names:
        y = unit.y - detail.radius - LINE / 2 - 3
        pen.texts.add(name, (unit.x, y), pen.theme.muted)
        pen.plate(name, unit.x, y)
        pen.blocked[unit.layer].append(box_around(unit.x, y, text_width(name), HEIGHT))
    for line, one in enumerate(below):
        y = unit.y + detail.radius + LINE * (line + 0.5) + 3
        if one.text:
            pen.write_label(one, unit.x, y, unit.layer)


def draw_targets(pen: Pen) -> None:
    """Beside the outputs, as many lines as there is height for: target and difference; the output, if a dot."""
    detail = pen.place.detail
    units = pen.place.of_layer(pen.n_layers)
    height = units[1].y - units[0].y if len(units) > 1 else pen.place.columns[-1]
    lines = pen.words.beside()
    if detail.names or detail.inside or detail.aside:
        lines = lines[1 if height < 2 * LINE else 0 :]
    else:
        lines = [*pen.words.outputs(), *lines][: int(height // LINE)]
    room = detail.radius
    if detail.aside:
        room += 8 + pen.circle_room(pen.n_layers)
    elif not detail.inside:
        room = max(room, widest(pen.words.fullest().below(pen.n_layers)) / 2)
    for unit in units:
        shown = [line[unit.index - 1] for line in lines]
        for row, one in enumerate(shown):
            if not one.text:
                continue
            x, y = unit.x + room + 8, unit.y + LINE * (row - (len(shown) - 1) / 2)
            pen.texts.add(one.words, (x, y), pen.ink(one), anchor="start", name=one.name)
            pen.patch(one, one.words, (x + steady(text_width(one.words)) / 2, y), pen.n_layers)


def draw_circle(pen: Pen, unit: Unit, one: Written, mark: bool | None) -> None:
    """A unit with its number; without its colour where it is not lit."""
    backward, radius = is_backward(one.kind), pen.place.detail.radius
    value = one.value if one.lit else 0.0
    bound = pen.scales.bound(one.kind, one.layer)
    fill, ink = cell_colours(value, bound, "backward" if backward else "forward", pen.theme)
    frame = pen.theme.sign_ink(one.value) if backward and one.lit else ""
    pen.circles.add(unit, radius, fill=fill, frame=frame, one=one)
    if pen.place.detail.inside and one.text:
        pen.texts.add(one.text, (unit.x, unit.y), ink if one.lit else pen.theme.text, name=one.name)
    if mark is not None:
        pen.circles.mark(unit.x, unit.y, radius, strong=mark)
