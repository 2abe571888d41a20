"""A network that was changed does not bear the title of what it was; a title that somebody typed stays."""

from dataclasses import replace

import pytest

from backprop.experiment.datasets import DATASETS, dataset
from backprop.experiment.documents import from_json, to_json
from backprop.experiment.edits import add_sample, reinitialise, restructure, set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import LESSONS, PRESETS, PUBLISHED, preset
from backprop.experiment.titles import example_of, is_changed, titled

EXAMPLES = list(dict.fromkeys((*PRESETS, *LESSONS, *PUBLISHED)))
STARTS = [(slug, able, seed) for slug in DATASETS for able, seed in ((True, 0), (False, 7))]


def first_weight(experiment: Experiment) -> float:
    return float(experiment.network.layers[0].W[0, 0])


@pytest.mark.parametrize("slug", EXAMPLES)
def test_an_example_says_that_it_was_changed_and_no_more_once_it_is_itself_again(slug: str) -> None:
    own = preset(slug)
    assert titled(own) is own
    assert not is_changed(own)
    edited = set_value(own, "W1[1,1]", 0.625)
    assert edited.title == f"{own.title} (changed)"
    assert from_json(to_json(edited)).title == edited.title
    assert is_changed(edited)
    assert example_of(edited.title) == slug
    again = set_value(edited, "W1[1,1]", first_weight(own))
    assert again.title == own.title
    assert not is_changed(again)


@pytest.mark.parametrize(("slug", "able", "seed"), STARTS)
def test_so_does_a_data_set(slug: str, able: bool, seed: int) -> None:
    own = dataset(slug, able=able, seed=seed)
    assert titled(own) == own
    assert set_value(own, "x[1]@2", 0.625).title == f"{own.title} (changed)"
    assert set_value(own, "x[1]@2", float(own.x[1, 0])) == own


def test_every_kind_of_edit_says_so() -> None:
    own = preset()
    sizes = [3, 4, 2]
    assert restructure(own, sizes).title == f"{own.title} (changed to 3-4-2)"
    assert restructure(restructure(own, sizes), [3, 2, 2]).title == own.title
    assert reinitialise(own, "xavier", 3).title == f"{own.title} (changed)"
    assert add_sample(own).title == f"{own.title} (changed)"
    assert restructure(own, loss="squared_error").title == f"{own.title} (changed)"


def test_answers_to_homework_change_nothing_of_the_example() -> None:
    own = replace(preset(), homework={"answers": {"C": "0.28"}})
    assert titled(own).title == preset().title


@pytest.mark.parametrize("title", ["", "Sheet 3", "XOR (changed)", f"My {preset().title}"])
def test_a_title_that_somebody_typed_stays(title: str) -> None:
    experiment = replace(set_value(preset(), "W1[1,1]", 0.625), title=title)
    assert titled(experiment) is experiment
    assert set_value(experiment, "b1[1]", 2.0).title == title


def test_an_old_link_that_calls_a_changed_network_the_example_is_put_right() -> None:
    old = replace(set_value(preset(), "W1[1,1]", 0.625), title=preset().title)
    assert titled(old).title == f"{preset().title} (changed)"


@pytest.mark.parametrize("source", ["Generated with seed 99999999999", "Generated with seed 4294967296", ""])
def test_a_data_sets_title_on_anything_else_breaks_nothing(source: str) -> None:
    title = dataset("spiral" if "spiral" in DATASETS else next(iter(DATASETS))).title
    assert titled(replace(preset(), title=title, source=source)).title == f"{title} (changed to 3-2-2)"
