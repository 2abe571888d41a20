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
    expect(page.locator(".vitals .title")).to_have_text(example.title, timeout=15_000)
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
    expect(page.locator(".vitals .title")).to_have_text(f"{before.title} · changed")
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name=PRESETS["mazur"], exact=True).click()
    expect(page.locator(".vitals .title")).to_have_text(PRESETS["mazur"], timeout=15_000)
    opened.quiet()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".vitals .title")).to_have_text(f"{before.title} · changed", timeout=15_000)
    opened.quiet().shows(before)
    assert opened.linked() == before
