"""After kill -9 and restart: what is on screen stays, and the next thing a person does counts."""

from collections.abc import Iterator

import pytest
from conftest import COMPLAINT
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset
from backprop.experiment.titles import example_of

LINKED = set_value(preset("mazur"), "W2[1,1]", 0.123)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One app for all these tests: each of them kills it and starts it again."""
    running = Server(tmp_path_factory.mktemp("restart") / "log").start()
    yield running
    running.kill()
    complaints = [line for line in running.log.read_text().splitlines() if COMPLAINT.search(line)]
    assert not complaints, "\n".join(complaints)


def start(page: Page, server: Server, beginning: str) -> ExplorePage:
    link = f"/?e={links.to_link(LINKED)}" if beginning == "link" else "/"
    return ExplorePage(page).open(server.url + link)


def restart(explore: ExplorePage, server: Server) -> None:
    app = explore.page.get_by_test_id("stApp")
    server.kill()
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    server.start()
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)  # by itself
    explore.page.wait_for_timeout(1000)  # and runs the page once
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=15_000)


GRADIENTS = "[aria-label^='Diagram'][aria-label*='gradient']"


def wakes_by_the_board(explore: ExplorePage, server: Server) -> None:
    """The last edits are there after the restart, and after a reload."""
    explore.type("W1[1,2]", "0.25").drag("b1[1]", 30)
    dragged = explore.value("b1[1]")
    restart(explore, server)
    explore.type("W2[1,2]", "0.77")
    assert [explore.value(name) for name in ("W1[1,2]", "b1[1]", "W2[1,2]")] == [0.25, dragged, 0.77]
    explore.page.reload()
    explore.ready()
    assert [explore.value(name) for name in ("W1[1,2]", "b1[1]", "W2[1,2]")] == [0.25, dragged, 0.77]


def wakes_by_a_menu(explore: ExplorePage, server: Server) -> None:
    restart(explore, server)
    explore.page.get_by_role("button", name="Examples").click()
    explore.page.get_by_text("XOR", exact=False).first.click()
    expect(explore.cell("W1[2,2]")).to_be_visible(timeout=15_000)
    expect(explore.page.locator(".vitals")).to_contain_text("XOR", timeout=15_000)
    explore.quiet()


def test_a_visit_from_the_start_page_outlives_the_server(page: Page, own_server: Server) -> None:
    """Woken by the board, a button, a menu, and the board again, each time with what was done last."""
    explore = start(page, own_server, "start page")
    wakes_by_the_board(explore, own_server)
    explore.type("W1[1,1]", "0.9").type("W1[1,1]", "0.8")
    page.keyboard.press("Control+z")  # a new server has no history to repeat an undo with
    explore.quiet()
    restart(explore, own_server)
    page.get_by_text("Backward: gradients").click()
    expect(page.locator(GRADIENTS)).to_be_visible(timeout=15_000)
    explore.quiet()
    assert [explore.value(name) for name in ("W1[1,1]", "W2[1,2]", "W2[1,1]")] == [0.9, 0.77, 0.7]
    wakes_by_a_menu(explore, own_server)
    page.get_by_role("button", name="Structure").click()
    page.get_by_label("Units of layer 1").fill("3")
    page.get_by_label("Units of layer 1").press("Enter")
    expect(explore.cell("W1[1,3]")).to_be_visible(timeout=15_000)
    explore.quiet()
    page.keyboard.press("Escape")
    restart(explore, own_server)
    explore.type("W1[1,1]", "0.9")
    assert explore.cell("W1[1,3]").count() == 1
    assert example_of(explore.linked().title) == "xor"
    assert explore.value("W1[1,1]") == 0.9


def test_a_visit_from_a_link_outlives_the_server(page: Page, own_server: Server) -> None:
    """Reset leads back to the own numbers of the example that the link is a changed form of."""
    explore = start(page, own_server, "link")
    wakes_by_the_board(explore, own_server)
    assert explore.value("W2[1,1]") == 0.123
    restart(explore, own_server)
    page.get_by_role("button", name="Reset").click()
    expect(explore.cell("W1[1,1]")).to_have_attribute("aria-valuenow", "0.15", timeout=15_000)
    expect(explore.cell("W2[1,1]")).to_have_attribute("aria-valuenow", "0.4")
