"""The units of a diagram: circles, their names, the numbers around them, and the targets beside the outputs."""

from backprop.figures.diagram.content import UnitWords
from backprop.figures.diagram.edge_labels import HEIGHT, box_around
from backprop.figures.diagram.layout import LINE
from backprop.figures.diagram.pen import Pen
from backprop.figures.diagram.room import steady
from backprop.figures.diagram.words import Inscription
from backprop.figures.ink.lettering import text_width


def draw_units(pen: Pen) -> None:
    """All units with what stands around them, and a count where some are left out."""
    detail = pen.place.detail
    for words in pen.content.units:
        unit = words.unit
        pen.blocked[unit.layer].append(
            box_around(unit.x, unit.y, 2 * detail.radius + 4, 2 * detail.radius + 4)
        )
        if detail.aside:
            pen.write_beside(unit, words.circle)
        write_around(pen, words)
    for layer, caption in enumerate(pen.content.captions):
        write_caption(pen, layer, caption)
    for elision in pen.place.elisions:
        room = min(pen.place.columns[-1] / max(pen.n_layers, 1), 2 * elision.x)
        text = f"… {elision.count} more …"
        text = text if text_width(text) < room - 4 else f"+{elision.count}"
        pen.plate(text, elision.x, elision.y)
        pen.say(text, (elision.x, elision.y))
    marks = pen.spots()
    for unit, _, one, _ in pen.content.units:
        pen.circle(unit, one, marks.get((unit.layer, unit.index)))
        if detail.inside and one.text:
            pen.write(one, (unit.x, unit.y), ink="fill")


def write_caption(pen: Pen, layer: int, symbol: str) -> None:
    """The symbol of a layer above its column, where it does not run into the next column's."""
    pitch = pen.place.columns[-1] - pen.place.columns[-2]
    captions = [symbol] if pen.view == "values" else ["← " + symbol, symbol]
    for caption in captions:
        if text_width(caption) < pitch:
            pen.say(caption, (pen.place.columns[layer], LINE / 2))
            return


def write_around(pen: Pen, words: UnitWords) -> None:
    """A unit's name above it, and the lines below it."""
    detail, unit = pen.place.detail, words.unit
    below = words.below[: detail.written(len(words.below))]
    if detail.names:
        if not detail.inside:
            below = [words.circle, *below]
        y = unit.y - detail.radius - LINE / 2 - 3
        pen.say(words.name, (unit.x, y))
        pen.plate(words.name, unit.x, y)
        pen.blocked[unit.layer].append(box_around(unit.x, y, text_width(words.name), HEIGHT))
    for line, one in enumerate(below):
        y = unit.y + detail.radius + LINE * (line + 0.5) + 3
        if one.text:
            pen.write_label(one, unit.x, y, unit.layer)


def draw_targets(pen: Pen) -> None:
    """Beside the outputs, as many lines as there is height for: target and difference; the output, if a dot."""
    detail = pen.place.detail
    units = [unit for unit, _ in pen.content.beside]
    height = units[1].y - units[0].y if len(units) > 1 else pen.place.columns[-1]
    room = detail.radius
    if detail.aside:
        room += 8 + pen.rooms.circles[-1]
    elif not detail.inside:
        room = max(room, pen.rooms.below / 2)
    for unit, lines in pen.content.beside:
        shown = _with_room(pen, lines, height)
        for row, one in enumerate(shown):
            if not one.text:
                continue
            x, y = unit.x + room + 8, unit.y + LINE * (row - (len(shown) - 1) / 2)
            pen.write(one, (x, y), anchor="start")
            pen.patch(one, (x + steady(one.width) / 2, y), pen.n_layers)


def _with_room(pen: Pen, lines: list[Inscription], height: float) -> list[Inscription]:
    """The lines that are written; the prediction's only where its circle is a dot."""
    detail, outputs = pen.place.detail, pen.content.outputs
    if detail.names or detail.inside or detail.aside:
        return lines[outputs:][1 if height < 2 * LINE else 0 :]
    return lines[: int(height // LINE)]
