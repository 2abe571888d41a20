"""Documents keep every bit, and whatever else arrives is refused with its place and the reason."""

import copy
import dataclasses
import json
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.documents import DocumentError, from_document, from_json, to_document, to_json
from backprop.experiment.experiment import Initialisation, Published, Samples
from tests.experiment.conftest import check_sentence, experiments, largest


def test_the_document_of_the_worked_example_to_the_letter(worked):
    assert to_document(worked) == {
        "format": "backprop-explorer",
        "version": 1,
        "title": "worked",
        "source": "",
        "layers": [
            {"W": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], "b": [0.5, 0.5], "activation": "sigmoid"},
            {"W": [[0.7, 0.8], [0.9, 0.1]], "b": [0.3, 0.3], "activation": "sigmoid"},
        ],
        "x": [[1, 2, 3]],
        "t": [[0.5, 0.1]],
        "loss": "half_squared_error",
    }
    assert '"x":[[1,2,3]],"t":[[0.5,0.1]]' in to_json(worked)


def test_optional_parts(worked):
    full = dataclasses.replace(
        worked,
        note="look",
        initialisation=Initialisation("he", 3),
        published={"a1[1]": Published("0.937"), "db2[1]": Published("0.16", "a sum")},
        run={"learning_rate": 0.5},
        homework={"a1[1]": "0.93"},
        test=Samples([[4, 5, 6], [-0.0, 0.1, 1e300]], [[0, 1], [0.5, 2]]),
    )
    document = to_document(full)
    assert document["published"] == {"a1[1]": "0.937", "db2[1]": {"text": "0.16", "remark": "a sum"}}
    assert document["initialisation"] == {"scheme": "he", "seed": 3}
    assert document["test"] == {"x": [[4, 5, 6], [-0.0, 0.1, 1e300]], "t": [[0, 1], [0.5, 2]]}
    assert from_json(json.dumps(document, indent=2).encode()) == full


@given(experiments())
def test_every_bit_comes_back(experiment):
    assert from_json(to_json(experiment)) == experiment
    assert from_json(to_json(experiment).encode()) == experiment


@pytest.mark.parametrize(
    "value", [-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e15, 2.0**53 + 2, 1e22, -3.0]
)
def test_awkward_numbers(worked, value):
    again = from_json(to_json(dataclasses.replace(worked, x=[[value, 1, 2]])))
    assert repr(again.x[0, 0]) == repr(np.float64(value))


def put(path, value):
    def change(document):
        *folders, last = path
        for key in folders:
            document = document[key]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["layers", 1, "W"], [[1, 2], [1, 2, 3]], "layers[1].W: row 2 has 3 numbers, 2 expected"),
        (["layers", 1, "W"], [[1, 2]], "layers[1].W: 1 row, 2 expected, one for each unit before"),
        (["layers", 0, "b"], [1], "layers[0].b: 1 number, 2 expected"),
        (["layers", 0, "W", 1, 0], True, "layers[0].W: row 2: number 1 is true; a number is expected"),
        (["layers", 0, "W", 1, 0], "0.1", "layers[0].W: row 2: number 1 is “0.1”; a number is expected"),
        (["layers", 0, "W", 1], 3, "layers[0].W: row 2: 3 was given, a list is expected"),
        (["layers", 0, "W"], [], "layers[0].W: 0 rows, 1 to 64 can be shown"),
        (["layers", 0, "W"], [[0, 0]] * 65, "layers[0].W: 65 rows, 1 to 64 can be shown"),
        (["layers", 0, "b"], [0] * 65, "layers[0].b: 65 numbers, 1 to 64 can be shown"),
        (["layers", 0, "activation"], "step", "layers[0].activation: “step” is none of identity,"),
        (["layers", 0, "bias"], [], "layers[0]: the key “bias” is not known; the keys are W, b, activation"),
        (["layers"], [], "layers: 0 layers, 1 to 8 can be shown"),
        (["layers"], [{}] * 9, "layers: 9 layers, 1 to 8 can be shown"),
        (["layers"], {}, "layers: an object was given, a list is expected"),
        (["x"], [[1, 2]], "x: row 1 has 2 numbers, 3 expected"),
        (["x"], [[1, 2, 3]] * 513, "x: 513 rows, 1 to 512 can be shown"),
        (["x"], [[1, 2, 3]] * 2, "t: 1 sample given, x has 2"),
        (["x", 0, 0], float("inf"), "x: row 1: number 1 is not finite"),
        (["x", 0, 0], 10**400, "x: row 1: number 1 is not finite"),
        (["t"], None, "t: null was given, a list is expected"),
        (["format"], "onnx", "format: “onnx” was given, “backprop-explorer” is expected"),
        (["version"], 2, "version: 2 was given, this app reads version 1"),
        (["version"], True, "version: true was given"),
        (["loss"], "cube", "loss: “cube” is none of half_squared_error,"),
        (
            ["loss"],
            "categorical_cross_entropy",
            "loss: categorical_cross_entropy needs softmax in the last layer",
        ),
        (["title"], 1, "title: 1 was given, a text is expected"),
        (["title"], "x" * 201, "title: 201 characters, at most 200 can be shown"),
        (["note"], "\ud800", "note: the character U+D800 cannot be shown"),
        (["colour"], "red", "the document: the key “colour” is not known"),
        (["initialisation"], {"scheme": "he"}, "initialisation: the key “seed” is missing"),
        (
            ["initialisation"],
            {"scheme": "he", "seed": 0.5},
            "initialisation.seed: 0.5 was given, a whole number",
        ),
        (["published"], {"W9[1,1]": "1"}, "published[“W9[1,1]”]: W9[1,1] does not exist"),
        (["published"], {"C": {"remark": "?"}}, "published[“C”]: the key “text” is missing"),
        (["published"], {"C": 1}, "published[“C”]: 1 was given, an object is expected"),
        (["run"], [], "run: a list was given, an object is expected"),
        (["test"], None, "test: null was given, an object is expected"),
        (["test"], {"x": [[1, 2, 3]]}, "test: the key “t” is missing"),
        (
            ["test"],
            {"x": [[1, 2, 3]], "t": [[0, 1]], "y": 1},
            "test: the key “y” is not known; the keys are x, t",
        ),
        (["test"], {"x": [[1, 2]], "t": [[0, 1]]}, "test.x: row 1 has 2 numbers, 3 expected"),
        (["test"], {"x": [[1, 2, 3]], "t": [[0, 1], [0]]}, "test.t: row 2 has 1 number, 2 expected"),
        (
            ["test"],
            {"x": [[1, "a", 3]], "t": [[0, 1]]},
            "test.x: row 1: number 2 is “a”; a number is expected",
        ),
        (["test"], {"x": [[1, 2, 3]] * 513, "t": [[0, 1]]}, "test.x: 513 rows, 1 to 512 can be shown"),
        (["test"], {"x": [[1, 2, 3]] * 2, "t": [[0, 1]]}, "test.t: 1 sample given, x has 2"),
        (["test"], {"x": [], "t": []}, "test.x: 0 rows, 1 to 512 can be shown"),
        (["homework"], {"a": "\udfff"}, "homework.a: half of a character pair is no text"),
        (["run"], {"x": "y" * 20_000}, "run: 20009 characters as JSON, at most 20000 can be kept"),
        (["homework"], {"a": ["é"] * 120_000}, "homework: 600007 characters as JSON, at most 600000"),
        (
            ["published"],
            {"x[1]": {"text": "1", "remark": "r" * 2000}} | {"x[2]": {"text": "1", "remark": "r" * 98_001}},
            "published: remarks of 100001 characters together, at most 100000 can be shown",
        ),
    ],
)
def test_reason_and_place(worked, path, value, sentence):
    document = copy.deepcopy(to_document(worked))
    put(path, value)(document)
    for read in (from_document, lambda d: from_json(json.dumps(d))):
        with pytest.raises(DocumentError) as caught:
            read(document)
        if value not in (float("inf"), 10**400) or read is from_document:
            assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("key", ["format", "version", "layers", "x", "t", "loss"])
def test_a_missing_key_is_named(worked, key):
    document = to_document(worked)
    del document[key]
    with pytest.raises(DocumentError, match=f"the key “{key}” is missing"):
        from_document(document)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no JSON document"),
        ("[" * 40_000, "nested too deeply"),
        ('{"a":' * 40_000, "nested too deeply"),
        ("[" * 100_000, "brackets"),
        ("[0" + ",0" * 400_001 + "]", "more than 400000 commas"),
        ('{"format": 1, "format": 1}', "“format” is given twice"),
        ('{"x": NaN}', "NaN is no number"),
        ('{"x": -Infinity}', "-Infinity is no number"),
        ("1" * 5000, "too long for a number"),
        ("1." + "1" * 1_000_000, "too long for a number"),
        ("x" * 4_000_001, "larger than 4 MB"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"PK\x03\x04", "no JSON document"),
        ("null", "null was given, an object is expected"),
        ("\ufeff{}", "no JSON document"),
    ],
    ids=range(15),
)
def test_text_that_is_no_document(text, sentence):
    with pytest.raises(DocumentError, match=sentence):
        from_json(text)


def test_the_text_is_what_json_writes_in_one_piece(worked):
    full = dataclasses.replace(worked, run={"a": [1, {"b": None}], "c": []}, test=Samples(worked.x, worked.t))
    for experiment in (worked, full):
        document = to_document(experiment)
        assert to_json(experiment) == json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def test_an_experiment_at_all_limits_fits():
    experiment = largest()
    assert from_json(to_json(experiment)) == experiment


@pytest.mark.parametrize("piece", ["[],", '"a",', "0.1,"])
def test_the_largest_nonsense_costs_little(piece):
    text = "[" + piece * (3_999_990 // len(piece)) + "1]"
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(DocumentError):
        from_json(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - start < 10
    assert peak < 150e6


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=5), parts, max_size=4),
    max_leaves=20,
)


@given(plain)
def test_any_json_is_an_experiment_or_one_sentence(value):
    with pytest.raises(DocumentError):
        from_json(json.dumps(value))


@given(st.text() | st.binary())
def test_any_text_or_bytes_is_one_sentence(text):
    with pytest.raises(DocumentError):
        from_json(text)


@st.composite
def paths(draw, document):
    """A way down into a document, ending at any of its parts."""
    path = []
    while isinstance(document, (dict, list)) and document and draw(st.integers(0, 4)) > 0:
        keys = list(document) if isinstance(document, dict) else range(len(document))
        path.append(draw(st.sampled_from(keys)))
        document = document[path[-1]]
    return path


@given(experiments(), plain, st.data())
def test_any_part_replaced_gives_an_experiment_or_one_sentence(experiment, value, data):
    document = copy.deepcopy(to_document(experiment))
    path = data.draw(paths(document))
    if path:
        put(path, value)(document)
    else:
        document = value
    try:
        changed = from_document(document)
    except DocumentError as error:
        check_sentence(error)
    else:
        assert from_json(to_json(changed)) == changed
