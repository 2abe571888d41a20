"""An experiment as an NPZ file: the arrays W1, b1, … x, t for NumPy, beside them the rest of the document."""

import io
import json
import math
import re
import struct
import zipfile
import zlib
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from backprop.experiment.documents import from_document, to_document
from backprop.experiment.experiment import MOST_LAYERS, MOST_SAMPLES, MOST_UNITS, Experiment
from backprop.experiment.numerals import quoted
from backprop.experiment.reading import MOST_BYTES, DocumentError, read_json

MOST_ARRAYS = 2 * MOST_LAYERS + 5
LONGEST_HEADER = 1000  # bytes; NumPy's own has 118
_HEADER = re.compile(
    r"\{'descr': '([<|>](?:f[248]|[iu][1248])|<U[1-9][0-9]{0,6})', 'fortran_order': (True|False), "
    r"'shape': \(([0-9, ]{0,60})\), \} *\n"
)
_ENTRY = b"PK\x01\x02"  # begins what a ZIP file's directory says of a member
_ENCRYPTED = 1  # a bit of a member's flags
# everything the standard library raises at a damaged or hostile ZIP file
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
)


def to_npz(experiment: Experiment) -> bytes:
    """The bytes of an NPZ file: W1, b1, … x, t, perhaps test_x, test_t (float64), and `document`, a JSON text."""
    document = to_document(experiment)
    arrays = {f"{kind}{layer}": values for kind, layer, values in experiment.network.parameters()}
    arrays |= {"x": experiment.x, "t": experiment.t}
    for layer in document["layers"]:
        del layer["W"], layer["b"]
    del document["x"], document["t"]
    if experiment.test is not None:
        arrays |= {"test_x": np.asarray(experiment.test.x), "test_t": np.asarray(experiment.test.t)}
        document["test"] = {}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, document=np.array(json.dumps(document)), **arrays)
    return file.getvalue()


def from_npz(data: bytes) -> Experiment:
    """The experiment in an NPZ file made by `to_npz`, its arrays perhaps changed since. Raises DocumentError.

    The file is read without NumPy's loader, so that no object array is ever unpickled and no size is
    believed.
    """
    if len(data) > MOST_BYTES:
        raise DocumentError(f"The file is larger than {MOST_BYTES // 10**6} MB, more than this app opens.")
    try:
        arrays = _arrays(data)
    except DocumentError:
        raise
    except _DAMAGED:
        raise DocumentError("This is no NPZ file, or it is damaged.") from None
    document = read_json(_text(arrays.pop("document", None)))
    if isinstance(document, dict):
        places = [(document, "x", "x"), (document, "t", "t")]
        if isinstance(document.get("test"), dict):
            places += [(document["test"], "x", "test_x"), (document["test"], "t", "test_t")]
        layers = document.get("layers")
        for number, layer in enumerate(layers if isinstance(layers, list) else [], start=1):
            if isinstance(layer, dict):
                places += [(layer, "W", f"W{number}"), (layer, "b", f"b{number}")]
        for part, key, name in places:
            if name not in arrays:
                raise DocumentError(f"The file has no array “{name}”.")
            part[key] = arrays.pop(name).tolist()
    experiment = from_document(document)
    if arrays:
        raise DocumentError(f"The file has an array {quoted(min(arrays))}, which belongs to no layer.")
    return experiment


def _text(array: NDArray[Any] | None) -> str:
    if array is None or array.dtype.kind != "U" or array.size != 1:
        raise DocumentError("The file has no text “document”, which names the activations and the loss.")
    try:
        return array.tobytes().decode("utf-32-le").rstrip("\0")  # item() fails at what is no character
    except UnicodeDecodeError:
        raise DocumentError("“document” in the file is damaged.") from None


def _arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of an NPZ file by name; at most MOST_ARRAYS, together at most MOST_BYTES unpacked."""
    arrays: dict[str, NDArray[Any]] = {}
    left = MOST_BYTES
    if (entries := data.count(_ENTRY)) > 2 * MOST_ARRAYS:  # before they are read; some may be chance
        raise _too_many(entries)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_ARRAYS:
            raise _too_many(len(members))
        for member in members:
            name = member.filename.removesuffix(".npy")
            if name in arrays:
                raise DocumentError(f"The file has two arrays {quoted(name)}.")
            if member.flag_bits & _ENCRYPTED:
                raise DocumentError("The file is encrypted, which NPZ files are not.")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise DocumentError("The file is packed in a way that NPZ files are not.")
            with archive.open(member) as file:
                arrays[name], size = _array(file, quoted(name), left)
            left -= size
    return arrays


def _too_many(number: int) -> DocumentError:
    return DocumentError(f"The file has {number} arrays, at most {MOST_ARRAYS} are expected.")


def _array(file: IO[bytes], name: str, most: int) -> tuple[NDArray[Any], int]:
    """One array in the NPY format (numpy.lib.format), if it holds real numbers or text, and its size in bytes.

    Its header says how large it is, and no more than that is unpacked, nor more than `most` bytes.
    """
    start = file.read(12)
    if start[:6] != b"\x93NUMPY" or len(start) < 12:
        raise DocumentError(f"{name} in the file is no NumPy array.")
    first, length = (10, "<H") if start[6] == 1 else (12, "<I")
    rest = struct.unpack_from(length, start, 8)[0] - (12 - first)
    header = _HEADER.fullmatch((start[first:] + file.read(min(rest, LONGEST_HEADER))).decode("latin-1"))
    if rest < 0 or header is None:
        raise DocumentError(f"{name} in the file is no array of real numbers.")
    kind = np.dtype(header[1])
    shape = tuple(int(n) for n in header[3].split(",") if n.strip())
    _check_shape(name, shape)
    size = math.prod(shape) * kind.itemsize
    if size > most:
        raise DocumentError(f"The file unpacks to more than {MOST_BYTES // 10**6} MB.")
    content = file.read(size)
    if len(content) < size or file.read(1):
        raise DocumentError(f"{name} in the file is damaged: it is not as large as it says.")
    return np.frombuffer(content, kind).reshape(shape, order="F" if header[2] == "True" else "C"), size


def _check_shape(name: str, shape: tuple[int, ...]) -> None:
    """Refuse what is larger than any array of an experiment."""
    largest = ((), (MOST_UNITS,), (MOST_SAMPLES, MOST_UNITS))
    if len(shape) > 2:
        raise DocumentError(f"{name} in the file has {len(shape)} axes, at most 2 are expected.")
    for given, most in zip(shape, largest[len(shape)], strict=True):
        if not 1 <= given <= most:
            raise DocumentError(f"{name} in the file is {given} numbers long, 1 to {most} can be shown.")
