"""Each example opens through the menu and shows its own numbers, all of them the numerics'."""

import re
from collections.abc import Iterator

import pytest
from explore_page import ExplorePage
from playwright.sync_api import BrowserContext, expect
from server import Server

from backprop.experiment.presets import PRESETS, preset


@pytest.fixture(scope="module")
def opened(window: BrowserContext, server: Server) -> Iterator[ExplorePage]:
    """One tab for all examples, each opened from the one before."""
    tab = window.new_page()
    yield ExplorePage(tab).open(server.url)
    tab.close()


@pytest.mark.parametrize("slug", [*list(PRESETS)[1:], next(iter(PRESETS))])
def test_an_example_opens_with_its_own_numbers(opened: ExplorePage, slug: str) -> None:
    page, example = opened.page, preset(slug)
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name=example.title, exact=True).click()
    expect(page.locator(".vitals .title > span")).to_have_text(example.title, timeout=15_000)
    opened.quiet().shows(example)
    assert opened.linked() == example
    expect(page.locator(".vitals .badge")).to_contain_text(re.compile(r"all \d+ gradients checked"))
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    sample = f"Sample 1 of {len(example.x)}"
    expect(page.locator(".vitals", has_text=sample)).to_have_count(1 if len(example.x) > 1 else 0)


def test_undo_leads_back_to_what_was_there_before_an_example(opened: ExplorePage) -> None:
    page = opened.page
    opened.type("b2[1]", "0.123")
    before = opened.linked()
    assert before.title.endswith(" (changed)"), "the link does not call it the example"
    expect(page.locator(".vitals .title > span")).to_have_text(before.title)
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name=PRESETS["mazur"], exact=True).click()
    expect(page.locator(".vitals .title > span")).to_have_text(PRESETS["mazur"], timeout=15_000)
    opened.quiet()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".vitals .title > span")).to_have_text(before.title, timeout=15_000)
    opened.quiet().shows(before)
    assert opened.linked() == before


def test_the_title_is_typed_over_and_stays(opened: ExplorePage) -> None:
    """By mouse; keys typed in it are no shortcuts; Escape leaves the old one, undo brings it back."""
    page, title = opened.page, opened.page.locator(".vitals .title > span")
    page.get_by_role("button", name="Reset").click()
    opened.quiet()
    before = preset().title
    expect(title).to_have_text(before)
    page.get_by_role("button", name="Edit the title").click()
    page.keyboard.type("hp 12")
    page.keyboard.press("Escape")
    expect(title).to_have_text(before)
    page.get_by_role("button", name="Edit the title").click()
    page.keyboard.type("Sheet 3: two <b>layers</b>")
    page.keyboard.press("Enter")
    expect(title).to_have_text("Sheet 3: two <b>layers</b>")
    opened.quiet().type("b2[1]", "0.7")
    expect(title).to_have_text("Sheet 3: two <b>layers</b>")
    assert opened.linked().title == "Sheet 3: two <b>layers</b>"
    expect(page.locator(".st-key-toolbar")).to_be_visible()  # P presented nothing
    about = opened.popover("About").get_by_label("Title")
    expect(about).to_have_value("Sheet 3: two <b>layers</b>")
    about.fill("  Sheet   4 ")
    about.press("Enter")
    expect(title).to_have_text("Sheet 4")
    page.keyboard.press("Escape")
    opened.quiet()
    page.get_by_role("button", name="Undo").click()
    expect(title).to_have_text("Sheet 3: two <b>layers</b>")
