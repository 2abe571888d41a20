"""What mail, chat, word processors and printed pages do to a link, undone in every way that may be right.

Which of the readings is right is not for this file to say: a link holds a checksum of its experiment.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from urllib.parse import unquote

LONGEST = 20_000  # characters of a damaged link that is looked into
_ROUNDS = 4  # of signs that were written for others, one about the other: %2520, &amp;amp;
_MOST = 24  # readings that are tried
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")  # <wbr>, <br/>
_QUOTED = re.compile(
    r"=(?:[ \t]*\r?\n|([0-9A-F]{2}))"
)  # quoted-printable: a soft break, or a sign by its number
_WORD_BREAK = re.compile(r"(?:-|\u00ad)[\r\n]\s*")  # a hyphen that came with the end of a line
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_EN, _EM = "\u2013", "\u2014"
_DASHES = (
    ("-", "-"),
    ("-", "--"),
    ("--", "--"),
    ("--", "---"),
)  # what an en dash and an em dash were typed as
_OTHERS = re.compile("[^A-Za-z0-9_-]+")  # what no link is made of
_BEFORE = re.compile("^(?:3D|[_-])*")  # no link begins with these


def plain(text: str) -> str:
    """The text that was meant by one full of signs for other signs: %3D, &amp;, letters of full width."""
    for _ in range(_ROUNDS):
        before = text
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), unquote(text))
        text = unicodedata.normalize("NFKC", text)
        if text == before:
            break
    return text


def readings(link: str) -> Iterator[str]:
    """The texts that a damaged link may have been, each made of a link's own letters, the likeliest first."""
    if len(link) > LONGEST:
        return
    tried: set[str] = set()
    for text in _texts(link):
        for reading in _spellings(text):
            if len(tried) < _MOST and reading not in tried:
                tried.add(reading)
                yield reading


def _texts(link: str) -> Iterator[str]:
    """What was meant by all the signs in it, or by what follows the last e= where it was pasted into itself."""
    meant = plain(link)
    unquoted = _QUOTED.sub(lambda sign: chr(int(sign[1], 16)) if sign[1] else "", meant)
    for text in (meant, unquoted, link):
        for untagged in (text, _TAG.sub("", text)):
            yield untagged
            yield untagged.rpartition("e=")[2]


def _spellings(text: str) -> Iterator[str]:
    """In a link's own letters: a dash, a hyphen before a break, + and / are what somebody made of them, or nothing."""
    text = text.translate(_HYPHENS)
    joins = (text, _WORD_BREAK.sub("", text)) if _WORD_BREAK.search(text) else (text,)
    dashes = _DASHES if _EN in text or _EM in text else _DASHES[:1]
    pluses = ("", "-") if re.search("[+ ]", text) else ("",)  # in a query + is a space
    slashes = ("", "_") if "/" in text else ("",)
    for joined, (en, em), plus, slash in product(joins, dashes, pluses, slashes):
        spelt = joined.replace(_EN, en).replace(_EM, em).replace("/", slash)
        spelt = spelt.replace("+", plus).replace(" ", plus)
        yield _BEFORE.sub("", _OTHERS.sub("", spelt))
