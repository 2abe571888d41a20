"""Blocks of numbers come and go by the clipboard, and a paste says how it is oriented and when it does not fit."""

from explore_page import ExplorePage
from playwright.sync_api import expect

from backprop.experiment.edits import set_block, set_values
from backprop.experiment.presets import preset

WORKED = preset()


def read(explore: ExplorePage, *names: str) -> list[float]:
    return [explore.value(name) for name in names]


def paste(explore: ExplorePage, name: str, text: str) -> None:
    explore.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    explore.cell(name).focus()
    explore.page.keyboard.press("Control+v")
    explore.quiet()


def test_paste_and_copy(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    now = WORKED
    for name, text, block in (
        ("W2[1,1]", "[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("W1[2,1]", "0.1\t0,25\r\n-3\t1/3\r\n", [[0.1, 0.25], [-3, 1 / 3]]),
        ("b1[1]", "8\n9", [[8, 9]]),
        ("t[2]", "0.75", [[0.75]]),
    ):
        paste(explore, name, text)
        now = set_block(now, name, block)
        explore.shows(now)
        assert explore.linked() == now
    keyboard.press("Control+z")
    keyboard.press("Control+z")
    explore.quiet()
    assert read(explore, "t[2]", "b1[1]", "b1[2]", "W1[3,1]") == [0.1, 0.5, 0.5, -3], "a paste is one step"

    page.get_by_role("button", name="W⁽¹⁾").click()
    keyboard.press("Control+c")
    copied = "0.1\t0.2\n0.1\t0.25\n-3\t0.3333333333333333"
    assert page.evaluate("navigator.clipboard.readText()") == copied
    explore.cell("W2[1,1]").focus()
    keyboard.press("Shift+ArrowRight")
    keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "1\t2"


def test_a_paste_says_how_it_is_oriented_and_when_it_does_not_fit(explore: ExplorePage) -> None:
    page = explore.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pytorch = "tensor([[1., 2., 3.],\n        [4., 5., 6.]])"
    paste(explore, "W1[1,1]", pytorch)
    expect(explore.note()).to_have_text(
        "W1[1,1]: 2 × 3 numbers were pasted, but from here W1 has room for 3 × 2 (rows × columns). "
        "Nothing was changed. They would fit with “rows receive”."
    )
    expect(page.get_by_role("alert")).to_be_visible()
    explore.shows(WORKED)
    paste(explore, "W2[2,2]", "1 2\n3 4")
    expect(explore.note()).to_contain_text(
        "W2[2,2]: 2 × 2 numbers were pasted, but from here W2 has room for 1 × 1"
    )
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.get_by_text("rows receive").click()
    paste(explore, "W1[1,1]", pytorch)
    now = set_block(WORKED, "W1[1,1]", [[1, 2, 3], [4, 5, 6]], rows="receive")
    assert now.network.layers[0].W.tolist() == [[1, 4], [2, 5], [3, 6]]
    explore.shows(now)
    paste(explore, "W2[1,1]", "1 2; 3 4")
    now = set_values(now, {"W2[1,1]": 1, "W2[1,2]": 3, "W2[2,1]": 2, "W2[2,2]": 4})
    explore.shows(now)
    page.get_by_text("rows send").click()
    paste(explore, "W2[1,1]", "1 2; 3 4")
    now = set_values(now, {"W2[1,2]": 2, "W2[2,1]": 3})
    explore.shows(now)
    assert explore.linked() == now
