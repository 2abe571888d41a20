"""A link restores the same bits; a damaged or hostile one is refused without unpacking it whole."""

import base64
import dataclasses
import json
import time
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.documents import DocumentError, to_document
from backprop.experiment.experiment import Samples
from backprop.experiment.links import from_link, to_link
from tests.experiment.conftest import experiments


def link_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@given(experiments())
def test_a_link_restores_the_same_bits(experiment):
    link = to_link(experiment)
    assert from_link(link) == experiment
    assert link.replace("-", "").replace("_", "").isalnum()
    assert link.isascii()


def test_a_link_is_what_any_program_can_read(worked):
    link = to_link(worked)
    text = zlib.decompress(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)))
    assert json.loads(text) == to_document(worked)
    assert len(link) < 400


def test_test_samples_travel_in_the_link(worked):
    tested = dataclasses.replace(worked, test=Samples([[0.1 + 0.2, -0.0, 5e-324]], [[0, 1]]))
    again = from_link(to_link(tested))
    assert again == tested
    assert again.test.x.tobytes() == np.array([[0.1 + 0.2, -0.0, 5e-324]]).tobytes()
    assert again != worked


@pytest.mark.parametrize("read_by", [lambda link: link + "==", lambda link: f" {link}\n"])
def test_padding_and_space_around_do_no_harm(worked, read_by):
    assert from_link(read_by(to_link(worked))) == worked


def test_cut_short_anywhere(worked):
    link = to_link(worked)
    for length in range(len(link)):
        with pytest.raises(DocumentError, match=r"cut short|empty|altered"):
            from_link(link[:length])


def test_altered_anywhere_never_gives_another_experiment(worked):
    link = to_link(worked)
    refused = 0
    for i in range(len(link)):
        for other in "Az_9":
            try:
                same = from_link(link[:i] + other + link[i + 1 :])
            except DocumentError:
                refused += 1
            else:  # a few bits at the end of zlib's and base64's blocks mean nothing
                assert same == worked
    assert refused > 3.5 * len(link)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("", "empty"),
        ("a b", "characters that links"),
        ("é", "characters that links"),
        ("%7B%22", "characters that links"),
        ("A" * 5_000_000, "longer than any"),
        (link_of(b"hello"), "cannot be unpacked"),
        (link_of(zlib.compress(b"hello")), "no JSON document"),
        (link_of(zlib.compress(b'{"nodes": []}')), "the key “nodes” is not known"),
    ],
    ids=range(8),
)
def test_what_is_no_link(link, sentence):
    with pytest.raises(DocumentError, match=sentence):
        from_link(link)


@pytest.mark.parametrize("fill", [b" ", b"[", b"\0"])
def test_a_bomb_is_not_unpacked(fill):
    """64 MB in 64 kB: unpacking stops at 4 MB."""
    packer = zlib.compressobj(9)
    block = fill * 16_000_000
    bomb = link_of(b"".join([*(packer.compress(block) for _ in range(4)), packer.flush()]))
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(DocumentError, match="unpacks to more than 4 MB"):
        from_link(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30e6
    assert time.process_time() - start < 2


@given(st.text() | st.text(alphabet="ABCabc019-_=", max_size=40))
def test_any_text_is_one_sentence(text):
    with pytest.raises(DocumentError):
        from_link(text)


@given(st.binary(max_size=200))
def test_any_bytes_in_a_link_are_one_sentence(data):
    for packed in (data, zlib.compress(data)):
        with pytest.raises(DocumentError):
            from_link(link_of(packed))


def test_a_long_run_in_a_short_link_is_refused_by_its_size(worked):
    """3.8 MB of one character are a link of a few kilobytes: it is read, and nothing of it is kept."""
    document = to_document(worked) | {"run": {"question": "x" * 3_800_000}}
    link = link_of(zlib.compress(json.dumps(document).encode(), 9))
    assert len(link) < 8000
    with pytest.raises(DocumentError, match="run: 3800016 characters as JSON, at most 20000 can be kept"):
        from_link(link)
