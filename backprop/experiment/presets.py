"""The examples to start from: documents beside this file, in teaching order; the first opens by itself."""

from functools import cache
from pathlib import Path

from backprop.experiment.documents import DocumentError, from_json
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import quoted

_FOLDER = Path(__file__).parent / "presets"
_SLUGS = ("worked-example", "mazur", "xor", "dead-relu", "saturated", "three-classes", "four-layers")
DEFAULT = _SLUGS[0]


@cache
def _read(slug: str) -> Experiment:
    return from_json((_FOLDER / f"{slug}.json").read_bytes())


def preset(slug: str = DEFAULT) -> Experiment:
    """The example of that name, a key of PRESETS. Raises DocumentError when there is none."""
    if slug not in _SLUGS:
        raise DocumentError(f"There is no example {quoted(slug)}; the examples are {', '.join(_SLUGS)}.")
    return _read(slug)


PRESETS: dict[str, str] = {slug: _read(slug).title for slug in _SLUGS}  # name in links: title in menus
