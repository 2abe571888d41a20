"""The address of the page: what a link, a reload and a restarted server bring back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from backprop.experiment import links
from backprop.experiment.experiment import Experiment
from backprop.experiment.patches import Patch, patch_of, patched
from backprop.experiment.training import training_of
from backprop.interface.pages import ADDRESSES
from backprop.interface.parameters import mended
from backprop.interface.view import View, read_view

USUAL = "usual"  # training, where the document asks for another
NO_PATCH: Patch = {"numbers": {}, "words": {}}
LONGEST_LINK = 8000  # characters; proxies cut longer addresses


@dataclass(frozen=True)
class Anchor:
    """An experiment too large for an address, with the document that the tab keeps of it."""

    experiment: Experiment
    document: str

    @cached_property
    def key(self) -> str:
        """A short name for the document."""
        return hashlib.blake2b(self.document.encode(), digest_size=9).hexdigest()


@dataclass(frozen=True, slots=True)
class Address:
    """`query` is what stands in the address bar.

    Where that would be too long the tab keeps the document of an `anchor`, and the `patch` that leads on from it.
    """

    query: str
    anchor: Anchor | None = None
    patch: Patch = field(default_factory=dict)

    @property
    def document(self) -> str:
        """What the tab keeps beside the address."""
        return self.anchor.document if self.anchor else ""

    def told(self, known: str = "") -> dict[str, Any]:
        """What the tab is told of it; the document only if it is not the one that it knows already, by its key."""
        if self.anchor is None:
            return {"query": self.query, "document": ""}
        document = "" if self.anchor.key == known else self.anchor.document
        return {"query": self.query, "document": document, "key": self.anchor.key, "patch": self.patch}


def write(experiment: Experiment, view: View, anchor: Anchor | None = None) -> Address:
    """The address of an experiment and of the way it is looked at.

    A document may ask for a training; an address without one means that. What a few edits away from an `anchor` is
    is told by that: to write a large document takes longer than all else that an edit takes.
    """
    parameters = view.write()
    if experiment.run is not None:
        parameters.setdefault("d", USUAL)
    if anchor is not None and (patch := patch_of(anchor.experiment, experiment)) is not None:
        return Address(urlencode(parameters), anchor, patch)
    link = links.to_link(experiment)
    query = urlencode({"e": link} | parameters)
    if len(query) <= LONGEST_LINK:
        return Address(query)
    return Address(urlencode(parameters), Anchor(experiment, link), NO_PATCH)


def link(page: str, query: str) -> str:
    """The link to a page: its address as Streamlit tells it, which lacks the slash that the first page's ends with."""
    place = page.partition("?")[0].rstrip("/")
    return f"{place}{'' if place.rpartition('/')[2] in ADDRESSES else '/'}?{query}"


def parse(query: str) -> dict[str, str]:
    """The parameters of a query string, those without a value too: a damaged one may be the name of another."""
    return dict(parse_qsl(query[: 2 * LONGEST_LINK], keep_blank_values=True))


def read(
    parameters: Mapping[str, str], document: str = "", patch: object = None
) -> tuple[Experiment | None, View]:
    """What the parameters of an address say; the experiment is None where they name none.

    Damage to them is undone where nothing is lost by it. Raises DocumentError when they name an experiment that cannot
    be opened.
    """
    parameters = mended(parameters)
    link = document or parameters.get("e")
    experiment, view = (None if link is None else links.from_link(link)), read_view(parameters)
    if experiment is not None and patch:
        experiment = patched(experiment, patch)
    if experiment is not None and experiment.run is not None and "d" not in parameters:
        view = replace(view, training=training_of(experiment.run))
    return experiment, view
