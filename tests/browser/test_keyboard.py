"""One walk through the app without a mouse: from the address to a changed weight, its meaning, the steps, and back."""

from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server
from walk_page import WalkPage

from backprop.experiment.edits import set_value
from backprop.experiment.presets import preset

MOST_STOPS = 80  # of Tab, on the way once around the page
CHANGED = set_value(preset(), "W1[2,1]", 0.35)

# What has the focus, null at the end of the page: its name, whether a frame shows it, and whether it is in sight.
FOCUSED = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const name = node.getAttribute("aria-label") ?? node.closest("label")?.textContent ?? node.textContent;
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return {
    name: name.trim(),
    framed: node.matches(":focus-visible"),
    inSight: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top,
  };
}"""


class Keyboard:
    """Ten fingers on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self) -> str:
        """The name of what has the focus, of which everybody sees that it has."""
        found = self.page.evaluate(FOCUSED)
        if found is None:
            return "the end of the page"
        assert found["framed"], found
        assert found["inSight"], found
        return str(found["name"])

    def tab_to(self, name: str, *, back: bool = False) -> list[str]:
        """Press Tab until something of this name has the focus; what had it on the way, each in sight."""
        stops: list[str] = []
        while not stops or not stops[-1].endswith(name):
            assert len(stops) < MOST_STOPS, f"{name} is not reached: {stops}"
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            stops.append(self.focused())
        return stops

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def to_the_board(keyboard: Keyboard) -> None:
    """Past the menu of pages and the toolbar, and by arrows from matrix to matrix."""
    stops = [stop.removesuffix("expand_more") for stop in keyboard.tab_to("x[1]")]
    assert stops[0] == "Skip to main content"
    assert stops.index("hubExplore") < stops.index("menu_bookExamples") < stops.index("visibilityView")
    for key, name in (("ArrowDown", "t[1]"), ("ArrowDown", "W1[1,1]"), ("ArrowDown", "W1[2,1]")):
        keyboard.press(key)
        assert keyboard.focused() == name


def change(keyboard: Keyboard, explore: ExplorePage) -> None:
    """Type a number that is thought better of, one that is none, and one that counts."""
    page, entry = explore.page, explore.page.locator(".entry")
    page.keyboard.type("9")
    expect(entry).to_be_focused()
    keyboard.press("Escape")
    assert keyboard.focused() == "W1[2,1]"
    page.keyboard.type("3.x")
    keyboard.press("Enter")
    expect(explore.note()).to_have_text("W1[2,1]: “3.x” is not a number; write it like 0.35, -2e-3 or 1/3.")
    expect(entry).to_be_focused()
    keyboard.press("Escape")
    assert explore.value("W1[2,1]") == 0.3
    page.keyboard.type("0,35")
    keyboard.press("Enter")
    explore.quiet().shows(CHANGED)
    assert keyboard.focused() == "W1[2,1]"


def have_it_explained(keyboard: Keyboard, explore: ExplorePage) -> None:
    """Select the number where the focus is, look at its paths, go to another number, and let go."""
    selected, panel = explore.page.locator(".cell.selected"), explore.panel()
    keyboard.press("Space")
    explore.quiet()
    expect(selected).to_have_attribute("data-name", "W1[2,1]")
    expect(panel).to_contain_text("Weight from unit 2 of the input to unit 1 of layer 1")
    assert keyboard.focused() == "W1[2,1]"
    keyboard.tab_to("Paths")
    keyboard.press("Enter")
    explore.quiet()
    expect(panel.get_by_role("button", name="Paths")).to_have_attribute("aria-pressed", "true")
    keyboard.tab_to("Formula", back=True)
    keyboard.press("Space")
    explore.quiet()
    expect(panel.get_by_role("button", name="Formula")).to_have_attribute("aria-pressed", "true")
    number = panel.locator("a[href^='#select:']").last
    keyboard.tab_to(number.inner_text().strip())
    keyboard.press("Enter")
    explore.quiet()
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("W1new[2,1] = 0.34")
    expect(panel).to_contain_text("One step of gradient descent lowers W1[2,1] to this.")
    keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(selected).to_have_count(0)


def step_on(keyboard: Keyboard, walk: WalkPage) -> None:
    """On, into a step, out again, and hide what comes; the focus is still where the page was chosen."""
    assert walk.step() == "x"
    for key, step in (("ArrowRight", "z1"), ("ArrowRight", "a1"), ("ArrowLeft", "z1")):
        assert walk.press(key).step() == step
    assert "0.35" in walk.lesson()
    shown = walk.title()
    inside = walk.press("ArrowDown").title()
    assert inside != shown
    assert walk.press("ArrowDown").title() not in (shown, inside)
    assert walk.press("ArrowUp").title() == shown
    for pressed in ("true", "false"):
        walk.press("h")
        expect(walk.page.locator(".controls [data-do=veil]")).to_have_attribute("aria-pressed", pressed)
    assert keyboard.focused().endswith("Step through")


def test_the_app_from_the_address_to_the_steps_and_back(page: Page, server: Server) -> None:
    keyboard, explore = Keyboard(page), ExplorePage(page)
    explore.open(server.url)
    to_the_board(keyboard)
    change(keyboard, explore)
    have_it_explained(keyboard, explore)

    keyboard.tab_to("Step through", back=True)
    keyboard.press("Enter")
    walk = WalkPage(page).ready()
    step_on(keyboard, walk)

    # Undone there, it is undone everywhere; and it can be had back.
    walk.press("Control+z")
    assert (walk.step(), walk.value("W1[2,1]")) == ("z1", 0.3)
    keyboard.tab_to("Explore", back=True)
    keyboard.press("Enter")
    explore.ready().shows(preset())
    keyboard.press("Control+Shift+z")
    explore.quiet().shows(CHANGED)
    assert explore.linked() == CHANGED
