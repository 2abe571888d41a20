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
from shared_tab import USUAL, SharedTab

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
        viewport=USUAL,
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def phones(chromiums: BrowserType) -> Iterator[Browser]:
    """A browser for windows of other kinds."""
    running = chromiums.launch(executable_path=chromium.find(), args=chromium.FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def shared_tab(window: BrowserContext) -> SharedTab:
    return SharedTab(window)


@pytest.fixture
def page(window: BrowserContext, shared_tab: SharedTab, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab in which nothing has happened yet; what a test opened beside it is closed after it."""
    failed, tab = request.session.testsfailed, shared_tab.take()
    before = window.pages
    yield tab
    for other in set(window.pages).difference(before):
        other.close()
    shared_tab.leave(reuse=request.session.testsfailed == failed)


@pytest.fixture
def explore(page: Page, server: Server) -> ExplorePage:
    """The explore page on the starting example; nothing it logs may be an error."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return ExplorePage(page).open(server.url)
