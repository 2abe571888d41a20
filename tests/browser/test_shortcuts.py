"""A shortcut is the Latin letter that is printed, or its place on a keyboard of other letters; text is only text."""

from explore_page import ExplorePage
from playwright.sync_api import CDPSession, Page, expect
from server import Server
from walk_page import WalkPage

CONTROL, SHIFT = 2, 8  # as the DevTools protocol counts modifiers


def press(keyboard: CDPSession, key: str, code: str, modifiers: int = 0) -> None:
    """A key of a keyboard that has `key` at the place `code`."""
    event = {"key": key, "code": code, "modifiers": modifiers}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def test_undo_and_redo_on_other_keyboards(explore: ExplorePage) -> None:
    keyboard = explore.page.context.new_cdp_session(explore.page)
    explore.type("b1[1]", "0.25")  # the focus stays on the cell

    def gives(expected: float, key: str, code: str, modifiers: int = CONTROL) -> None:
        press(keyboard, key, code, modifiers)
        assert explore.quiet().value("b1[1]") == expected, (key, code)

    for undo, redo in (("я", "Я"), ("ㅋ", "ㅋ"), ("ζ", "Ζ")):
        gives(0.5, undo, "KeyZ")
        gives(0.25, redo, "KeyZ", CONTROL | SHIFT)
    for key, code in (("w", "KeyZ"), (";", "KeyZ"), ("y", "KeyZ")):  # AZERTY, Dvorak, QWERTZ
        gives(0.25, key, code)
    gives(0.5, "z", "KeyW")
    gives(0.25, "н", "KeyY")
    gives(0.5, "z", "Slash")
    explore.cell("b1[1]").press("7")  # open now: every key belongs to the text
    gives(0.5, "я", "KeyZ", CONTROL | SHIFT)
    expect(explore.page.locator(".entry")).to_be_focused()
    explore.cell("W1[2,1]").focus()
    press(keyboard, "ф", "KeyA", CONTROL)
    expect(explore.page.locator(".cell.block")).to_have_count(6)


def test_walking_and_composing_on_other_keyboards(page: Page, server: Server) -> None:
    walk = WalkPage(page)
    walk.open(f"{server.url}/step?s=z1")
    keyboard = page.context.new_cdp_session(page)
    veil = page.locator(".controls [data-do=veil]")
    for key, code, veiled, presents in (
        ("р", "KeyH", "true", 0),
        ("ㅗ", "KeyH", "false", 0),
        ("l", "KeyP", "false", 0),
        ("ㅔ", "KeyP", "false", 1),
        ("p", "KeyR", "false", 0),
    ):
        press(keyboard, key, code)
        walk.quiet()
        expect(veil).to_have_attribute("aria-pressed", veiled)
        expect(page.locator("html[data-present]")).to_have_count(presents)
    walk.cell("b1[1]").focus()
    page.keyboard.press("Enter")
    keyboard.send("Input.imeSetComposition", {"text": "2", "selectionStart": 1, "selectionEnd": 1})
    press(keyboard, "Enter", "Enter")  # it is the input method's
    press(keyboard, "Process", "KeyP")
    expect(page.locator(".entry")).to_be_focused()
    keyboard.send("Input.insertText", {"text": "2"})
    page.keyboard.type(".5")
    expect(page.locator(".entry")).to_have_value("2.5")
    page.keyboard.press("Enter")
    assert walk.quiet().value("b1[1]") == 2.5
    expect(page.locator("html[data-present]")).to_have_count(0)
