"""The parameters of an address after mail and chat had their way with it: the same state, or left alone."""

import html
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.quantities import Quantity
from backprop.experiment.documents import DocumentError
from backprop.experiment.edits import set_value
from backprop.experiment.links import to_link
from backprop.experiment.presets import LESSONS, PRESETS, PUBLISHED, preset
from backprop.experiment.rivals import Rival
from backprop.experiment.training import Training
from backprop.interface import address
from backprop.interface.parameters import NAMES, mended
from backprop.interface.view import View
from tests.interface.tab import Tab
from tests.interface.test_view import views

VIEW = View(sample=2, mode="gradients", digits=7, selection=Quantity.parse("dW1[1,2]"))
EDITED = set_value(preset(), "W1[1,1]", 0.25)
SLUGS = list(PRESETS | LESSONS | PUBLISHED)


def received(query: str) -> dict[str, str]:
    """As Streamlit hands a query over: of several of a name the last, and those without a value too."""
    return dict(parse_qsl(query, keep_blank_values=True))


DAMAGE: dict[str, Callable[[str], str]] = {
    "as it was": str,
    "&amp;": html.escape,
    "&amp;amp;": lambda query: html.escape(html.escape(query)),
    "%-signs in all of it": lambda query: quote(query, safe=""),
    "twice": lambda query: quote(quote(query, safe=""), safe=""),
    "but for the ampersands": lambda query: quote(query, safe="&"),
    "but for the first =": lambda query: query.replace("&", "%26").replace("%", "%25"),
    "a second question mark": lambda query: f"?{query}",
    "something before it": lambda query: f"fbclid=abc&{query}",
    "something after it": lambda query: f"{query}&utm_source=mail",
    "full width": lambda query: query.replace("&", "＆").replace("=", "＝"),
    "quoted-printable": lambda query: query.replace("=", "=3D"),
    "pasted twice": lambda query: f"{query}?{query}",
} | {
    f"{sign!r} after it": lambda query, sign=sign: query + quote(sign)
    for sign in (".", ")", ">", ",", "'", "*", "_", ";", "…", "\u200b", "를", "”", ").", "**", " ", "\n")
}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_state_survives(kind: str, slug: str) -> None:
    query = address.write(preset(slug), VIEW).query
    experiment, view = address.read(received(DAMAGE[kind](query)))
    assert experiment == preset(slug)
    assert view == VIEW


@given(view=views, kinds=st.lists(st.sampled_from(list(DAMAGE)), max_size=2))
def test_any_view_survives_the_experiment_at_least(view: View, kinds: list[str]) -> None:
    query = address.write(EDITED, view).query
    for kind in kinds:
        query = DAMAGE[kind](query)
    experiment, seen = address.read(received(query))
    assert experiment == EDITED
    if len(kinds) < 2:
        assert seen == view


@given(views)
def test_what_is_whole_is_left_as_it_is(view: View) -> None:
    whole = received(address.write(EDITED, view).query)
    assert mended(whole) == whole


@pytest.mark.parametrize("rivals", [(Rival(Training()),), (Rival(Training("adam")), Rival(Training()))])
def test_a_dot_that_means_something_stays(rivals: tuple[Rival, ...]) -> None:
    view = View(rivals=rivals, traced="C, W1[1,1]*")
    assert address.read(address.parse(urlencode(view.write())))[1] == view


def test_what_is_no_parameter_of_ours_is_none_of_ours() -> None:
    assert mended({"x": "1", "ee": "2", "utm_source": "mail", "amp": "", "E": "3", "": "4"}) == {}


@pytest.mark.parametrize("query", ["e=", "e", "e%3D", "e=%20", "e=."])
def test_an_experiment_of_which_nothing_is_left_is_missed(query: str) -> None:
    with pytest.raises(DocumentError, match="The link"):
        address.read(received(query))


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=60))
def test_any_parameters_are_read_or_refused(query: dict[str, str]) -> None:
    found = mended(query)
    assert set(found) <= set(NAMES)


def test_the_tab_is_told_the_names(tab: Tab) -> None:
    assert tab.told()["ours"] == list(NAMES)


def test_a_link_in_several_pieces_is_put_together() -> None:
    link = to_link(EDITED)
    assert address.read({"e": f"{link[:40]}\n{link[40:]}."})[0] == EDITED
