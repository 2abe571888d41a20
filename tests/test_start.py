"""`make run` on a machine that has never seen Streamlit: the app starts and asks nothing."""

import os
import pty
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.browser.server import free_port

ROOT = Path(__file__).parents[1]


def test_nobody_is_asked_for_anything_at_the_first_start(tmp_path: Path) -> None:
    """With a terminal and a home without settings, Streamlit would ask for an e-mail address and wait."""
    port = free_port()
    settings = {
        "HOME": str(tmp_path),
        "DISPLAY": ":99",
        "BROWSER": "true",
        "STREAMLIT_SERVER_PORT": str(port),
    }
    environment = {k: v for k, v in os.environ.items() if k != "STREAMLIT_SERVER_HEADLESS"} | settings
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py"],
        cwd=ROOT,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    try:
        assert answers(f"http://127.0.0.1:{port}/_stcore/health"), os.read(ours, 4000).decode()
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        os.close(ours)


def answers(url: str) -> bool:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def test_numpy_is_imported_after_its_threads_have_been_counted():
    watch = """
import os, sys

class Watch:
    def find_spec(self, name, *_):
        if name == "numpy":
            print(os.environ.get("OPENBLAS_NUM_THREADS"))
            sys.meta_path.remove(self)

sys.meta_path.insert(0, Watch())
import app
"""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", watch]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
