"""Debian's packages that tests need: there already, else installed where that is allowed, else one line that says how.

`python -m tests.browser.debian firefox-esr xvfb` makes sure of these two; the exit status says whether they are there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

PROGRAMS = {
    "nginx-light": "nginx",
    "firefox-esr": "firefox-esr",
    "webkit2gtk-driver": "WebKitWebDriver",
    "xvfb": "Xvfb",
}
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"  # a user's search path may lack those of servers


def program(package: str) -> str | None:
    """The path of a package's program, or None."""
    return shutil.which(PROGRAMS[package], path=PLACES)


def missing(packages: Iterable[str]) -> list[str]:
    """Those of the packages whose program is not there."""
    return [package for package in packages if not program(package)]


def install(packages: Iterable[str]) -> None:
    """Install them, if root and apt-get are there to do it."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"Installing Debian's {', '.join(packages)} for the tests", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", *packages], check=False, **quiet)


def main(packages: list[str]) -> int:
    """Make sure that they are there; the exit status says whether they are."""
    if lacking := missing(packages):
        install(lacking)
    if lacking := missing(packages):
        print(f"The tests need more: sudo apt-get install {' '.join(lacking)}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
