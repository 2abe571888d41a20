"""Links as they come out of mail, chat, word processors and PDFs: recovered where nothing is lost, else refused."""

import base64
import html
import itertools
import quopri
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.experiment.documents import DocumentError
from backprop.experiment.links import from_link, to_link
from backprop.experiment.mending import LONGEST, plain, readings
from backprop.experiment.presets import LESSONS, PRESETS, PUBLISHED, preset

SLUGS = list(PRESETS | LESSONS | PUBLISHED)
LINKS = {slug: to_link(preset(slug)) for slug in SLUGS}
LONE = [
    ".",
    ")",
    ">",
    ",",
    "'",
    "*",
    "_",
    ";",
    ":",
    "!",
    "?",
    "…",
    "”",
    "»",
    "\u200b",
    "\ufeff",
    "를",
    "。",
    "です",
    "|docs",
]
BREAKS = [
    "\n",
    "\r\n",
    " ",
    "+",
    "\t",
    "\n> ",
    "=\n",
    "=\r\n",
    "\u200b",
    "\u00ad",
    "\u2028",
    "\u00a0",
    "<wbr>",
    "&shy;",
    "%0A",
    "%20",
]
BEFORE = [
    "<",
    "(",
    "[",
    "*",
    "_",
    "**",
    '"',
    "'",
    "\u200b",
    "=",
    "3D",
    "=3D",
    "%3D",
    "e=",
    "https://host/?e=",
]


def wide(link: str) -> str:
    """In letters of full width, as an input method for Chinese or Japanese writes them."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in link)


WHOLE: dict[str, Callable[[str], str]] = {
    "percent": lambda link: "".join(f"%{ord(sign):02X}" for sign in link),
    "percent twice": lambda link: quote(quote(link + "=")),
    "quoted-printable": lambda link: quopri.encodestring(f"?e={link}".encode()).decode(),
    "html": lambda link: "".join(f"&#{ord(sign)};" for sign in link),
    "html twice": lambda link: html.escape(html.escape(f"{link}&q=x")),
    "full width": wide,
    "another alphabet of base64": lambda link: link.replace("-", "+").replace("_", "/"),
    "that in a query": lambda link: link.replace("-", " ").replace("_", "/"),
    "Word's dashes": lambda link: link.replace("--", "—").replace("-", "–"),
    "TeX's dashes": lambda link: link.replace("---", "—").replace("--", "–"),
    "minus signs": lambda link: link.replace("-", "−"),
    "hyphens that don't break": lambda link: link.replace("-", "\u2011"),
    "escaped for Markdown": lambda link: link.replace("_", r"\_").replace("-", r"\-"),
    "a link of Markdown": lambda link: f"{link}](https://host/?e={link})",
    "a link of Slack": lambda link: f"{link}|the network>",
    "pasted twice": lambda link: f"{link}https://host/explore?e={link}",
    "with words after it": lambda link: f"{link}, which is the one from class.",
    "ligatures of a PDF": lambda link: (
        link.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("ff", "\ufb00")
    ),
}


def wrapped(link: str, width: int, sign: str) -> str:
    return sign.join(link[i : i + width] for i in range(0, len(link), width))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_survives_every_kind_of_damage(slug: str) -> None:
    link, own = LINKS[slug], preset(slug)
    damaged = {name: change(link) for name, change in WHOLE.items()}
    damaged |= {f"{sign!r} after it": link + sign for sign in LONE}
    damaged |= {f"{sign!r} before it": sign + link for sign in BEFORE}
    damaged |= {f"{sign!r} inside": wrapped(link, 76, sign) for sign in BREAKS}
    damaged |= {"hyphenated": wrapped(link, 60, "-\n")}
    for name, text in damaged.items():
        assert from_link(text) == own, name


@given(
    slug=st.sampled_from(SLUGS),
    before=st.lists(st.sampled_from(["<", "(", "*", "_", '"', "\u200b", "%3C"]), max_size=2),
    inside=st.sampled_from(["", *BREAKS]),
    width=st.integers(20, 200),
    after=st.lists(st.sampled_from(LONE), max_size=3),
    whole=st.sampled_from(
        [None, "percent twice", "html", "full width", "minus signs", "escaped for Markdown"]
    ),
)
def test_damage_of_several_kinds_is_undone_together(
    slug: str, before: list[str], inside: str, width: int, after: list[str], whole: str | None
) -> None:
    link = LINKS[slug]
    text = WHOLE[whole](link) if whole and inside in ("", "\n", "\u200b") else link
    text = wrapped(text, width, inside) if inside and not whole else text
    assert from_link("".join([*before, text, *after])) == preset(slug)


@given(
    slug=st.sampled_from(SLUGS),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.text(max_size=3)), min_size=1, max_size=4),
)
def test_any_other_damage_is_undone_or_refused_and_never_gives_another_experiment(
    slug: str, cuts: list[tuple[float, int, str]]
) -> None:
    link = LINKS[slug]
    for where, gone, put in cuts:
        at = int(where * len(link))
        link = link[:at] + put + link[at + gone :]
    with suppress(DocumentError):
        assert from_link(link) == preset(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_lost_is_not_made_up(slug: str) -> None:
    link = LINKS[slug]
    for lossy in (
        link[:-6],
        link[6:],
        link.lower(),
        link[: len(link) // 2] + link[len(link) // 2 + 4 :],
        link[:-6] + "…",
    ):
        with pytest.raises(DocumentError):
            from_link(lossy)


def unproven(document: bytes) -> str:
    """A link to a document whose checksum is wrong, with every sign in it that can be read in several ways."""
    packed = bytearray(zlib.compress(document, 9))
    packed[-1] ^= 1
    link = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return "–—+/-\n<b>=3D" + link


def test_a_hostile_link_is_read_in_few_ways_and_in_little_time() -> None:
    hostile = unproven(b" " * 3_900_000)
    assert len(list(readings(hostile))) <= 24
    start = time.process_time()
    with pytest.raises(DocumentError):
        from_link(hostile)
    assert time.process_time() - start < 0.5
    assert not list(readings("+" * (LONGEST + 1)))
    start = time.process_time()
    for signs in ("&amp;", "%25", "=3D", "<", "–", "-\n", "\ufdfa", "e="):
        list(readings(signs * (LONGEST // len(signs))))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("e%253DA", "e=A"),
        ("&amp;amp;q", "&q"),
        ("%26amp%3Bq", "&q"),
        ("&q=1&present=1&copy=2", "&q=1&present=1&copy=2"),
        ("？ｅ＝Ａ", "?e=A"),
        ("100%", "100%"),
    ],
)
def test_signs_that_stand_for_others_are_read(text: str, meant: str) -> None:
    assert plain(text) == meant


def test_the_kinds_of_damage_do_damage() -> None:
    """Each changes some example's link: else it would prove nothing."""
    for name, change in WHOLE.items():
        assert any(change(link) != link for link in LINKS.values()), name
    assert len(list(itertools.chain(LONE, BREAKS, BEFORE))) > 40
