"""A page whose files do not come at once, as the server went away: it waits, and shows no error of a component."""

from collections.abc import Callable

from explore_page import ExplorePage
from playwright.sync_api import Page, Request, Route, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset

EDITED = set_value(preset(), "W1[1,1]", 0.25)
STYLES = """() => [...document.querySelectorAll("[data-testid=stMain] link")].every((link) => {
  try { return link.sheet.cssRules.length; } catch { return false; }  // of what did not come nothing can be read
})"""


def fail(page: Page, times: int, which: Callable[[Request], bool]) -> list[str]:
    """Let so many of the requests for the app's own files fail, as if no server were there; what was asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        if which(route.request):
            asked.append(route.request.url)
        if which(route.request) and len(asked) <= times:
            route.abort("connectionrefused")
        else:
            route.fallback()

    page.route("**/assets/**", answer)
    return asked


def test_files_that_did_not_come_are_asked_for_again(page: Page, server: Server) -> None:
    asked = fail(page, 12, lambda _: True)
    fail(page, 2, lambda request: request.url.endswith("plotly.min.js"))
    ExplorePage(page).open(f"{server.url}/?e={links.to_link(EDITED)}").shows(EDITED)
    assert {address.rpartition(".")[2] for address in asked[:12]} == {"js", "css"}
    expect(page.get_by_test_id("stMain")).not_to_contain_text("Error")
    page.wait_for_function(STYLES)


def test_a_browser_that_remembers_a_failure_loads_the_page_again(page: Page, server: Server) -> None:
    """Firefox does: a module that did not load never does on that page."""
    fail(page, 2, lambda request: request.resource_type == "script" and request.url.endswith("stage.js"))
    ExplorePage(page).open(f"{server.url}/?e={links.to_link(EDITED)}").shows(EDITED)


def test_a_module_that_is_broken_says_so(page: Page, server: Server) -> None:
    loads: list[str] = []
    page.on("load", lambda tab: loads.append(tab.url))
    page.route("**/tab/keeper.js", lambda route: route.fulfill(body="(", content_type="text/javascript"))
    page.goto(f"{server.url}/examples")
    expect(page.get_by_text("BidiComponent Error")).to_be_visible(timeout=30_000)
    assert len(loads) == 2, "loaded anew once, and no more"
