"""Typing and the keyboard: what opens a cell, what it takes, where the arrows lead."""

from explore_page import ExplorePage
from playwright.sync_api import expect

from backprop.experiment.edits import set_value, set_values
from backprop.experiment.presets import preset

WORKED = preset()
FOCUSED = "() => document.activeElement?.dataset?.name ?? null"
LISTEN = """() => { window.heard = [];
  document.addEventListener("keydown", (event) => window.heard.push(event.key)); }"""


def test_a_typed_number_counts(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    field = page.locator(".entry")
    typed = {
        "W1[1,1]": ("0.35", 0.35),
        "W1[2,1]": ("-2e-3", -2e-3),
        "W1[3,1]": ("1/3", 1 / 3),
        "W1[1,2]": ("0,35", 0.35),
        "x[1]": (".5", 0.5),
        "t[2]": ("-7", -7.0),
        "b2[1]": ("3", 3.0),
    }
    for name, (text, value) in typed.items():
        explore.cell(name).focus()
        keyboard.type(text[0])  # a digit, a minus or a point opens the cell on a new value
        expect(field).to_have_value(text[0])
        keyboard.type(text[1:])
        keyboard.press("Enter")
        assert explore.quiet().value(name) == value
        assert page.evaluate(FOCUSED) == name
    edited = set_values(WORKED, {name: value for name, (_, value) in typed.items()})
    explore.shows(edited)
    assert explore.linked() == edited


def test_clicks_open_escape_cancels_and_a_click_elsewhere_commits(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    field = page.locator(".entry")
    cell = explore.cell("W2[1,2]")
    cell.click()
    expect(field).to_have_count(0)
    expect(cell).to_have_class("cell selected")
    explore.quiet()
    cell.click()
    expect(field).to_have_value("0.8")
    field.fill("9")
    keyboard.press("Escape")
    expect(field).to_have_count(0)
    assert explore.quiet().value("W2[1,2]") == 0.8
    expect(cell).to_have_class("cell selected")
    assert page.evaluate(FOCUSED) == "W2[1,2]"
    keyboard.press("Enter")
    field.fill("0.77")
    page.locator(".vitals").click()  # elsewhere commits
    expect(field).to_have_count(0)
    now = set_value(WORKED, "W2[1,2]", 0.77)
    explore.quiet().shows(now)
    explore.cell("b1[1]").dblclick()
    expect(field).to_have_value("0.5")
    keyboard.type("0.25")
    explore.cell("b1[2]").click()  # another cell commits, and is selected
    explore.quiet().shows(set_value(now, "b1[1]", 0.25))
    expect(explore.cell("b1[2]")).to_have_class("cell selected")


def test_every_key_in_an_open_cell_belongs_to_its_text(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    explore.type("b1[1]", "0.25")
    page.evaluate(LISTEN)
    explore.cell("b1[2]").focus()
    keyboard.type("12")
    keyboard.press("Control+z")
    expect(page.locator(".entry")).to_have_value("1")
    keyboard.type("cr ")
    for key in ("ArrowLeft", "ArrowUp", "Alt+ArrowUp", "Control+y", "Escape"):
        keyboard.press(key)
    assert explore.quiet().value("b1[1]") == 0.25
    assert explore.value("b1[2]") == 0.5
    keyboard.type("cr")  # closed: letters mean nothing, and nothing elsewhere
    assert [key for key in page.evaluate("window.heard") if key not in ("Control", "Alt")] == []
    expect(page.get_by_role("dialog")).to_have_count(0)
    keyboard.press("Control+z")
    assert explore.quiet().value("b1[1]") == 0.5


def test_alt_with_an_arrow_nudges(explore: ExplorePage) -> None:
    explore.cell("b2[2]").focus()
    for key, value in (
        ("Alt+ArrowUp", 0.31),
        ("Alt+ArrowUp", 0.32),
        ("Alt+ArrowDown", 0.31),
        ("Alt+Shift+ArrowUp", 0.4),
        ("Alt+Shift+ArrowDown", 0.3),
        ("Alt+ArrowDown", 0.29),
    ):
        explore.page.keyboard.press(key)
        assert explore.quiet().value("b2[2]") == value
    explore.shows(set_value(WORKED, "b2[2]", 0.29))


def test_tab_reads_the_board_and_every_cell_has_a_name_and_a_value(explore: ExplorePage) -> None:
    page = explore.page
    explore.cell("x[1]").focus()
    reached = [page.evaluate(FOCUSED)]
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    order = page.locator(".cell").evaluate_all("cells => cells.map((cell) => cell.dataset.name)")
    assert [name for name in reached if name in order] == order
    assert order[:7] == ["x[1]", "x[2]", "x[3]", "t[1]", "t[2]", "W1[1,1]", "W1[1,2]"]
    assert order[-2:] == ["b2[1]", "b2[2]"]
    for name, value, text in (("W1[2,1]", "0.3", "0.3"), ("x[3]", "3", "3"), ("b2[2]", "0.3", "0.3")):
        cell = page.get_by_role("spinbutton", name=name, exact=True)
        expect(cell).to_have_count(1)
        expect(cell).to_have_attribute("aria-valuenow", value)
        expect(cell).to_have_attribute("aria-valuetext", text)
    expect(page.get_by_role("group", name="W1, weights of layer 1, 3 by 2")).to_have_count(1)
