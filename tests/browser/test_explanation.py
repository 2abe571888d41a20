"""The explanation panel: its links lead to every number beside the selected one; it is switched and copied."""

from urllib.parse import quote

from explore_page import ExplorePage
from playwright.sync_api import Locator, Page, expect
from server import Server

from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset
from backprop.lessons.formulas.derivations import Derivation, explain

CHAIN = ("delta1[1]", "da1[1]", "delta2[2]", "da2[2]", "a2[2]", "z2[2]", "a1[2]", "z1[2]", "x[3]")
FOCUS = "document.activeElement.getAttribute('href') ?? document.activeElement.className"
PANEL_HAS_FOCUS = "document.activeElement.matches('.st-key-explanation')"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
SIDEWAYS = """(panel) => [panel, ...panel.querySelectorAll(".katex-display")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent)"""


def explained(name: str, slug: str = "worked-example", notation: str = "element") -> Derivation:
    matrix = notation == "matrix"
    return explain(
        preset(slug).evaluate(), Quantity.parse(name), 1, NumberFormat(), "matrix" if matrix else "element"
    )


def opened(page: Page, server: Server, slug: str, name: str) -> ExplorePage:
    """An example with one of its numbers selected."""
    query = f"e={links.to_link(preset(slug))}&q={quote(name)}"
    explore = ExplorePage(page).open(f"{server.url}/?{query}")
    expect(explore.panel().locator(".katex-display").first).to_be_visible()
    return explore


def selected(page: Page) -> str | None:
    name: str | None = page.evaluate("new URLSearchParams(location.search).get('q')")
    return name


def link(explore: ExplorePage, kind: str, argument: str = "") -> Locator:
    return explore.panel().locator(f"a[href='#{kind}:{quote(argument, safe='')}']")


def targets(explore: ExplorePage, title: str) -> list[str]:
    """The numbers that the list under this heading leads to."""
    below = explore.panel().locator(f"div:has(> h5 > span:text-is('{title}')) + ul a")
    return [
        str(address)
        for address in below.evaluate_all("(all) => all.map((a) => decodeURIComponent(a.hash.slice(8)))")
    ]


def assert_explains(explore: ExplorePage, name: str) -> None:
    """Name, value, meaning and all the neighbours of a number of the starting example."""
    derivation, panel = explained(name), explore.panel()
    assert selected(explore.page) == name
    expect(panel.get_by_role("heading", level=4)).to_contain_text(derivation.result)
    expect(panel).to_contain_text(derivation.words, ignore_case=True)
    expect(panel).to_contain_text(derivation.meaning)
    assert targets(explore, "Made from") == [str(quantity) for quantity, _ in derivation.made_from]
    for _, role in derivation.made_from:
        expect(panel.locator("em", has_text=role).first).to_be_visible()
    assert targets(explore, "Goes into") == [str(quantity) for quantity in derivation.feeds]
    expect(panel.locator(".katex-error")).to_have_count(0)
    assert panel.evaluate(SIDEWAYS) == []


def test_links_lead_from_a_gradient_to_the_input_and_on(explore: ExplorePage) -> None:
    page = explore.page
    explore.click("matrices", "dW1[2,1]")
    assert_explains(explore, "dW1[2,1]")
    tabs = page.context.pages
    entries = page.evaluate("history.length")
    for name in CHAIN:
        link(explore, "select", name).click()
        assert_explains(explore.quiet(), name)
        assert page.evaluate(PANEL_HAS_FOCUS)
    link(explore, "select", "dW1[3,2]").click(modifiers=["Control"])
    assert_explains(explore.quiet(), "dW1[3,2]")
    link(explore, "select", "x[3]").click(button="middle")
    assert_explains(explore.quiet(), "dW1[3,2]")
    assert page.context.pages == tabs, "no link opens a tab"
    assert page.evaluate("[location.hash, history.length]") == ["", entries]


def test_the_keyboard_does_it_all(explore: ExplorePage) -> None:
    page, keyboard = explore.page, explore.page.keyboard
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel, status = page.get_by_role("region", name="Explanation"), page.locator(".part.actions")

    def press(key: str, kind: str, argument: str = "") -> None:
        """Go to a link as a keyboard does, and press it."""
        address = f"#{kind}:{quote(argument, safe='')}"
        for _ in range(25):
            if page.evaluate(FOCUS) == address:
                break
            keyboard.press("Tab")
        assert page.evaluate(FOCUS) == address
        assert page.evaluate(OUTLINE) == "solid"
        keyboard.press(key)
        explore.quiet()

    explore.cell("b2[2]").focus()
    keyboard.press("Space")
    expect(panel).to_be_visible()
    expect(status).to_have_text("bias of unit 2 of layer 2: 0.3")
    panel.focus()
    press("Enter", "select", "z2[2]")
    press("Space", "select", "a1[1]")
    assert_explains(explore, "a1[1]")
    expect(status).to_have_text(f"{explained('a1[1]').words}: 0.9370")
    press("Space", "notation", "matrix")
    expect(panel.get_by_role("button", name="By matrix", pressed=True)).to_be_focused()
    press("Enter", "copy", "text")
    expect(status).to_have_text("Copied")
    panel.focus()
    press("Space", "select")
    expect(panel).to_have_count(0)
    assert selected(page) is None
    assert page.evaluate(FOCUS) == "stage", "the next Tab goes on from there"


def test_the_notation_is_chosen_and_copied(explore: ExplorePage) -> None:
    page = explore.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explore.click("matrices", "dW1[2,1]")
    for notation in ("element", "matrix"):
        link(explore, "notation", notation).click()
        explore.quiet()
        derivation = explained("dW1[2,1]", notation=notation)
        for form, text in (("latex", derivation.latex()), ("text", derivation.text())):
            link(explore, "copy", form).click()
            expect(page.locator(".part.actions")).to_have_text("Copied")
            assert page.evaluate("navigator.clipboard.readText()") == text
    explore.type("b1[1]", "0.5")
    page.reload()
    explore.ready()
    expect(explore.panel().get_by_role("button", name="By matrix", pressed=True)).to_be_visible()
    expect(explore.panel().locator(".katex-display .mtable").first).to_be_visible()
    assert "notation%3Amatrix" in explore.query()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.addEventListener('copy', () => (window.taken = getSelection().toString()))")
    link(explore, "copy", "latex").click()
    expect(page.locator(".part.actions")).to_have_text("Copied")
    assert page.evaluate("window.taken") == explained("dW1[2,1]", notation="matrix").latex()


def test_samples_and_the_long_way_are_shown(page: Page, server: Server) -> None:
    explore = opened(page, server, "three-classes", "dW2[3,2]")
    parts = explained("dW2[3,2]", "three-classes").parts
    assert len(parts) == 3
    for part in parts:
        expect(explore.panel().locator("li", has_text=part.label)).to_contain_text(part.text)
    link(explore, "select", "delta2[2]@3").click()
    assert selected(explore.quiet().page) == "delta2[2]@3"
    (aside,) = explained("delta2[2]@3", "three-classes").asides
    expect(explore.panel().get_by_role("heading", name=aside.title)).to_be_visible()
    expect(explore.panel()).to_contain_text(aside.words)
    assert explore.panel().evaluate(SIDEWAYS) == []
