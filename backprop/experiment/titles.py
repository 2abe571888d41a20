"""Whose title an experiment bears: an example, a lesson or a data set that was changed says so in its title."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from backprop.experiment.datasets import DATASETS, GENERATED, dataset
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import LESSONS, PRESETS, PUBLISHED, preset

_SLUGS: Mapping[str, str] = {title: slug for slug, title in (PRESETS | LESSONS | PUBLISHED).items()}
_CHANGED = re.compile(r" \(changed(?: to [0-9-]+)?\)")
_SEED = re.compile(re.escape(GENERATED).replace(re.escape("{seed}"), "([0-9]{1,10})"))


def bare(title: str) -> str:
    """The title without the word that it has been changed."""
    return _CHANGED.sub("", title)


def example_of(title: str) -> str | None:
    """The example, lesson or published example of this title, changed or not, by its name in links."""
    return _SLUGS.get(bare(title))


def is_changed(experiment: Experiment) -> bool:
    """Whether the title is that of an example, a lesson or a data set, and the numbers or the structure are not."""
    original = _original(experiment)
    return original is not None and not experiment.same_numbers(original)


def titled(experiment: Experiment) -> Experiment:
    """The experiment with a title that says whether it is still what that names: "XOR … (changed to 2-3-1)".

    A title that somebody typed is nobody else's and stays.
    """
    original = _original(experiment)
    if original is None:
        return experiment
    title = original.title
    if not experiment.same_numbers(original):
        sizes = experiment.network.sizes
        title += (
            " (changed)" if sizes == original.network.sizes else f" (changed to {'-'.join(map(str, sizes))})"
        )
    return experiment if title == experiment.title else replace(experiment, title=title)


def _original(experiment: Experiment) -> Experiment | None:
    """What the app itself opens under this title."""
    title = bare(experiment.title)
    if title in _SLUGS:
        return preset(_SLUGS[title])
    if title in _datasets():
        slug, able = _datasets()[title]
        found = _SEED.search(experiment.source)
        return _dataset(slug, able, int(found[1]) % 2**32 if found else 0)
    return None


@cache
def _datasets() -> dict[str, tuple[str, bool]]:
    return {
        f"{row.title}: {start.title}": (slug, able)
        for slug, row in DATASETS.items()
        for able, start in ((True, row.able), (False, row.unable))
    }


@lru_cache(maxsize=16)
def _dataset(slug: str, able: bool, seed: int) -> Experiment:
    return dataset(slug, able=able, seed=seed)
