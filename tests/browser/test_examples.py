"""The examples page: each source's numbers beside ours, and the ways to Explore and to the walk."""

import re

import pytest
from explore_page import BEYOND, SIZES, ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.experiment.presets import PUBLISHED, preset

TABLE = "table.published"


def open_gallery(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/examples{query}")
    page.wait_for_selector(TABLE, timeout=30_000)
    return page


def test_each_example_shows_its_source_and_its_numbers(page: Page, server: Server) -> None:
    open_gallery(page, server)
    expect(page.get_by_role("heading", name="A worked example")).to_be_visible()
    row = page.locator(f"{TABLE} tr", has_text="0.0010990070941353347").first
    expect(row).to_contain_text("✗ differs")
    page.get_by_text("Three layers: ReLU, sigmoid, softmax").first.click()
    expect(page.get_by_role("heading", name="Three layers")).to_be_visible()
    expect(page.locator(f"{TABLE} tr", has_text="4.001").locator("mark")).to_have_text("1")
    link = page.locator("a[href^='https://nbviewer.jupyter.org']")
    expect(link).to_be_visible()
    expect(page.locator(f"{TABLE} tbody tr")).to_have_count(len(preset("three-layers").published))
    page.wait_for_function("() => location.search.includes('gallery')")
    page.reload()
    expect(page.get_by_role("heading", name="Three layers")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(("button", "path"), [("Open on Explore", "/"), ("Walk through it", "/step")])
def test_it_leads_to_the_other_pages(page: Page, server: Server, button: str, path: str) -> None:
    open_gallery(page, server, "?v=gallery:random-walk")
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(re.escape(server.url) + path + r"(\?|$)"))
    page.wait_for_selector(".cell", timeout=30_000)
    tab = ExplorePage(page).quiet()
    assert tab.linked() == preset("random-walk")
    assert "rate:0.01" in page.url.replace("%3A", ":")


def test_to_and_fro_no_page_stays_empty(page: Page, server: Server) -> None:
    """What the tab still sends for the page it is leaving does not lead back there."""
    open_gallery(page, server)
    for title in list(PUBLISHED.values())[:4]:
        page.get_by_text(title, exact=True).first.click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.get_by_role("button", name="Walk through it").click()
        page.wait_for_selector(".cell")
        expect(page.get_by_role("button", name="Examples")).to_be_visible()
        page.get_by_role("link", name="Examples").click()
        page.wait_for_selector(TABLE)


def test_nothing_runs_off_the_screen(page: Page, server: Server) -> None:
    open_gallery(page, server, "?v=gallery:planar-batch")
    for width, height in SIZES:
        ExplorePage(page).resize(width, height)
        assert page.evaluate(BEYOND) <= 0, width
        expect(page.get_by_role("radio")).to_have_count(len(PUBLISHED))
