"""The examples to start from, and lessons that ask before they run: documents beside this file, in teaching order."""

from functools import cache
from pathlib import Path

from backprop.experiment.documents import DocumentError, from_json
from backprop.experiment.experiment import Experiment
from backprop.experiment.numerals import quoted

_FOLDER = Path(__file__).parent / "presets"
_SLUGS = ("worked-example", "mazur", "xor", "dead-relu", "saturated", "three-classes", "four-layers")
_LESSON_SLUGS = (
    "eta-too-small",
    "eta-right",
    "eta-too-large",
    "ravine",
    "symmetric-start",
    "vanishing-sigmoid",
    "vanishing-relu",
    "dead-relu-descent",
    "mazur-10000",
)
DEFAULT = _SLUGS[0]  # opens by itself


@cache
def _read(slug: str) -> Experiment:
    return from_json((_FOLDER / f"{slug}.json").read_bytes())


def preset(slug: str = DEFAULT) -> Experiment:
    """The example of that name, a key of PRESETS or LESSONS. Raises DocumentError when there is none."""
    if slug not in _SLUGS + _LESSON_SLUGS:
        known = ", ".join(_SLUGS + _LESSON_SLUGS)
        raise DocumentError(f"There is no example {quoted(slug)}; the examples are {known}.")
    return _read(slug)


PRESETS: dict[str, str] = {slug: _read(slug).title for slug in _SLUGS}  # name in links: title in menus
LESSONS: dict[str, str] = {
    slug: _read(slug).title for slug in _LESSON_SLUGS
}  # each has a `run` with a question
