"""After kill -9 and restart: what is on screen stays, and the next thing a person does counts."""

from dataclasses import dataclass

from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset
from backprop.experiment.titles import example_of

LINKED = set_value(preset("mazur"), "W2[1,1]", 0.123)


GRADIENTS = "[aria-label^='Diagram'][aria-label*='gradient']"


@dataclass
class Visit:
    """A tab on the app, and the numbers that it must have kept."""

    explore: ExplorePage
    numbers: dict[str, float]

    def begin(self) -> "ExplorePage":
        """Turn to this tab: in others browsers draw nothing."""
        self.explore.page.bring_to_front()
        return self.explore

    def kept(self) -> None:
        assert {name: self.explore.value(name) for name in self.numbers} == self.numbers

    def type(self, name: str, text: str) -> None:
        self.explore.type(name, text)
        self.numbers[name] = float(text)


def restart(visits: tuple[Visit, ...], server: Server) -> None:
    apps = [visit.explore.page.get_by_test_id("stApp") for visit in visits]
    server.kill()
    for app in apps:
        expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    server.start()
    for app in apps:
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)  # by itself
    visits[0].explore.page.wait_for_timeout(1000)  # and runs the page once
    for app in apps:
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=15_000)


def edit(visit: Visit) -> None:
    visit.begin()
    visit.type("W1[1,2]", "0.25")
    visit.explore.drag("b1[1]", 30)
    visit.numbers["b1[1]"] = visit.explore.value("b1[1]")


def wakes_by_the_board(visit: Visit) -> None:
    """The last edits are there after the restart, and after a reload."""
    visit.begin()
    visit.type("W2[1,2]", "0.77")
    visit.kept()
    visit.explore.page.reload()
    visit.explore.ready()
    visit.kept()


def wakes_by_a_button(explore: ExplorePage) -> None:
    explore.page.get_by_text("Backward: gradients").click()
    expect(explore.page.locator(GRADIENTS)).to_be_visible(timeout=15_000)
    explore.quiet()


def wakes_by_a_menu(explore: ExplorePage) -> None:
    explore.page.get_by_role("button", name="Examples").click()
    explore.page.get_by_text("XOR", exact=False).first.click()
    expect(explore.cell("W1[2,2]")).to_be_visible(timeout=15_000)
    expect(explore.page.locator(".vitals")).to_contain_text("XOR", timeout=15_000)
    explore.quiet()


def restructure(explore: ExplorePage) -> None:
    units = explore.popover("Structure").get_by_label("Units of layer 1")
    units.fill("3")
    units.press("Enter")
    expect(explore.cell("W1[1,3]")).to_be_visible(timeout=15_000)
    explore.quiet()
    explore.page.keyboard.press("Escape")


def test_two_visits_outlive_the_server_three_times(page: Page, own_server: Server) -> None:
    """One from the start page, one from a link: woken by the board, a button and a menu, each with what was done last.

    Reset leads back to the own numbers of the example that the link is a changed form of.
    """
    start = Visit(ExplorePage(page).open(own_server.url), {})
    address = f"{own_server.url}/?e={links.to_link(LINKED)}"
    link = Visit(ExplorePage(page.context.new_page()).open(address), {"W2[1,1]": 0.123})
    visits = (start, link)

    for visit in visits:
        edit(visit)
    restart(visits, own_server)
    for visit in visits:
        wakes_by_the_board(visit)
    explore = start.begin().type("W1[1,1]", "0.9").type("W1[1,1]", "0.8")
    explore.page.keyboard.press("Control+z")  # a new server has no history to repeat an undo with
    explore.quiet()

    restart(visits, own_server)
    wakes_by_a_button(explore)
    assert [explore.value(name) for name in ("W1[1,1]", "W1[1,2]", "W2[1,2]", "W2[1,1]")] == [
        0.9,
        0.25,
        0.77,
        0.7,
    ]
    linked = link.begin()
    linked.page.get_by_role("button", name="Reset").click()
    expect(linked.cell("W1[1,1]")).to_have_attribute("aria-valuenow", "0.15", timeout=15_000)
    expect(linked.cell("W2[1,1]")).to_have_attribute("aria-valuenow", "0.4")
    restructure(linked)

    restart(visits, own_server)
    linked.type("W1[1,1]", "0.9")
    assert linked.cell("W1[1,3]").count() == 1
    assert example_of(linked.linked().title) == "mazur"
    assert linked.value("W1[1,1]") == 0.9
    wakes_by_a_menu(start.begin())
