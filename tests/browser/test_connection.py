"""While the server is out of reach nothing computed looks current, what was written is kept, and then it is sent."""

import signal
from collections.abc import Iterator

import pytest
from conftest import COMPLAINT
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment.edits import set_values
from backprop.experiment.presets import preset

# The milliseconds from the next press of Enter until the page is grey.
TIME_TO_GREY = """() => { const root = document.documentElement;
  addEventListener("keydown", ({ key }) => key === "Enter" && (window.pressed ??= performance.now()), true);
  new MutationObserver(() => (window.grey ??= "behind" in root.dataset ? performance.now() : undefined))
    .observe(root, { attributeFilter: ["data-behind"] }); }"""
OPACITY = """(node) => { let opacity = 1;
  for (; node; node = node.parentElement) opacity *= parseFloat(getComputedStyle(node).opacity);
  return opacity; }"""


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One app for these tests, which stop it, kill it, and start it again."""
    running = Server(tmp_path_factory.mktemp("connection") / "log").start()
    yield running
    running.kill()
    complaints = [line for line in running.log.read_text().splitlines() if COMPLAINT.search(line)]
    assert not complaints, "\n".join(complaints)


def grey(page: Page, *parts: str) -> list[bool]:
    """Whether each of these looks as if it did not count."""
    return [page.locator(part).first.evaluate(OPACITY) < 0.6 for part in parts]


def enter(explore: ExplorePage, name: str, text: str) -> None:
    """Type a number without waiting for what becomes of it."""
    explore.cell(name).focus()
    explore.page.keyboard.type(text)
    explore.page.keyboard.press("Enter")


def test_a_server_that_does_not_answer(page: Page, own_server: Server) -> None:
    """After a moment, and not before, what was computed is grey; when the answers come, all of it is current.

    And a page that is loaded anew before has its edits too.
    """
    explore = ExplorePage(page).open(f"{own_server.url}/?q=W1%5B1,1%5D")
    behind, said, badge = (
        page.locator("html[data-behind]"),
        page.get_by_role("status"),
        page.locator(".badge"),
    )
    computed = (".part.vitals", ".part.diagram", ".part.matrices", ".st-key-explanation h4")
    assert not any(grey(page, *computed))
    page.evaluate(TIME_TO_GREY)
    assert own_server.process
    own_server.process.send_signal(signal.SIGSTOP)
    try:
        enter(explore, "W1[1,1]", "0.35")
        expect(behind).to_have_count(1)
        assert 900 < page.evaluate("window.grey - window.pressed") < 5000
        enter(explore, "b2[2]", "-1")
        expect(said.filter(has_text="Waiting for the server. Your edits are kept")).to_be_visible()
        assert all(grey(page, *computed))
        assert not any(grey(page, ".board .cell", ".currency", ".part.legend"))
        expect(badge.locator("b")).to_be_hidden()
        assert [explore.value(name) for name in ("W1[1,1]", "b2[2]")] == [0.35, -1.0]
    finally:
        own_server.process.send_signal(signal.SIGCONT)
    expect(behind).to_have_count(0, timeout=15_000)
    explore.quiet().shows(set_values(preset(), {"W1[1,1]": 0.35, "b2[2]": -1.0}))
    expect(page.locator(".currency")).to_be_empty()
    assert not any(grey(page, *computed))
    own_server.process.send_signal(signal.SIGSTOP)
    try:
        enter(explore, "W1[1,1]", "0.4")
        page.evaluate("location.reload()")
    finally:
        own_server.process.send_signal(signal.SIGCONT)
    expect(page.locator("html[data-tab]")).to_have_count(0)  # gone
    explore.ready()
    assert [explore.value(name) for name in ("W1[1,1]", "b2[2]")] == [0.4, -1.0]


def test_a_server_that_is_gone(page: Page, own_server: Server) -> None:
    """Answers to a homework and numbers of the board wait in the tab, in sight, whatever else happens to it."""
    page.goto(f"{own_server.url}/homework")
    explore, answers = ExplorePage(page), page.locator(".answers input")
    expect(answers).to_have_count(27, timeout=30_000)
    explore.quiet()
    answers.nth(0).fill("2.7")
    answers.nth(0).press("Enter")
    expect(page.locator(".slot.right")).to_have_count(1, timeout=15_000)
    explore.quiet()
    own_server.kill()
    said = page.get_by_role("status").filter(has_text="Not connected. Your edits are kept and will be sent")
    expect(said).to_be_visible()
    for place, text in ((1, "2.9"), (2, "0.937")):
        answers.nth(place).fill(text)
        answers.nth(place).press("Enter")
    enter(explore, "x[1]", "2")
    assert all(grey(page, ".part.summary", "table.report"))
    assert (
        page.locator(".slot").first.evaluate("(slot) => getComputedStyle(slot, '::after').content") == "none"
    )
    expect(page.get_by_role("dialog")).to_have_count(0)
    own_server.start()
    expect(said).to_have_count(0, timeout=30_000)
    expect(page.locator(".slot.right")).to_have_count(1, timeout=15_000)  # z is another one with that x
    explore.quiet()
    assert [answers.nth(place).input_value() for place in range(3)] == ["2.7", "2.9", "0.937"]
    assert explore.value("x[1]") == 2.0
    assert not any(grey(page, ".part.summary", "table.report"))
