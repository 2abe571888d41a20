"""Sharing: the link and the files hold the numbers on screen, and a bad file changes nothing."""

import json
from collections.abc import Callable

import pytest

from backprop.experiment.archives import to_npz
from backprop.experiment.documents import to_json
from backprop.experiment.experiment import Experiment
from backprop.experiment.presets import preset
from backprop.interface import address
from tests.interface.tab import Tab

WORKED = preset("worked-example")


def test_the_link_to_share_holds_the_numbers_on_screen(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": 1 / 3}})
    (code,) = tab.open("share").app.code
    assert address.read(address.parse(code.value.partition("?")[2]))[0] == tab.experiment


def test_a_network_too_large_for_a_link_is_shared_as_a_file(tab: Tab) -> None:
    tab.open("structure")
    for key in ("units 0", "units 1", "units 2"):
        tab.choose("number_input", key, 64)
    tab.open("share")
    assert not tab.app.code
    assert "file" in tab.app.info[0].value


def upload(tab: Tab, name: str, content: bytes) -> Tab:
    tab.open("share").app.file_uploader(key="file").upload(name, content)
    return tab.run()


@pytest.mark.parametrize(
    ("name", "write"),
    [("my net.json", lambda e: to_json(e).encode()), ("NET.NPZ", to_npz)],
    ids=["JSON", "NPZ"],
)
def test_a_file_is_opened_once(tab: Tab, name: str, write: Callable[[Experiment], bytes]) -> None:
    experiment = preset("three-classes")
    upload(tab, name, write(experiment))
    assert tab.experiment == experiment
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 9.0}})
    assert tab.run().cells()["b1[1]"] == 9.0, "the file that is still listed does not come back over the edit"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("net.json", b"{", "JSON"),
        ("net.json", b"\xff\xfe", "UTF-8"),
        ("net.json", json.dumps({"format": "other"}).encode(), "missing"),
        ("net.npz", b"PK\x03\x04 not an archive", "net.npz"),
        ("net.npz", b"", "net.npz"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_the_experiment_stays(
    tab: Tab, name: str, content: bytes, said: str
) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"b1[1]": 9.0}})
    before = tab.experiment
    upload(tab, name, content)
    (error,) = tab.app.error
    sentence = error.value.replace("\\", "")  # as Markdown shows it
    assert said in sentence
    assert f"{name} cannot be opened" in sentence
    assert tab.experiment == before


def test_the_name_of_a_file_is_shown_as_it_is(tab: Tab) -> None:
    upload(tab, "[click](http:evil).json", b"{")
    assert "[click](" not in tab.app.error[0].value


def test_words_from_a_document_are_text_and_no_markup(tab: Tab) -> None:
    words = "<b>bold</b> $x$ [link](http://example.org)"
    document = json.loads(to_json(WORKED)) | {"title": words, "note": words, "source": words}
    upload(tab, "net.json", json.dumps(document).encode())
    tab.open("about")
    assert [text.value for text in tab.app.text] == [words] * 2
    assert tab.app.text_input(key="title").value == words
    shown = [html.value for html in tab.app.get("html")] + [text.value for text in tab.app.markdown]
    assert not [value for value in shown if words in value]
