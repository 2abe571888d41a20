"""The bug lab as a person's hands: mistakes to switch on, and tabs to look at."""

from explore_page import ExplorePage


class BugLab(ExplorePage):
    """One browser tab on the bug lab."""

    def ready(self) -> "BugLab":
        self.page.wait_for_selector(".bugs .list button", timeout=30_000)
        self.page.wait_for_selector(".cell", timeout=30_000)
        self.quiet()
        return self

    def switch(self, key: str) -> None:
        self.page.locator(f"[data-bug={key}]").click()
        self.quiet()

    def sight(self, name: str) -> None:
        self.page.locator(f".tabs [data-to={name}]").click()
        self.quiet()
