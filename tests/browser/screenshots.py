"""`make screenshots`: renews the pictures of the README from the running app."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import chromium
from descend_page import DescendPage
from explore_page import ExplorePage
from lab_page import BugLab
from landscape_page import LandscapePage
from server import ROOT, Server
from walk_page import WalkPage

PAGES = {"step": WalkPage, "descend": DescendPage, "landscape": LandscapePage, "bugs": BugLab}
PICTURES = ROOT / "docs"
SHOTS = {
    "explore": ("light", {"width": 1440, "height": 900}, "q=dW1%5B2%2C1%5D"),
    "step": ("light", {"width": 1440, "height": 900}, "s=da1"),
    "descend": ("light", {"width": 1440, "height": 900}, "n=400&k=60&v=axes:log"),
    "landscape": ("light", {"width": 1440, "height": 900}, "n=300"),
    "bugs": ("light", {"width": 1440, "height": 900}, "b=mistake:one-path"),
    "gradients": ("dark", {"width": 1440, "height": 900}, "q=delta1%5B1%5D&v=mode:gradients"),
}


def main() -> None:
    """One picture for each entry of SHOTS."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log").start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for name, (scheme, viewport, query) in SHOTS.items():
            context = browser.new_context(viewport=viewport, color_scheme=scheme, device_scale_factor=1)
            page = PAGES.get(name, ExplorePage)(context.new_page())
            page.open(f"{server.url}/{name if name in PAGES else ''}?{query}")
            page.page.wait_for_timeout(1000)  # fonts and formulas
            page.page.screenshot(path=PICTURES / f"{name}.png")
            context.close()
        browser.close()
        server.kill()


if __name__ == "__main__":
    main()
