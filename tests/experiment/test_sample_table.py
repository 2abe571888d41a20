"""A table of samples is read as it is meant, written with all its bits, and refused with line, column and reason."""

import dataclasses
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backprop.experiment.edits import restructure
from backprop.experiment.experiment import Published, Samples
from backprop.experiment.sample_table import SampleError, read_samples, with_samples, write_samples
from tests.experiment.conftest import check_sentence

X, T = [[0.5, -1.25], [2, 3]], [[1], [0]]


@pytest.mark.parametrize(
    "text",
    [
        "0.5,-1.25,1\n2,3,0",
        "0.5, -1.25, 1\n2, 3, 0\n",
        "x1,x2,t1\n0.5,-1.25,1\n2,3,0\n",
        "height (cm);weight;class\n0.5;-1.25;1\n2;3;0\n",
        "0,5;-1,25;1\n2;3;0\n",
        "0.5\t-1.25\t1\r\n2\t3\t0\r\n",
        "a\tb\tc\r0,5\t−1,25\t1\r2\t3\t0",
        '"x1","x2","t1"\n"0,5","-1,25",1\n"2","3","0"\n',
        "\n\n0.5,-1.25,1\n   \n2,3,0\n\t\n",
        "x1,x2,t1\n0.5,-1.25,1\n2,3,0\n,,\n,,\n",
        "1/2,-5/4,1\n2e0,3,0",
        "\ufeffx₁,x₂,ŷ\n0.5,-1.25,1\n2,3,0",
        "infinite,nanometres,class\n0.5,-1.25,1\n2,3,0",
    ],
    ids=range(13),
)
def test_ways_to_write_one_table(text):
    for given_text in (text, text.encode(), text.encode("utf-8-sig")):
        x, t = read_samples(given_text, 2, 1)
        assert (x.tolist(), t.tolist()) == (X, T)
        assert x.dtype == t.dtype == np.float64


def test_columns_are_inputs_and_then_targets():
    x, t = read_samples("1,2,3,4,5\n6,7,8,9,10", 3, 2)
    assert (x.tolist(), t.tolist()) == ([[1, 2, 3], [6, 7, 8]], [[4, 5], [9, 10]])


def test_a_comma_that_could_mean_a_thousand_is_decided_by_the_others():
    assert read_samples("1,234;0,35;1", 2, 1)[0].tolist() == [[1.234, 0.35]]
    with pytest.raises(SampleError, match=r"line 1, column 1: “1,234” could be 1.234 or 1234"):
        read_samples("1,234;2;1", 2, 1)
    with pytest.raises(SampleError, match=r"line 2, column 2: “1,234” could be 1.234 or 1234"):
        read_samples("0.5;2;1\n1;1,234;0", 2, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,2,0\n\n3,4,5,6", "line 3: 4 numbers, 3 expected (2 inputs, 1 target)"),
        ("1,2", "line 1: 2 numbers, 3 expected (2 inputs, 1 target)"),
        ("1 2 0", "line 1: 1 number, 3 expected (2 inputs, 1 target); cells part at commas"),
        ("x,y,t\n1,2,0\n3,abc,1", "line 3, column 2: “abc” is not a number"),
        ("1,abc,0", "line 1, column 2: “abc” is not a number"),
        ("a,b,c\nd,e,f\n1,2,0", "line 2, column 1: “d” is not a number"),
        ("1,2,0\nx,y,t", "line 2, column 1: “x” is not a number"),
        ("1,,0", "line 1, column 2: Nothing is written here"),
        ("nan,nan,nan\n1,2,0", "line 1, column 1: “nan” is not a finite number"),
        ("1,2,0\n1,-inf,0", "line 2, column 2: “-inf” is not a finite number"),
        ("1e400,2,0", "line 1, column 1: “1e400” is too large"),
        ("1/0,2,0", "line 1, column 1: “1/0” divides by zero"),
        ("0,5,1,5,1", "line 1: 5 numbers, 3 expected"),
        ("1,5;2,3,4;1", "line 1, column 2: “2,3,4” can be read in several ways"),
        ("", "There are no samples in it"),
        (" \n\t\n", "There are no samples in it"),
        ("x1,x2,t1\n", "There are no samples in it"),
        (b"", "There are no samples in it"),
        (b"x1,gr\xf6\xdfe,t1\n1,2,0", "This is no UTF-8 text"),
        ("x1,x2,t1\n1,2,0".encode("utf-16"), "This is no UTF-8 text"),
        (b"PK\x03\x04" + bytes(range(256)), "This is no UTF-8 text"),
        ("1,2,0\n" * 513, "The table has more than 512 samples"),
        ("x,y,t\n" + "1,2,0\n" * 513, "The table has more than 512 samples"),
        ("1,2,0\n" * 100_000, "The table has more than 51200 lines; at most 512 samples can be shown"),
        ("1" * 4_000_001, "The table is larger than 4 MB"),
        (b" " * 4_000_001, "The table is larger than 4 MB"),
        ("1," + "2" * 200_000 + ",0", "line 1: a cell is too long for a number"),
        ("1," + "2" * 500 + ",0", "line 1, column 2: “2222222"),
    ],
    ids=range(28),
)
def test_reason_line_and_column(text, sentence):
    with pytest.raises(SampleError) as caught:
        read_samples(text, 2, 1)
    assert str(caught.value).startswith(sentence)
    check_sentence(caught.value)


def test_as_many_samples_as_can_be_shown():
    for header in ("", "x,y,t\n"):
        assert len(read_samples(header + "1,2,0\n" * 512, 2, 1)[0]) == 512


@pytest.mark.parametrize("piece", ["a,", "1,", ",", "\n", "x\n", '"', "1;"])
def test_the_largest_nonsense_costs_little(piece):
    start = time.process_time()
    with pytest.raises(SampleError):
        read_samples(piece * (3_999_999 // len(piece)), 2, 1)
    assert time.process_time() - start < 5


numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(st.data(), st.integers(1, 4), st.integers(1, 3), st.integers(1, 5))
def test_writing_and_reading_gives_the_same_bits(data, n_in, n_out, samples):
    x = data.draw(arrays(np.float64, (samples, n_in), elements=numbers))
    t = data.draw(arrays(np.float64, (samples, n_out), elements=numbers))
    for text in (write_samples(x, t), write_samples(x, t).replace(",", ";").encode()):
        again_x, again_t = read_samples(text, n_in, n_out)
        assert again_x.tobytes() == x.tobytes()
        assert again_t.tobytes() == t.tobytes()


def test_what_is_written_to_the_letter():
    text = write_samples(np.array([[0.1, -0.0], [1e22, 3]]), np.array([[1.0], [1 / 3]]))
    assert text == "x1,x2,t1\n0.1,-0,1\n1e22,3,0.3333333333333333\n"


@given(st.text() | st.binary() | st.text(alphabet="0123456789.,;\t\n-xe\"'", max_size=60))
def test_any_text_is_a_table_or_one_sentence(text):
    try:
        x, t = read_samples(text, 2, 1)
    except SampleError as error:
        check_sentence(error)
    else:
        assert x.shape == (len(t), 2)
        assert np.isfinite(x).all()
        assert np.isfinite(t).all()


def test_an_experiment_takes_other_samples(worked):
    full = dataclasses.replace(
        worked,
        note="kept",
        published={"C": Published("0.28")},
        test=Samples([[4, 5, 6]], [[0, 1]]),
    )
    other = with_samples(full, *read_samples("1,2,3,0,1\n4,5,6,1,0", 3, 2))
    assert other.x.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert other.t.tolist() == [[0, 1], [1, 0]]
    assert other.test is None
    assert other.published == {}
    assert (other.network, other.loss, other.note) == (worked.network, worked.loss, "kept")


def test_samples_that_an_experiment_cannot_take_are_named(worked):
    entropy = restructure(worked, loss="binary_cross_entropy")
    with pytest.raises(
        SampleError, match=r"^t\[2\]@2 is 3.0; binary_cross_entropy needs targets from 0 to 1$"
    ):
        with_samples(entropy, np.ones((2, 3)), np.array([[0, 1], [1, 3.0]]))
    with pytest.raises(SampleError, match=r"^x: 2 inputs given, the network has 3$"):
        with_samples(entropy, np.ones((2, 2)), np.ones((2, 2)))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0b", "\u2028"])
def test_a_table_of_nothing_but_line_ends_is_not_cut_into_lines(end):
    with pytest.raises(SampleError, match="more than 51200 lines"):
        read_samples("1,2,3" + end * 60_000, 2, 1)
    x, t = read_samples(end * 20_000 + "1,2,3", 2, 1)
    assert (x.tolist(), t.tolist()) == ([[1, 2]], [[3]])
