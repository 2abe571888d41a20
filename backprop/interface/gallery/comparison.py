"""The table of an example: each printed number beside the computed one, and how far they agree."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import NumberFormat
from backprop.interface.wide_table import wide
from backprop.lessons.examples.published import Printed, places
from backprop.lessons.notation.symbols import Notation

VERDICTS = {
    "agrees": "✓ every digit",
    "cut": "✓ cut off, not rounded",
    "sign": "± the other sign",
    "differs": "✗ differs",
}
MORE = 3  # digits that a computed number is shown with beyond the printed ones


def summary(found: Sequence[Printed]) -> str:
    """How many of the printed numbers agree."""
    count = Counter(printed.verdict for printed in found)
    same = count["agrees"] + count["cut"]
    said = f"{same} of {len(found)} printed numbers agree"
    return said + (f", {count['sign']} with the other sign" if count["sign"] else "")


def table(experiment: Experiment, found: Sequence[Printed]) -> str:
    """The table as HTML; all words in it are escaped. Where a number differs, the digits from there on are marked."""
    notation = Notation.of(experiment.evaluate())
    rows = "".join(_row(printed, notation, len(experiment.x)) for printed in found)
    heads = "".join(
        f"<th scope='col'>{head}</th>" for head in ("number", "printed", "computed", "comparison", "remark")
    )
    words = f"<table class='published'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return wide("The printed numbers and the computed ones", words)


def _row(printed: Printed, notation: Notation, samples: int) -> str:
    name = escape(notation.element(printed.name))
    if samples > 1 and printed.name.sample is not None:
        name += f" <small>sample {printed.name.sample}</small>"
    same, other = printed.text[: printed.agreeing], printed.text[printed.agreeing :]
    text = _minus(escape(same)) + (f"<mark>{_minus(escape(other))}</mark>" if other else "")
    own = _minus(f"{printed.value:.{places(printed.text) + MORE}f}")
    if len(own) > LONGEST:
        own = NumberFormat(10)(printed.value)
    cells = f"<td>{text}</td><td>{escape(own)}</td><td>{VERDICTS[printed.verdict]}</td>"
    return f"<tr class='{printed.verdict}'><th scope='row'>{name}</th>{cells}<td>{escape(printed.remark)}</td></tr>"


def _minus(text: str) -> str:
    return text.replace("-", "−")


LONGEST = 24  # characters of a computed number
