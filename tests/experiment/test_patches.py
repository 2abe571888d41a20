"""A patch leads from one experiment to another, bit for bit, or there is none; what no patch is is refused in words."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.documents import DocumentError
from backprop.experiment.edits import restructure, set_value, set_values
from backprop.experiment.experiment import Samples
from backprop.experiment.patches import MOST_NUMBERS, patch_of, patched
from backprop.experiment.presets import preset

WORKED = preset("worked-example")
SEVERAL = replace(
    WORKED, title="An own title, which edits leave", x=np.arange(9.0).reshape(3, 3), t=np.full((3, 2), 0.5)
)
NAMES = ("W1[3,2]", "b1[2]", "W2[1,1]", "b2[1]", "x[3]@2", "t[2]@3", "x[1]@1")


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_by_their_names_lead_to_the_same_bits(values):
    after = set_values(SEVERAL, values)
    patch = json.loads(json.dumps(patch_of(SEVERAL, after)))
    assert patch["words"] == {}
    assert patch["numbers"].keys() <= values.keys()
    assert patched(SEVERAL, patch) == after


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Another", "source": "Somebody"},
        {"note": "", "published": {}},
        {"homework": {"asked": ["dW1"], "answers": {"z1[1]": "3.3"}}},
        {"homework": None, "run": {"steps": 10}},
    ],
)
def test_words_are_part_of_it_and_can_go_as_they_came(words):
    before = replace(preset("mazur"), homework={"asked": ["z1"]})
    after = set_value(replace(before, **words), "W1[1,1]", -0.0)
    patch = json.loads(json.dumps(patch_of(before, after)))
    assert patched(before, patch) == after
    assert patched(after, patch_of(after, before)) == before


def test_nothing_has_changed():
    assert patch_of(WORKED, replace(WORKED)) == {"numbers": {}, "words": {}}


def test_a_minus_zero_is_a_change():
    zero = set_value(WORKED, "b1[1]", 0.0)
    minus = set_value(WORKED, "b1[1]", -0.0)
    assert patched(zero, patch_of(zero, minus)) == minus != zero


@pytest.mark.parametrize(
    "after",
    [
        restructure(WORKED, [3, 4, 2]),
        restructure(WORKED, activations=["tanh", "sigmoid"]),
        restructure(WORKED, loss="squared_error"),
        SEVERAL,
        replace(WORKED, test=Samples(WORKED.x, WORKED.t)),
        replace(WORKED, homework={"a": "long " * 8000}),
    ],
)
def test_what_takes_more_than_a_few_words_has_none(after):
    assert patch_of(WORKED, after) is None


def test_many_numbers_have_none():
    large = restructure(WORKED, [3, 64, 2])
    few = {f"W1[{i},{j}]": 9.0 for i in (1, 2, 3) for j in range(1, 65)}
    assert len(few) < MOST_NUMBERS
    assert patch_of(large, set_values(large, few)) is not None
    assert patch_of(large, set_values(large, few | {f"b1[{j}]": 9.0 for j in range(1, 65)})) is None


@pytest.mark.parametrize(
    ("patch", "named"),
    [
        ("garbage", "patch"),
        ({"numbers": {}}, "words"),
        ({"numbers": [], "words": {}}, "patch.numbers"),
        ({"numbers": {"W9[1,1]": 1.0}, "words": {}}, "W9"),
        ({"numbers": {"W1[1,1]": "1"}, "words": {}}, "W1[1,1]"),
        ({"numbers": {}, "words": {"title": 7}}, "title"),
        ({"numbers": {}, "words": {"colour": "red"}}, "colour"),
    ],
)
def test_what_is_no_patch_is_refused_by_name(patch, named):
    with pytest.raises(DocumentError, match=named.replace("[", r"\[")):
        patched(WORKED, patch)
