"""The system's Chromium or Chrome: found, else installed where that is allowed, else one line that says what to do."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from debian import install

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--font-render-hinting=none",
]


@cache
def find() -> str | None:
    """The path of an installed browser, or None; one that does not tell its version is a mere pointer to a store."""
    found = (path for name in NAMES if (path := shutil.which(name)))
    return next((path for path in found if answers(path)), None)


def answers(path: str) -> bool:
    return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0


def main() -> int:
    """Make sure that there is one; the exit status says whether there is."""
    if find():
        return 0
    install(["chromium"])
    find.cache_clear()
    if find():
        return 0
    print(
        "The browser tests need Chromium or Chrome: sudo apt-get install chromium (Ubuntu: Google's package of Chrome)"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
