"""The examples to start from, lessons that ask before they run, and examples that others have published: documents."""

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
_PUBLISHED_SLUGS = (
    "worked-example",
    "mazur",
    "random-walk",
    "han-kamber",
    "two-two-one",
    "relu-softmax",
    "planar-batch",
    "polynomial-tanh",
    "softmax-by-hand",
    "slope-twice",
    "three-layers",
)
_ALL_SLUGS = (*_SLUGS, *_LESSON_SLUGS, *_PUBLISHED_SLUGS[2:])
DEFAULT = _SLUGS[0]  # opens by itself


@cache
def _read(slug: str) -> Experiment:
    return from_json((_FOLDER / f"{slug}.json").read_bytes())


def preset(slug: str = DEFAULT) -> Experiment:
    """The example of that name, a key of PRESETS, LESSONS or PUBLISHED. Raises DocumentError when there is none."""
    if slug not in _ALL_SLUGS:
        known = ", ".join(_ALL_SLUGS)
        raise DocumentError(f"There is no example {quoted(slug)}; the examples are {known}.")
    return _read(slug)


PRESETS: dict[str, str] = {slug: _read(slug).title for slug in _SLUGS}  # name in links: title in menus
LESSONS: dict[str, str] = {
    slug: _read(slug).title for slug in _LESSON_SLUGS
}  # each has a `run` with a question
PUBLISHED: dict[str, str] = {
    slug: _read(slug).title for slug in _PUBLISHED_SLUGS
}  # worked examples of others, each with the numbers that it prints
