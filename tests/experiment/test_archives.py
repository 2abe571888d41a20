"""NPZ files are for NumPy as well as for this app, and a hostile one is refused without being believed."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.network import Layer, Network
from backprop.experiment.archives import from_npz, to_npz
from backprop.experiment.documents import DocumentError
from backprop.experiment.experiment import Experiment, Samples
from backprop.experiment.presets import preset
from tests.experiment.conftest import check_sentence, experiments


@given(experiments())
def test_every_bit_comes_back(experiment):
    assert from_npz(to_npz(experiment)) == experiment


def test_numpy_reads_the_arrays(worked):
    with np.load(io.BytesIO(to_npz(worked)), allow_pickle=False) as arrays:
        assert set(arrays) == {"document", "W1", "b1", "W2", "b2", "x", "t"}
        assert np.array_equal(arrays["W1"], worked.network.layers[0].W)
        assert arrays["x"].dtype == np.float64


def test_test_samples_are_arrays_too_and_fit_at_all_limits():
    rng = np.random.default_rng(0)
    network = Network([Layer(rng.normal(size=(64, 64)), rng.normal(size=64), "tanh")] * 8)
    x, t, test_x, test_t = rng.normal(size=(4, 512, 64))
    experiment = Experiment(network, x, t, test=Samples(test_x, test_t))
    packed = to_npz(experiment)
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        assert np.array_equal(arrays["test_x"], test_x)
        assert "[[" not in str(arrays["document"])
    assert from_npz(packed) == experiment


def saved(worked, **changes) -> bytes:
    with np.load(io.BytesIO(to_npz(worked))) as arrays:
        contents = {name: array for name, array in (dict(arrays) | changes).items() if array is not None}
    file = io.BytesIO()
    np.savez(file, **contents)
    return file.getvalue()


@pytest.mark.parametrize("dtype", ["f4", "f8", ">f8", "i2", "u1"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_changed_with_numpy_are_read(worked, dtype, order):
    new = np.asarray([[1, 2], [3, 4], [5, 6]], dtype=dtype, order=order)
    assert from_npz(saved(worked, W1=new)).network.layers[0].W.tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"W1": None}, "no array “W1”"),
        ({"x": None}, "no array “x”"),
        ({"document": None}, "no text “document”"),
        ({"document": np.array(1.0)}, "no text “document”"),
        ({"document": np.array("{}")}, "the key “format” is missing"),
        ({"document": np.array("[]")}, "an object is expected"),
        ({"W3": np.ones((2, 2))}, "“W3”, which belongs to no layer"),
        ({"W1": np.ones((3, 2), dtype=complex)}, "“W1” in the file is no array of real numbers"),
        ({"W1": np.ones((3, 2), dtype=bool)}, "no array of real numbers"),
        ({"W1": np.array([{"a": 1}], dtype=object)}, "no array of real numbers"),
        ({"W1": np.ones(3)}, r"layers\[0\].W: row 1: 1 was given|layers\[0\].W: row 1: 1.0 was given"),
        ({"W1": np.ones((3, 2, 1))}, "“W1” in the file has 3 axes, at most 2"),
        ({"W1": np.ones((0, 2))}, "“W1” in the file is 0 numbers long, 1 to 512"),
        ({"b1": np.ones(65)}, "“b1” in the file is 65 numbers long, 1 to 64"),
        ({"x": np.ones((513, 3))}, "“x” in the file is 513 numbers long, 1 to 512"),
        ({"x": np.array(1.0)}, "x: 1 was given|x: 1.0 was given"),
        ({"W1": np.full((3, 2), np.nan)}, r"layers\[0\].W: row 1: number 1 is not finite"),
        ({"x": np.ones((1, 4))}, "x: row 1 has 4 numbers, 3 expected"),
        ({"x": np.ones((2, 3))}, "t: 1 sample given, x has 2"),
        ({f"q{i}": np.ones(1) for i in range(30)}, "37 arrays, at most 21"),
    ],
    ids=range(20),
)
def test_what_does_not_fit_is_refused(worked, changes, sentence):
    with pytest.raises(DocumentError, match=sentence):
        from_npz(saved(worked, **changes))


def zipped(contents: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file.getvalue()


def npy(header: str, data: bytes = b"", version: int = 1) -> bytes:
    length = len(header).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + length + header.encode("latin-1") + data


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999, 9999999), }\n"),
        npy("{'descr': '<f1', 'fortran_order': False, 'shape': (3, 2), }\n", b"\0" * 6),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,,,2), }\n", b"\0" * 16),
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1 2,), }\n", b"\0" * 96),
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", b"cos\nsystem\n"),
        npy("{'descr': '<U1', 'fortran_order': False, 'shape': (), }\n", b"\xff\xff\xff\xff"),
        npy("(" * 9000),
        npy("[" * 100_000, version=2),
        npy("{'descr': " + "9" * 60_000),
        b"\x93NUMPY\x02\x00\xff\xff\xff\xff",
    ],
    ids=range(12),
)
@pytest.mark.parametrize("name", ["W1.npy", "document.npy"])
def test_a_hostile_array_is_one_sentence(name, content):
    with pytest.raises(DocumentError):
        from_npz(zipped({name: content}))


def header(shape: str, kind: str = "<f8") -> str:
    return f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n"


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["<f2", "<f4", ">f4", ">f8", "i1", ">i2", "<u8"])
def test_any_order_and_any_kind_of_real_numbers_is_read(worked, kind, order):
    W1 = np.array([[1, 2], [3, 4], [5, 6]], dtype=kind, order=order)
    assert from_npz(saved(worked, W1=W1)).network.layers[0].W.tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(
    "shape", ["(20000000, 0)", "(0, 20000000)", "(1, 20000000)", "(9999999, 9999999)", "(" + "1, " * 18 + ")"]
)
def test_a_shape_is_bounded_before_anything_is_made_of_it(worked, shape):
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match=r"“W1” in the file (is [0-9]+ numbers long|has 18 axes)"):
            from_npz(zipped({"W1.npy": npy(header(shape))}))
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("shape", "data"), [("(3, 2)", b"\0" * 47), ("(3, 2)", b"\0" * 49), ("(3, 2)", b"\0" * 40_000_000)]
)
def test_what_is_not_as_large_as_it_says_is_damaged(shape, data):
    with pytest.raises(DocumentError, match="“W1” in the file is damaged: it is not as large as it says"):
        from_npz(zipped({"W1.npy": npy(header(shape), data)}))


def test_arrays_that_unpack_to_too_much_together_are_refused():
    array = npy(header("(512, 64)"), b"\0" * (512 * 64 * 8))
    with pytest.raises(DocumentError, match="unpacks to more than 4 MB"):
        from_npz(zipped({f"W{i}.npy": array for i in range(20)}))
    with pytest.raises(DocumentError, match="unpacks to more than 4 MB"):
        from_npz(zipped({"document.npy": npy(header("()", "<U9999999"))}))


def test_a_directory_that_is_too_long_is_not_read(monkeypatch):
    content = zipped({f"W{i}.npy": b"" for i in range(60)}, zipfile.ZIP_STORED)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(DocumentError, match="60 arrays, at most 21"):
        from_npz(content)


@pytest.mark.filterwarnings("ignore:Duplicate name")  # which zipfile warns of when the case is made
def test_an_array_that_is_there_twice_is_refused(worked):
    file = io.BytesIO(to_npz(worked))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("b1.npy", npy(header("(2,)"), b"\0" * 16))
    with pytest.raises(DocumentError, match="two arrays “b1”"):
        from_npz(file.getvalue())


def test_an_encrypted_file_is_refused_as_that():
    content = bytearray(zipped({"W1.npy": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentError, match="encrypted"):
        from_npz(bytes(content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings_are_refused(method):
    with pytest.raises(DocumentError, match="packed in a way"):
        from_npz(zipped({"W1.npy": b"x"}, method))


def test_too_large_a_file_is_not_opened():
    with pytest.raises(DocumentError, match="larger than 4 MB"):
        from_npz(b"PK" + bytes(4_000_000))


@given(st.binary() | st.binary(max_size=30).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_one_sentence(data):
    with pytest.raises(DocumentError):
        from_npz(data)


@given(st.data())
def test_a_file_damaged_anywhere_gives_an_experiment_or_one_sentence(worked_bytes, data):
    content = bytearray(worked_bytes)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        from_npz(bytes(content))
    except DocumentError as error:
        check_sentence(error)


@pytest.fixture(scope="module")
def worked_bytes() -> bytes:
    return to_npz(preset())
