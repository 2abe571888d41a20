"""An experiment packed into the address of a page, and unpacked again with its bits unchanged."""

import base64
import re
import zlib

from backprop.experiment.documents import from_json, to_json
from backprop.experiment.experiment import Experiment
from backprop.experiment.mending import readings
from backprop.experiment.reading import MOST_BYTES, DocumentError

LONGEST_PACKED_WELL = (
    100_000  # bytes: what is longer is too long for an address anyway, and would take a second
)
_URL_SAFE = re.compile("[A-Za-z0-9_-]+")


def to_link(experiment: Experiment) -> str:
    """The query parameter `e`: URL-safe base64, without padding, of the zlib-compressed document."""
    document = to_json(experiment).encode()
    level = 9 if len(document) <= LONGEST_PACKED_WELL else 1
    # A window no larger than the document packs as well, without 256 kB of working memory for each link.
    window = min(max(len(document).bit_length(), 9), zlib.MAX_WBITS)
    packer = zlib.compressobj(level, wbits=window, memLevel=6)
    packed = packer.compress(document) + packer.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_link(link: str) -> Experiment:
    """The experiment in a link. Raises DocumentError; what it unpacks to is bounded before it is read.

    Damage is undone where nothing is lost by it: the checksum in the link proves what was recovered.
    """
    if len(link) > MOST_BYTES:
        raise DocumentError("The link is longer than any experiment of this app.")
    try:
        document = unpack(link.strip().rstrip("="))
    except DamageError as damage:
        document = recover(link, damage)
    return from_json(document)


class DamageError(DocumentError):
    """What stands in a link is not what this app wrote."""


def recover(link: str, damage: DamageError) -> bytes:
    """The document in a damaged link; raises the damage where it is lost."""
    for text in readings(link):
        try:
            return unpack(text)
        except DamageError:
            continue
    raise damage


def unpack(text: str) -> bytes:
    """The document in a link's own letters, proved by its checksum; what follows it is none of it.

    Raises DocumentError, DamageError where it might be mended.
    """
    if not text:
        raise DamageError("The link is empty; nothing of the experiment is left in it.")
    if not _URL_SAFE.fullmatch(text):
        raise DamageError("The link was altered; it holds characters that links of this app don't have.")
    whole = text[: len(text) - (len(text) % 4 == 1)]  # one letter alone is part of no byte
    unpacker = zlib.decompressobj()
    try:
        document = unpacker.decompress(
            base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4)), MOST_BYTES + 1
        )
    except zlib.error:
        raise DamageError(
            "The link was altered, or was not made by this app; it cannot be unpacked."
        ) from None
    if len(document) > MOST_BYTES:
        raise DocumentError(
            f"The link unpacks to more than {MOST_BYTES // 10**6} MB, more than this app opens."
        )
    if not unpacker.eof:
        raise DamageError("The link was cut short; its last characters are missing.")
    return document
