"""The address: an experiment comes back from it bit by bit, and the worst query is no more than refused."""

import base64
import json
import struct
import zlib
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.initialisation import initialise
from backprop.core.quantities import Quantity
from backprop.experiment.documents import DocumentError, to_document
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.links import to_link
from backprop.experiment.presets import PRESETS, preset
from backprop.interface import address
from backprop.interface.view import View
from tests.experiment.conftest import check_sentence, experiments

VIEW = View(sample=2, mode="gradients", digits=7, selection=Quantity.parse("dW1[1,2]"))
LONG = Experiment(
    initialise([64, 64, 64], ["tanh", "sigmoid"], "normal", 1), np.full((1, 64), 0.5), np.zeros((1, 64))
)


def bits(experiment: Experiment) -> bytes:
    """The numbers of an experiment, sign of zero and all, by way of struct and not of its own ==."""
    arrays = [values for _, _, values in experiment.network.parameters()] + [experiment.x, experiment.t]
    numbers = np.concatenate([array.ravel() for array in arrays]).tolist()
    return struct.pack(f"{len(numbers)}d", *numbers)


def back(there: address.Address) -> tuple[Experiment | None, View]:
    return address.read(address.parse(there.query), there.document)


@pytest.mark.parametrize("slug", PRESETS)
def test_every_example_comes_back_bit_by_bit(slug: str) -> None:
    experiment = preset(slug)
    there = address.write(experiment, VIEW)
    assert not there.document, "the examples can be shared as links"
    returned, view = back(there)
    assert returned == experiment
    assert bits(returned) == bits(experiment)
    assert view == VIEW


@pytest.mark.parametrize("value", [0.1 + 0.2, -0.0, 5e-324, 1.7976931348623157e308, 1e22, -1 / 3])
def test_awkward_numbers_come_back_bit_by_bit(value: float) -> None:
    edited = set_value(preset(), "W2[2,1]", value)
    returned, _ = back(address.write(edited, View()))
    assert returned is not None
    assert bits(returned) == bits(edited)


@given(experiments())
def test_any_experiment_comes_back(experiment: Experiment) -> None:
    assert back(address.write(experiment, VIEW)) == (experiment, VIEW)


def test_an_experiment_too_long_for_an_address_is_kept_beside_it() -> None:
    there = address.write(LONG, VIEW)
    assert len(there.query) < 100
    assert "e" not in address.parse(there.query)
    returned, view = back(there)
    assert returned == LONG
    assert view == VIEW


def test_no_address_is_longer_than_proxies_let_through() -> None:
    kept_beside = []
    for units in range(1, 40, 3):
        experiment = Experiment(
            initialise([units, units], ["sigmoid"], "normal", 0), np.ones((1, units)), np.ones((1, units))
        )
        there = address.write(experiment, VIEW)
        assert len(there.query) <= 8000
        kept_beside.append(bool(there.document))
    assert kept_beside == sorted(kept_beside), "once too long, larger ones are too long as well"
    assert {True, False} == set(kept_beside)


def test_what_the_tab_kept_counts_more_than_an_old_link() -> None:
    returned, _ = address.read({"e": to_link(preset("mazur"))}, document=to_link(LONG))
    assert returned == LONG


def test_an_address_without_an_experiment_names_none() -> None:
    assert address.read({"v": "digits:3"}) == (None, View(digits=3))


def packed(document: object) -> str:
    text = json.dumps(document).encode()
    return base64.urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


def refused(link: str) -> str:
    """The sentence with which a link is refused."""
    with pytest.raises(DocumentError) as refusal:
        address.read({"e": link})
    check_sentence(refusal.value)
    return str(refusal.value)


def test_a_link_that_was_cut_is_refused_wherever_it_was_cut() -> None:
    link = to_link(preset())
    for length in range(1, len(link), 7):
        refused(link[:length])


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert "4 MB" in refused(base64.urlsafe_b64encode(zlib.compress(b" " * 10**8)).decode().rstrip("="))


@pytest.mark.parametrize(
    ("part", "value", "named"),
    [
        ("x", [[1, 2]], "x"),
        ("x", [[1, 2, "3"]], "x"),
        ("x", "NaN", "x"),
        ("t", [], "t"),
        ("layers", [], "layers"),
        ("layers", None, "layers"),
        ("loss", "guesswork", "guesswork"),
        ("format", "other", "format"),
        ("version", 2, "version"),
        ("surprise", 1, "surprise"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_by_name(part: str, value: object, named: str) -> None:
    assert named in refused(packed({**to_document(preset()), part: value}))


@given(st.dictionaries(st.sampled_from(["e", "q", "v", "s", "present"]), st.text(), max_size=4), st.text())
def test_any_parameters_are_read_or_refused_in_a_sentence(parameters: dict[str, str], document: str) -> None:
    try:
        experiment, view = address.read(parameters, document)
    except DocumentError as error:
        check_sentence(error)
    else:
        assert experiment is None
        assert isinstance(view, View)


@given(st.binary(max_size=400))
def test_any_bytes_in_a_link_are_refused_in_a_sentence(content: bytes) -> None:
    refused(base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("="))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.sampled_from(["layers", "x", "t", "loss", "published", "initialisation", "title", "version"]), JSON)
def test_an_experiment_with_anything_in_one_place_opens_or_is_refused(part: str, value: object) -> None:
    try:
        experiment, _ = address.read({"e": packed({**to_document(preset()), part: value})})
    except DocumentError as error:
        check_sentence(error)
    else:
        assert experiment is not None
        experiment.evaluate()


@given(st.text())
def test_any_query_string_is_parsed(query: str) -> None:
    assert all(isinstance(value, str) for value in address.parse(query).values())


def test_an_endless_query_string_is_cut() -> None:
    parameters = address.parse("q=W1[1,1]&" + "&".join(f"p{i}=1" for i in range(100_000)))
    assert parameters["q"] == "W1[1,1]"
    assert len(parameters) < 10_000


def test_a_query_string_means_what_the_browser_writes() -> None:
    assert address.parse(urlencode({"q": "x[2]@3", "v": "mode:gradients,digits:5"})) == {
        "q": "x[2]@3",
        "v": "mode:gradients,digits:5",
    }


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("http://localhost:8501", "http://localhost:8501/?e=a"),
        ("https://host/ml/bp", "https://host/ml/bp/?e=a"),
        ("https://host/ml/bp/?e=old", "https://host/ml/bp/?e=a"),
        ("https://host/step", "https://host/step?e=a"),
        ("https://host/ml/bp/homework", "https://host/ml/bp/homework?e=a"),
    ],
)
def test_a_link_to_the_first_page_keeps_its_slash(page: str, link: str) -> None:
    """Without it a server that has the app below a path answers with a redirect, or not at all."""
    assert address.link(page, "e=a") == link


def test_what_is_few_edits_away_from_a_large_document_is_told_by_them() -> None:
    opened = address.write(LONG, View())
    assert opened.anchor is not None
    edited = set_value(LONG, "W1[2,1]", 0.125)
    there = address.write(edited, View(digits=6), opened.anchor)
    assert there.told(opened.anchor.key) == {
        "query": there.query,
        "document": "",
        "key": opened.anchor.key,
        "patch": {"numbers": {"W1[2,1]": 0.125}, "words": {}},
    }
    assert there.told("another")["document"] == opened.document, "a tab that has not got it gets all of it"
    found, view = address.read(address.parse(there.query), opened.document, there.patch)
    assert (found, view) == (edited, View(digits=6))


def test_another_structure_is_another_document_and_a_short_one_needs_none() -> None:
    anchor = address.write(LONG, View()).anchor
    other = address.write(restructure(LONG, [60, 64, 64]), View(), anchor)
    assert other.anchor is not None
    assert anchor is not None
    assert other.anchor.key != anchor.key
    assert address.write(preset("mazur"), View(), anchor).anchor is None
