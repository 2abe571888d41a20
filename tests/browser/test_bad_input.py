"""Whatever is typed, pasted, linked or opened becomes a number, or a sentence at the place; never a trace."""

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment import links
from backprop.experiment.documents import DocumentError, from_json, to_document
from backprop.experiment.edits import set_value
from backprop.experiment.matrices import MatrixError, parse_matrix
from backprop.experiment.numerals import NumberError, parse_number
from backprop.experiment.presets import preset
from backprop.interface.view import View

WORKED = preset()
HOSTILE = "<img src=x onerror=alert(1)> **b** $x^2$"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def why(read: Any, *what: Any) -> str:
    """The sentence with which the Python side refuses it."""
    with pytest.raises((NumberError, MatrixError, DocumentError)) as caught:
        read(*what)
    return str(caught.value)


def assert_untouched(explore: ExplorePage) -> None:
    explore.quiet().shows(WORKED)
    assert explore.linked() == WORKED
    expect(explore.page.get_by_role("button", name="Undo")).to_be_disabled()


def test_what_is_no_number_is_refused_at_its_cell(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    field = page.locator(".entry")
    for name, text in (
        ("W1[2,1]", ""),
        ("b1[2]", "-1e400"),
        ("W1[3,2]", "<img src=x onerror=alert(1)>"),
    ):
        cell = explore.cell(name)
        old = cell.inner_text()
        cell.focus()
        keyboard.press("Enter")
        field.fill(text)
        keyboard.press("Enter")
        sentence = f"{name}: {why(parse_number, text)}"
        expect(explore.note()).to_have_text(sentence)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
        note, place = explore.note().bounding_box(), cell.bounding_box()
        assert note
        assert place
        assert 0 <= note["y"] - place["y"] - place["height"] < 20, "right below the cell"
        keyboard.press("Escape")
        expect(explore.note()).to_be_hidden()
        expect(cell).to_have_text(old)
        keyboard.press("Enter")
        field.fill(text)
        page.locator(".vitals").click()  # leaving it is refused too, and says so
        expect(explore.note()).to_have_text(sentence)
        expect(field).to_have_count(0)
        expect(cell).to_have_text(old)
    page.locator(".vitals .title").click()
    expect(explore.note()).to_be_hidden()  # with the next thing a person does
    expect(page.locator("img[src=x]")).to_have_count(0)
    assert_untouched(explore)


def test_what_is_no_matrix_is_refused_at_its_cell(explore: ExplorePage) -> None:
    page = explore.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name, text, sentence in (
        ("W2[1,1]", "[[1, 2], [3, nan]]", None),
        ("W1[1,1]", "", None),
        (
            "W1[2,1]",
            "1 2\n3 4\n5 6",
            "W1[2,1]: 3 × 2 numbers were pasted, but from here W1 has room for 2 × 2 (rows × columns). "
            "Nothing was changed.",
        ),
    ):
        page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        explore.cell(name).focus()
        page.keyboard.press("Control+v")
        if text:
            expect(explore.note()).to_have_text(sentence or f"{name}: {why(parse_matrix, text)}")
            page.keyboard.press("Escape")
            expect(explore.note()).to_be_hidden()
    assert_untouched(explore)


def test_a_number_the_loss_cannot_take_is_refused_by_the_experiment(page: Page, server: Server) -> None:
    classes = preset("three-classes")
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(classes)}")
    explore.type("t[1]", "2")
    expect(explore.note()).to_contain_text("t")
    expect(explore.note()).to_contain_text("2")
    note, place = explore.note().bounding_box(), explore.cell("t[1]").bounding_box()
    assert note
    assert place
    assert 0 <= note["y"] - place["y"] - place["height"] < 20, "right below the cell"
    explore.shows(classes)
    assert explore.linked() == classes
    explore.type("t[1]", "0.5")
    expect(explore.note()).to_be_hidden()
    explore.shows(set_value(classes, "t[1]@1", 0.5))


GOOD = links.to_link(set_value(preset("mazur"), "b1[1]", 0.123))
BROKEN = {
    "cut short": GOOD[:-30],
    "in other letters": GOOD.swapcase(),
    "a complete zip bomb": encoded(zlib.compress(b" " * 4_500_000, 9)),
    "HTML": encoded(zlib.compress(json.dumps({"<img src=x onerror=alert(1)>": 1}).encode())),
}


def test_a_link_that_cannot_be_opened_says_why_and_shows_the_starting_example(
    page: Page, server: Server
) -> None:
    for what, link in BROKEN.items():
        page.goto(f"{server.url}/?e={quote(link)}")
        address = page.url
        sentence = (
            "This link cannot be opened, so the address is left as it came and the starting example is shown: "
            f"{why(links.from_link, link)}"
        )
        expect(page.get_by_test_id("stAlert"), what).to_contain_text(sentence, timeout=15_000)
        expect(page.get_by_test_id("stAlert")).to_have_count(1)
        expect(page.locator(".vitals .title > span")).to_have_text(WORKED.title, timeout=15_000)
        expect(page.locator("img[src=x]")).to_have_count(0)
        explore = ExplorePage(page).ready().shows(WORKED)
        assert page.url == address
    page.get_by_role("link", name="Examples").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(sentence)
    page.wait_for_url(address.replace("/?", "/examples?"))
    page.get_by_role("link", name="Explore").click()
    explore.ready()
    assert page.url == address
    explore.type("b1[1]", "0.25")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert explore.linked() == set_value(WORKED, "b1[1]", 0.25), "what was done is kept"


def test_a_file_that_cannot_be_opened_is_refused_with_its_reason(
    explore: ExplorePage, tmp_path: Path
) -> None:
    page = explore.page
    ragged = to_document(WORKED)
    ragged["layers"][1]["W"][1] = [1, 2, 3]
    deep = to_document(WORKED)
    deep["layers"] = deep["layers"][:1] + 8 * deep["layers"][1:]
    unknown = to_document(WORKED) | {"[x](http://y) **k** $1$": 1}
    share = explore.popover("Share")
    for name, content, expected in (
        ("ragged.json", json.dumps(ragged), "layers[1].W: row 2 has 3 numbers, 2 expected"),
        ("nine.json", json.dumps(deep), "layers: 9 layers, 1 to 8 can be shown"),
        ("words.json", "W1 = 0.5", "This is no JSON document"),
        ("unknown.json", json.dumps(unknown), "the key “[x](http://y) **k** $1$” is not known"),
    ):
        sentence = why(from_json, content)
        assert expected in sentence
        file = tmp_path / name
        file.write_text(content)
        page.locator("input[type=file]").set_input_files(file)
        expect(share.get_by_test_id("stAlert")).to_have_text(
            f"{name} cannot be opened: {sentence}", timeout=15_000
        )
    file = tmp_path / "arrays.npz"
    file.write_bytes(b"PK\x03\x04 nothing")
    page.locator("input[type=file]").set_input_files(file)
    expect(share.get_by_test_id("stAlert")).to_have_text(
        "arrays.npz cannot be opened: This is no NPZ file, or it is damaged."
    )
    assert_untouched(explore)


def test_words_of_a_document_stand_as_text(page: Page, server: Server) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    hostile = replace(WORKED, title=HOSTILE, note=f"note {HOSTILE}", source=f"source {HOSTILE} :red[x]")
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(hostile)}").shows(hostile)
    expect(page.locator(".vitals .title > span")).to_have_text(HOSTILE)
    notice = explore.popover("About")
    expect(notice.get_by_label("Title")).to_have_value(HOSTILE)
    expect(notice.get_by_text(hostile.note, exact=True)).to_be_visible()
    expect(notice.get_by_text(hostile.source, exact=True)).to_be_visible()
    for markup in ("img[src=x]", ".katex", "strong:text-is('b')", "[style*=red]"):
        expect(page.locator(markup)).to_have_count(0)
    assert dialogs == []


@pytest.mark.parametrize(
    "query",
    [
        "q=%3Cscript%3Ealert(1)%3C/script%3E&v=sample:99999,mode:__proto__,digits:99,places:-1,scales:%3Cb%3E",
        "q=W9%5B9,9%5D&v=" + "x" * 3000,
        "q=W1%5B0,0%5D&v=digits,,:::,sample:0,mode:",
    ],
)
def test_what_an_address_asks_for_in_vain_is_left_out(page: Page, server: Server, query: str) -> None:
    explore = ExplorePage(page).open(f"{server.url}/?{query}").shows(WORKED, write=View().numbers)
    expect(explore.panel()).to_have_count(0)
    assert explore.marked("diagram") == explore.marked("matrices") == []
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert explore.linked() == WORKED


def test_a_value_that_was_damaged_on_its_way_is_ignored_and_sent_again(explore: ExplorePage) -> None:
    """What the server could not read ends nothing: the tab sends it again, and the edit counts."""
    page = explore.page
    page.evaluate(
        """() => {
          const send = WebSocket.prototype.send;
          WebSocket.prototype.send = function (data) {
            const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
            const at = new TextDecoder("latin1").decode(bytes).indexOf('{"event"');
            if (at < 0) return send.call(this, data);
            WebSocket.prototype.send = send;
            window.damaged = true;
            const copy = bytes.slice();
            copy.fill("[".charCodeAt(0), at, at + 8);
            return send.call(this, copy);
          };
        }"""
    )
    explore.type("b1[1]", "0.25")
    explore.shows(set_value(WORKED, "b1[1]", 0.25))
    assert page.evaluate("window.damaged"), "the case has not been made"
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
