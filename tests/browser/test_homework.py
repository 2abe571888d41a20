"""The homework page: answers typed and pasted, marked, undone and kept in the link; the worksheet with its key."""

import re

import pytest
from explore_page import BEYOND, SIZES, ExplorePage
from playwright.sync_api import Locator, Page, Route, expect
from server import Server

from backprop.experiment.homework import read_homework
from backprop.experiment.links import to_link
from backprop.experiment.presets import preset

WORKED = preset()


class HomeworkPage(ExplorePage):
    """One browser tab on the homework page."""

    def ready(self) -> "HomeworkPage":
        self.page.wait_for_selector(".answers input, .paper", timeout=30_000)
        self.quiet()
        return self

    def answer(self, name: str) -> Locator:
        return self.page.locator(f'.answers input[data-name="{name}"]')

    def write(self, name: str, text: str) -> None:
        self.answer(name).click()
        self.answer(name).fill(text)
        self.page.keyboard.press("Enter")
        self.quiet()

    def paste(self, name: str, text: str) -> None:
        self.answer(name).click()
        self.page.evaluate(
            """([name, text]) => { const data = new DataTransfer(); data.setData("text/plain", text);
              document.querySelector(`.answers input[data-name="${name}"]`).dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""",
            [name, text],
        )
        self.quiet()

    def marked(self, name: str, verdict: str) -> None:
        expect(self.answer(name).locator("..")).to_have_class(re.compile(rf"\b{verdict}\b"))


@pytest.fixture
def homework(page: Page, server: Server) -> HomeworkPage:
    tab = HomeworkPage(page)
    tab.open(f"{server.url}/homework")
    return tab


def test_answers_are_marked_to_the_digits_given_and_kept(homework: HomeworkPage) -> None:
    page = homework.page
    homework.write("a1[1]", "0.9370")
    homework.write("a1[2]", "0.964")
    homework.write("C", "0.2911")
    homework.marked("a1[1]", "right")
    homework.marked("C", "wrong")
    expect(page.locator(".part.summary")).to_have_text("2 of 3 answers are right; 27 numbers are asked.")
    expect(page.locator("table.report tr", has_text="0.2911")).to_contain_text("off by 0.0089 (3.2 %)")
    assert read_homework(homework.linked()).answers["a1[1]"] == "0.9370"
    homework.write("C", "0.2822")
    homework.marked("C", "right")
    page.locator("[data-do=undo]").click()
    homework.quiet()
    expect(homework.answer("C")).to_have_value("0.2911")
    page.reload()
    homework.ready()
    expect(homework.answer("a1[1]")).to_have_value("0.9370")
    homework.marked("C", "wrong")


def test_a_pasted_matrix_fills_the_cells_and_a_mistake_is_named(homework: HomeworkPage) -> None:
    homework.paste("delta2[1]", "0.36103\t0.65879")
    homework.marked("delta2[1]", "wrong")
    homework.paste("dW2[1,1]", "[[0.33829, 0.61730], [0.34819, 0.63536]]")
    homework.marked("dW2[2,2]", "follow")
    homework.answer("delta2[2]").click()
    expect(homework.page.locator(".answers .said")).to_contain_text("f′(z) forgotten")
    homework.paste("dW2[2,1]", "1\t2\t3\n4\t5\t6")
    expect(homework.page.locator(".answers .said")).to_contain_text("does not fit from dW2[2,1] on")
    expect(homework.answer("dW2[2,1]")).to_have_value("0.34819")


def test_a_typed_row_spreads_and_a_vector_fits_a_column(page: Page, server: Server) -> None:
    tab = HomeworkPage(page)
    tab.open(f"{server.url}/homework?e={to_link(preset('two-two-one'))}")  # W2 has one column
    tab.write("a1[1]", "0.1 0.2 0.3")
    expect(page.locator(".answers .said")).to_contain_text("does not fit from a1[1] on")
    expect(tab.answer("a1[1]")).to_have_value("")
    tab.write("a1[1]", "0.25, 0.75")
    expect(tab.answer("a1[1]")).to_have_value("0.25")
    expect(tab.answer("a1[2]")).to_have_value("0.75")
    tab.paste("dW2[1,1]", "[0.10 0.20]")
    expect(tab.answer("dW2[1,1]")).to_have_value("0.10")
    expect(tab.answer("dW2[2,1]")).to_have_value("0.20")
    assert read_homework(tab.linked()).answers["dW2[2,1]"] == "0.20"


def test_single_numbers_are_asked_and_biases_held(homework: HomeworkPage) -> None:
    page = homework.page
    page.get_by_role("button", name="Asked").click()
    body = page.get_by_test_id("stPopoverBody")
    body.get_by_text("Biases are trained").click()
    homework.quiet()
    expect(homework.answer("db1[1]")).to_have_count(0)
    expect(homework.answer("dW1[1,1]")).to_have_count(1)
    body.get_by_label("And single numbers").fill("ΔW⁽²⁾₂₁")
    page.keyboard.press("Enter")
    homework.quiet()
    page.keyboard.press("Escape")
    expect(homework.answer("W2change[2,1]")).to_be_visible()
    homework.write("W2change[2,1]", "-0.02083")
    homework.marked("W2change[2,1]", "right")
    assert read_homework(homework.linked()).biases == "constant"


def test_a_setting_whose_code_comes_late_is_not_reset(homework: HomeworkPage) -> None:
    """Streamlit tells a widget its value once: another run before its code is there had the slider fall to 0.0001."""
    page = homework.page
    late: list[Route] = []
    page.route(re.compile(r"/static/js/Slider\."), lambda route: late.append(route))  # noqa: PLW0108 (Playwright wants a function)
    page.get_by_role("button", name="Asked").click()
    body = page.get_by_test_id("stPopoverBody")
    body.get_by_text("Biases are trained").click()
    expect(homework.answer("db1[1]")).to_have_count(0)
    homework.quiet()
    for route in late:
        route.continue_()
    expect(body.get_by_test_id("stSliderThumbValue")).to_have_text("0.5")
    body.get_by_text("Biases are trained").click()
    expect(homework.answer("db1[1]")).to_have_count(1)
    assert late, "the slider's code has another name"
    assert read_homework(homework.quiet().linked()).rate == 0.5


def test_rows_receive_turns_the_sheet(homework: HomeworkPage) -> None:
    homework.page.locator(".answers [data-to=receive]").click()
    homework.quiet()
    homework.paste("dW1[1,1]", "0.007476 0.01495 0.02243\n0.001747 0.003495 0.005242")
    homework.marked("dW1[3,1]", "right")
    homework.marked("dW1[1,2]", "right")


def test_bad_text_is_said_and_nothing_is_lost(homework: HomeworkPage) -> None:
    homework.write("a1[1]", "0.937")
    homework.write("a1[2]", "about one")
    homework.marked("a1[2]", "unreadable")
    expect(homework.page.locator("table.report tr", has_text="about one")).to_contain_text("is not a number")
    expect(homework.answer("a1[1]")).to_have_value("0.937")


def test_keys_go_from_cell_to_cell_and_leave_the_page_alone(homework: HomeworkPage) -> None:
    page = homework.page
    homework.answer("dW1[1,1]").click()
    page.keyboard.type("0.5")
    page.keyboard.press("ArrowDown")
    expect(homework.answer("dW1[2,1]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(homework.answer("dW1[2,2]")).to_be_focused()
    homework.quiet()
    expect(homework.answer("dW1[1,1]")).to_have_value("0.5")


def test_right_values_are_shown_on_wish_alone(homework: HomeworkPage) -> None:
    page = homework.page
    homework.write("C", "0.2911")
    homework.answer("C").click()
    expect(page.locator(".answers .said")).not_to_contain_text("It is")
    page.get_by_text("Show the right values").click()
    homework.quiet()
    homework.answer("C").click()
    expect(page.locator(".answers .said")).to_contain_text("It is 0.28217575")


def test_the_answer_key_is_never_on_the_screen_that_shows_the_worksheet(page: Page, server: Server) -> None:
    """Nor on its paper: each of the two is shown and printed alone."""
    teacher = HomeworkPage(page)
    teacher.open(f"{server.url}/homework?v=desk:teacher&e={to_link(preset('xor'))}")
    paper = page.locator(".paper")
    expect(paper).to_have_count(1)
    assert "0.183335" not in page.content()
    page.emulate_media(media="print")
    expect(page.locator(".part.board")).to_be_hidden()
    expect(page.locator(".st-key-toolbar")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("radio", name="Answer key").click()
    expect(paper).to_contain_text("0.183335")
    expect(paper).to_have_count(1)
    expect(page.locator(".paper .blank")).to_have_count(0)
    page.reload()
    teacher.ready()
    expect(paper).to_contain_text("0.183335")
    page.get_by_role("radio", name="Worksheet").click()
    expect(page.locator(".paper .blank").first).to_be_visible()
    assert "0.183335" not in page.content()
    page.get_by_role("button", name="Hand out").click()
    link = page.locator("[data-testid=stCode]").inner_text().strip()
    assert "desk" not in link
    page.goto(link)
    HomeworkPage(page).ready()
    expect(page.locator(".answers input").first).to_be_visible()


def test_what_is_asked_is_chosen_by_symbol_and_words(homework: HomeworkPage) -> None:
    asked = homework.popover("Asked")
    words = asked.get_by_role("button")
    expect(words.first).to_be_visible()
    assert not [text for text in words.all_inner_texts() if re.search(r"(da|delta|dW|db|new)\d", text)]
    asked.get_by_role("button", name="∂C/∂a⁽¹⁾ gradients at the activations of layer 1").click()
    homework.quiet()
    expect(homework.answer("da1[1]")).to_have_count(1)
    assert "da1" in read_homework(homework.quiet().linked()).asked  # the address is written after the paint


def test_nothing_runs_off_the_screen(page: Page, server: Server) -> None:
    tab = HomeworkPage(page)
    tab.open(f"{server.url}/homework?e={to_link(WORKED)}")
    for width, height in SIZES:
        tab.resize(width, height)
        assert page.evaluate(BEYOND) <= 0, width
