"""One server and one browser for the whole run; each test gets a tab of its own, and a clean log is demanded."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # the tests of this folder share its modules

import chromium
from explore_page import ExplorePage
from server import Server

COMPLAINT = re.compile(r"warning|error|traceback|exception|deprecat|does not exist anymore", re.IGNORECASE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, shared by the tests that do not kill it. Its log stays free of complaints."""
    log = tmp_path_factory.mktemp("server") / "log"
    running = Server(log).start()
    yield running
    running.kill()
    complaints = [line for line in log.read_text().splitlines() if COMPLAINT.search(line)]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A freshly started app for one test, which may kill it and start it again."""
    running = Server(tmp_path / "log").start()
    yield running
    running.kill()
    complaints = [line for line in running.log.read_text().splitlines() if COMPLAINT.search(line)]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def chromiums() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def window(chromiums: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One window for all tabs; its profile, being on disk, keeps scripts compiled: tabs open twice as fast."""
    opened = chromiums.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium.find(),
        args=chromium.FLAGS,
        viewport={"width": 1440, "height": 900},
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def phones(chromiums: BrowserType) -> Iterator[Browser]:
    """A browser for windows of other kinds."""
    running = chromiums.launch(executable_path=chromium.find(), args=chromium.FLAGS)
    yield running
    running.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A tab of its own for each test; what it opened is closed after it."""
    before = window.pages
    yield window.new_page()
    for tab in set(window.pages).difference(before):
        tab.close()


@pytest.fixture
def explore(page: Page, server: Server) -> ExplorePage:
    """The explore page on the starting example; nothing it logs may be an error."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return ExplorePage(page).open(server.url)
