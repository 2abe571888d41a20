"""The address holds the state: a link, a reload, a second tab and a fresh server bring back the same bits."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Error, Page, Route, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.documents import to_json
from backprop.experiment.edits import restructure, set_value, set_values
from backprop.experiment.presets import preset

ODD = set_values(
    preset(),
    {
        "W1[1,1]": 0.1 + 0.2,
        "W1[2,1]": 1e-300,
        "W1[3,1]": -0.0,
        "W1[1,2]": 5e-324,
        "b1[1]": 1 / 3,
        "x[2]": -123456.789,
        "t[1]": 1e22,
    },
)


def test_a_link_brings_back_every_bit(page: Page, server: Server) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(ODD)}")
    assert explore.linked() == ODD
    entries = page.evaluate("history.length")
    edited = set_values(ODD, {"x[1]": 2 / 3, "W2[1,1]": -7.25e-8})
    explore.type("x[1]", "2/3").type("W2[1,1]", "-7.25e-8").shows(edited)
    assert explore.linked() == edited, "the server wrote this address"
    assert page.evaluate("history.length") == entries
    page.reload()
    explore.ready().shows(edited)
    assert explore.linked() == edited
    second = ExplorePage(page.context.new_page()).open(page.url)
    second.shows(edited)
    assert second.linked() == edited
    second.type("x[1]", "4")
    page.reload()
    explore.ready()
    assert explore.value("x[1]") == 2 / 3, "each tab has a state of its own"


def test_what_mail_and_chat_do_to_a_link_is_undone(page: Page, server: Server) -> None:
    """Silently: the state is there, and the address is a whole one again."""
    link = links.to_link(ODD)
    for damaged in (
        f"/?e={link}&amp;q=W1%5B1%2C2%5D).",
        f"/explore%3Fe%3D{link}%26q%3DW1%255B1%252C2%255D%E2%80%8B",
        f"/explore/?e%3D{link[:70]}%20{link[70:]}&q=W1%5B1%2C2%5D%EB%A5%BC",
        f"/foo/bar?utm_source=mail&e=3D{link[:70]}=%0D%0A{link[70:]}&amp;q=3DW1%5B1%2C2%5D",
    ):
        explore = ExplorePage(page).open(server.url + damaged).shows(ODD)
        expect(page.get_by_test_id("stAlert"), damaged).to_have_count(0)
        expect(explore.cell("W1[1,2]")).to_have_class("cell selected")
        place, _, query = page.url.removeprefix(server.url).partition("?")
        assert place in ("/", "/explore")
        assert parse_qs(query.removeprefix("utm_source=mail&")) == {"e": [link], "q": ["W1[1,2]"]}


def test_the_address_follows_drag_undo_and_view_without_a_history_entry(explore: ExplorePage) -> None:
    page = explore.page
    entries = page.evaluate("history.length")
    explore.drag("W2[1,1]", 30)
    dragged = explore.value("W2[1,1]")
    assert dragged != 0.7
    assert explore.linked() == set_value(preset(), "W2[1,1]", dragged)
    page.keyboard.press("Control+z")
    explore.quiet()
    assert explore.linked() == preset()
    page.get_by_text("Backward: gradients").click()
    expect(page.locator("[aria-label^='Diagram'][aria-label*='gradient']")).to_be_visible(timeout=15_000)
    assert "mode%3Agradients" in explore.quiet().query()
    assert page.evaluate("history.length") == entries
    page.reload()
    explore.ready()
    expect(page.locator("[aria-label^='Diagram'][aria-label*='gradient']")).to_be_visible()


def test_a_deep_link_opens_first_on_a_fresh_server(page: Page, own_server: Server) -> None:
    edited = set_value(preset("mazur"), "b1[2]", 0.123)
    query = f"?e={links.to_link(edited)}&q=W1%5B1%2C2%5D"
    deep = ExplorePage(page).open(f"{own_server.url}/explore{query}").shows(edited)
    assert deep.linked() == edited
    assert deep.cell("W1[1,2]").get_attribute("class") == "cell selected"
    start = ExplorePage(page.context.new_page()).open(f"{own_server.url}/{query}").shows(edited)
    for place in ("[data-testid=stHeader]", ".st-key-toolbar"):
        assert page.locator(place).inner_text() == start.page.locator(place).inner_text()
    assert page.title() == start.page.title()
    assert (deep.query(), deep.painted()) == (start.query(), start.painted())


def test_a_network_too_large_for_a_link_is_kept_by_the_tab(explore: ExplorePage, tmp_path: Path) -> None:
    page = explore.page
    large = restructure(preset(), [24, 40, 10])
    file = tmp_path / "large.json"
    file.write_text(to_json(large))
    share = explore.popover("Share")
    expect(share).to_contain_text("This link, like the address bar, always holds the numbers you see.")
    page.locator("input[type=file]").set_input_files(file)
    expect(explore.cell("W2[40,10]")).to_be_attached(timeout=30_000)
    explore.quiet()
    expect(share).to_contain_text("This network is too large for a link, so it is shared as a file.")
    assert "e=" not in explore.query()
    page.keyboard.press("Escape")
    expect(share).to_have_count(0)
    explore.type("b1[1]", "0.25").type("W2[40,10]", "-0.5")
    assert "e=" not in explore.query()
    late: list[Route] = []
    page.route("**/tab/keeper.js", lambda route: late.append(route))  # noqa: PLW0108 (a method has no attributes)
    page.reload()
    page.wait_for_selector(".cell")  # before the component that asks for what the tab kept
    for route in late:
        route.continue_()
    page.unroute("**/tab/keeper.js")
    page.reload()  # again, while the first one is still bringing it back
    explore.ready()
    expect(explore.cell("W2[40,10]")).to_have_attribute("aria-valuenow", "-0.5", timeout=30_000)
    edited = set_values(large, {"b1[1]": 0.25, "W2[40,10]": -0.5})
    explore.quiet().shows(edited)
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)
    page.reload()
    explore.ready()
    expect(explore.cell("W2[40,10]")).to_have_attribute("aria-valuenow", "-0.5", timeout=30_000)
    explore.quiet().shows(edited)
    with page.expect_download() as download:
        explore.popover("Share").get_by_role("button", name="Save as JSON").click()
    assert json.loads(download.value.path().read_text()) == json.loads(to_json(edited))
