"""The app below a path like /ml/bp: alone, and behind a real nginx that keeps the path or takes it off."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import COMPLAINT
from explore_page import ExplorePage
from nginx import Nginx
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.documents import to_json
from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset
from backprop.interface.pages import ADDRESSES

PATH = "/ml/bp"
LINKED = set_value(preset(), "W1[1,1]", 0.25)
DRAWN = ".js-plotly-plot:visible, .cell:visible, table:visible"  # any of these tells that a page is there


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, told to serve below a path."""
    running = Server(tmp_path_factory.mktemp("below") / "log", path=PATH).start()
    yield running
    running.kill()
    complaints = [line for line in running.log.read_text().splitlines() if COMPLAINT.search(line)]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(params=[pytest.param("alone", marks=pytest.mark.thorough), "kept", "cut"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a browser finds the app: alone below the path, and behind an nginx that keeps the path or cuts it off."""
    cut = request.param == "cut"
    app: Server = request.getfixturevalue("server" if cut else "below")
    if request.param == "alone":
        yield app.url
        return
    proxy = Nginx(tmp_path, PATH, app.port, cut=cut).start()
    yield proxy.url
    proxy.stop()


def test_everything_is_there(page: Page, url: str, tmp_path: Path) -> None:
    """Board, figures, editing, reload, share link, files in and out, every page by the menu and by its address."""
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)

    page.goto(f"{url}?e={links.to_link(LINKED)}")  # without its slash, as people write it
    explore = ExplorePage(page).ready().shows(LINKED)
    assert page.url.startswith(f"{url}/?e=")
    edited = set_value(LINKED, "b1[2]", -0.5)
    explore.type("b1[2]", "-0.5").shows(edited)
    page.reload()
    explore.ready().shows(edited)

    shared = explore.popover("Share").get_by_test_id("stCode").inner_text().strip()
    assert shared == page.url
    assert shared.startswith(f"{url}/?e=")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as JSON").click()
    assert download.value.path().read_text() == to_json(edited)
    file = tmp_path / "other.json"
    file.write_text(to_json(preset("xor")))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".vitals")).to_contain_text("XOR", timeout=15_000)
    page.keyboard.press("Escape")
    explore.quiet()

    for address, link in zip(ADDRESSES, page.locator("[data-testid=stTopNavLink]").all(), strict=True):
        link.click()
        page.wait_for_url(f"{url}/?*" if address == "explore" else f"{url}/{address}?*", timeout=15_000)
        expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)
        explore.quiet()
    page.goto(f"{url}/step/foo/?e={links.to_link(edited)}")
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    assert page.url.startswith(f"{url}/step?e=")

    elsewhere = [address for address in asked if not f"{urlsplit(address).path}/".startswith(f"{PATH}/")]
    assert not [address for address in elsewhere if not address.startswith(("blob:", "data:"))]
    assert any(address.startswith("ws://") for address in asked)
    assert not errors
