"""One tab for many tests, each of which begins in it as a visitor does: a new tab costs as much again as the page."""

from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Frame, Page

USUAL = {"width": 1440, "height": 900}
MOST_ENTRIES = (
    30  # of the tab's history: from 50 on browsers count no further, and tests that count would say nothing
)


class SharedTab:
    """A tab that is taken, left, and taken again; a new one where the last was closed or cannot be cleared."""

    def __init__(self, window: BrowserContext) -> None:
        self.window = window
        self.page: Page | None = None
        self.origins: set[str] = set()

    def take(self) -> Page:
        """The tab, on an empty page."""
        if self.page is None or self.page.is_closed():
            self.page = self.window.new_page()
            self.page.on("framenavigated", self._note)
        return self.page

    def _note(self, frame: Frame) -> None:
        if frame.parent_frame is None and frame.url.startswith("http"):
            parts = urlsplit(frame.url)
            self.origins.add(f"{parts.scheme}://{parts.netloc}")

    def leave(self, *, reuse: bool) -> Self:
        """Nothing of a test stays for the next one."""
        page = self.page
        if page is None or page.is_closed():
            return self
        if not reuse or page.evaluate("history.length") > MOST_ENTRIES:
            page.close()
            return self
        page.unroute_all(behavior="ignoreErrors")
        try:
            for origin in self.origins:
                page.goto(
                    f"{origin}/_stcore/health"
                )  # where nothing of ours runs, which could keep something on leaving
                page.evaluate("localStorage.clear(); sessionStorage.clear()")
            page.goto("about:blank")
        except Error:  # that server has ended
            page.close()
            return self
        finally:
            self.origins.clear()
        page.set_viewport_size(USUAL)  # type: ignore[arg-type]
        page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
        page.mouse.move(0, 0)
        return self
