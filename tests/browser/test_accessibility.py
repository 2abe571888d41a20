"""No page breaks a rule of axe, in any theme, on a laptop or a phone; and out of reach, all its numbers are grey."""

from itertools import product
from typing import Literal

import pytest
from accessibility import violations
from explore_page import ExplorePage
from playwright.sync_api import Browser, Page, expect
from server import Server

Scheme = Literal["light", "dark"]
THEMES: tuple[Scheme, ...] = ("light", "dark")
DEVICES = {
    "laptop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
PAGES = {
    "explore": "?q=dW1[2,1]",
    "step": "step?s=da1",
    "descend": "descend?n=50",
    "landscape": "landscape?n=50",
    "check": "check?q=W1[1,2]",
    "bugs": "bugs?b=mistake:one-path",
    "homework": "homework",
    "examples": "examples",
}
SIGHTS = {
    "paths": "?q=W1[2,1]&v=panel:paths",
    "what if": "?q=W1[2,1]&v=panel:what-if",
    "gradients": "?v=mode:gradients",
    "hidden": "?q=a1[1]&v=veil:down",
    "presenting": "?q=dW1[2,1]&present=1",
    "presenting a step": "step?s=da1&present=1",
    "the update, hidden": "step?s=update&v=veil:down",
    "runs": "descend?n=50&v=tab:compare",
    "rates": "descend?n=50&v=tab:rates",
    "surface": "descend?n=50&v=tab:surface",
    "the question": "bugs",
    "the desk": "homework?v=desk:teacher",
}
POPOVERS = ("Examples", "Structure", "Samples", "View", "Share", "About")
MIXED = {
    "laptop": ("light", ("explore", "descend", "check", "examples")),
    "phone": ("dark", ("step", "landscape", "bugs", "homework")),
}

# What a person wrote or presses, and what is said of it.
WRITTEN = (
    ".board, .buttons, .rail, .tabs, .steps, .epsilon, figcaption, label, .ask, .keys, .list button > span",
    ".st-key-toolbar, [data-testid=stCaptionContainer], [data-testid=stSlider], .st-key-gallery p, h3, style",
)
# Every number that stands on the page in full colour, and is not among those, while the server is out of reach.
COLOURED = """(written) => {
  document.documentElement.dataset.behind = "lost";
  const faint = (node) => {
    let opacity = 1;
    for (let at = node; at; at = at.parentElement) opacity *= parseFloat(getComputedStyle(at).opacity);
    return opacity < 0.6;
  };
  const main = document.querySelector("[data-testid=stMainBlockContainer]");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: holder, data } = walker.currentNode;
    const shown = /\\d[.]\\d/.test(data) && holder.checkVisibility({ visibilityProperty: true });
    if (shown && !holder.closest(written) && !faint(holder))
      found.push(`${holder.closest("[class]").className}: ${data}`);
  }
  delete document.documentElement.dataset.behind;
  return found;
}"""


def look(page: Page, server: Server, address: str) -> ExplorePage:
    """Open a page and wait until it stands still."""
    page.goto(f"{server.url}/{address}")
    page.wait_for_selector(".cell, .published, .trainer button", timeout=60_000, state="attached")
    expect(page.locator(".part .figures:empty")).to_have_count(0, timeout=30_000)
    return ExplorePage(page).quiet()


def answered(explore: ExplorePage) -> ExplorePage:
    """With a right answer and a wrong one on the sheet."""
    for place, text in enumerate(("2.7", "0.931")):
        explore.page.locator(".answers input").nth(place).fill(text)
        explore.page.keyboard.press("Enter")
    expect(explore.page.locator("table.report tbody tr")).to_have_count(2, timeout=15_000)
    return explore.quiet()


def open_tab(phones: Browser, device: str, theme: Scheme) -> Page:
    return phones.new_context(**DEVICES[device], color_scheme=theme).new_page()


@pytest.mark.parametrize("device", list(DEVICES))
def test_every_page(phones: Browser, server: Server, device: str) -> None:
    """Each page once, in one theme; what is computed on it is grey while the server is out of reach."""
    theme, names = MIXED[device]
    page = open_tab(phones, device, theme)
    for name in names:
        explore = look(page, server, PAGES[name])
        if name == "homework":
            answered(explore)
        assert violations(page) == [], name
        assert page.evaluate(COLOURED, ", ".join(WRITTEN)) == [], name
    page.context.close()


@pytest.mark.thorough
@pytest.mark.parametrize(("device", "theme"), list(product(DEVICES, THEMES)))
def test_every_sight(phones: Browser, server: Server, device: str, theme: Scheme) -> None:
    """Selections, popovers, presenting, tabs and the teacher's desk, on each device in each theme."""
    page = open_tab(phones, device, theme)
    for name, address in (PAGES | SIGHTS).items():
        explore = look(page, server, address)
        if name == "homework":
            answered(explore)
        assert violations(page) == [], name
        assert page.evaluate(COLOURED, ", ".join(WRITTEN)) == [], name
    for name in POPOVERS:
        look(page, server, "")
        page.get_by_role("button", name=name).click()
        expect(page.locator("[data-testid=stPopoverBody], [role=menu]")).to_be_visible()
        assert violations(page) == [], name
    page.context.close()


def test_a_keyboard_reaches_what_a_figure_offers(phones: Browser, server: Server) -> None:
    """Its buttons show while they have the focus; one wider than its place scrolls by keys, and no other is a stop."""
    laptop = open_tab(phones, "laptop", "light")
    look(laptop, server, "?q=dW1[2,1]")
    button = laptop.locator(".diagram .modebar-btn").first
    expect(laptop.locator(".diagram .modebar-group")).to_have_css("opacity", "0")
    button.focus()
    expect(laptop.locator(".diagram .modebar-group")).to_have_css("opacity", "1")
    figure = laptop.get_by_role("figure", name="Diagram of the 3-2-2 network")
    expect(figure).to_have_count(1)
    expect(figure.get_by_role("button")).to_have_count(3)
    laptop.context.close()
    phone = open_tab(phones, "phone", "light")
    look(phone, server, "step?s=update")
    for one in phone.locator(".figure").all():
        across = one.evaluate("(figure) => figure.scrollWidth - figure.clientWidth")
        assert (one.get_attribute("tabindex") == "0") == (across > 1), across
    phone.context.close()
