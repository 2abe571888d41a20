"""What the pages say of themselves: their events are functions, their parts' modules and stylesheets are there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from backprop.interface import assets, events, view
from backprop.interface.page import Page
from backprop.interface.pages import FIGURES, KINDS, PAGES, SETTINGS
from backprop.interface.parts import Kind
from backprop.interface.stage import stage
from backprop.interface.view import View
from tests.interface.tab import Tab

INTERFACE = Path(assets.__file__).parent

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)


@each_page
def test_a_page_has_its_entry_and_events(page: Page) -> None:
    assert page.path.is_file()
    for kind in page.events:
        assert callable(getattr(import_module(f"{page.package}.actions"), kind))
        assert kind in events.KINDS or page.address in events.SELECTED


def test_no_two_pages_share_an_event_a_letter_or_an_address() -> None:
    own = [kind for page in PAGES for kind in page.events if kind != events.SELECTION]
    assert len(events.KINDS) == len(own) + len(events.EVERYWHERE)
    assert len({page.address for page in PAGES}) == len(PAGES)
    assert len(set(view.LETTERS)) == len(view.LETTERS)


def test_a_setting_is_a_field_of_the_view_or_a_record_of_its_own() -> None:
    for setting in SETTINGS:
        assert hasattr(View(), setting.field) if setting.field else type(setting.usual)() == setting.usual


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.module)
def test_a_kind_of_part_has_its_module_and_stylesheet(kind: Kind) -> None:
    assert re.search("^export default class", (INTERFACE / kind.module).read_text(), re.MULTILINE)
    assert kind.module in assets.files()
    assert kind.stylesheet in stage.STYLESHEETS
    assert kind.stylesheet in assets.files()


@each_page
def test_a_page_draws_parts_that_it_names(page: Page, tab: Tab) -> None:
    """All modules are loaded at once, before a part asks for its own."""
    tab.app.switch_page(str(page.path))
    tab.run()
    if page.parts:
        drawn = {part["module"] for part in tab.stage()["parts"].values()}
        assert drawn <= {kind.module for kind in page.parts}


@each_page
def test_a_page_names_the_figures_whose_width_it_wants_to_know(page: Page, tab: Tab) -> None:
    tab.app.switch_page(str(page.path))
    tab.run()
    if page.parts:
        wide = {name for name, part in tab.stage()["parts"].items() if "figures" in part}
        assert wide <= set(page.figures) <= FIGURES


def test_the_stage_knows_no_part_by_name() -> None:
    script = (INTERFACE / "stage" / "stage.js").read_text()
    imported = set(re.findall(r'from "\./([^"]+)"', script)) | set(re.findall(r'from "\.\./([^"]+)"', script))
    assert not imported & {kind.module for kind in KINDS}
