"""The address of the page: what a link, a reload and a restarted server bring back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from backprop.experiment import links
from backprop.experiment.experiment import Experiment
from backprop.experiment.training import training_of
from backprop.interface.page_files import ADDRESSES
from backprop.interface.view import View, read_view

USUAL = "usual"  # training, where the document asks for another
LONGEST_LINK = 8000  # characters; proxies cut longer addresses


@dataclass(frozen=True, slots=True)
class Address:
    """`query` is what stands in the address bar; `document` what the tab keeps when that would be too long."""

    query: str
    document: str = ""


def write(experiment: Experiment, view: View) -> Address:
    """The address of an experiment and of the way it is looked at.

    A document may ask for a training; an address without one means that.
    """
    link, parameters = links.to_link(experiment), view.write()
    if experiment.run is not None:
        parameters.setdefault("d", USUAL)
    query = urlencode({"e": link} | parameters)
    if len(query) <= LONGEST_LINK:
        return Address(query)
    return Address(urlencode(parameters), document=link)


def link(page: str, query: str) -> str:
    """The link to a page: its address as Streamlit tells it, which lacks the slash that the first page's ends with."""
    place = page.partition("?")[0].rstrip("/")
    return f"{place}{'' if place.rpartition('/')[2] in ADDRESSES else '/'}?{query}"


def parse(query: str) -> dict[str, str]:
    """The parameters of a query string."""
    return dict(parse_qsl(query[: 2 * LONGEST_LINK]))


def read(parameters: Mapping[str, str], document: str = "") -> tuple[Experiment | None, View]:
    """What the parameters of an address say; the experiment is None where they name none.

    Raises DocumentError when they name one that cannot be opened.
    """
    link = document or parameters.get("e", "")
    experiment, view = (links.from_link(link) if link else None), read_view(parameters)
    if experiment is not None and experiment.run is not None and "d" not in parameters:
        view = replace(view, training=training_of(experiment.run))
    return experiment, view
