"""The real app, started on a free port, killed and started again; its log is kept for the tests to read."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One `streamlit run` of a script (ours, or a benchmark's floor), at a host's root or below a path like /ml/bp."""

    def __init__(
        self, log: Path, script: Path = ROOT / "app.py", path: str = "", *, root: Path = ROOT
    ) -> None:
        self.port, self.log, self.script, self.path, self.root = free_port(), log, script, path, root
        self.url = f"http://127.0.0.1:{self.port}{path}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        command = [sys.executable, "-m", "streamlit", "run", str(self.script)]
        settings = {
            "STREAMLIT_SERVER_PORT": str(self.port),
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
            "STREAMLIT_SERVER_HEADLESS": "true",
            "STREAMLIT_SERVER_BASE_URL_PATH": self.path.strip("/"),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.root, env={**os.environ, **settings}, stdout=log, stderr=log
            )
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The app did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """End it at once, as a crash would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def cpu_seconds(self) -> float:
        """User and system time of the process so far, of all its threads, those that have ended too (Linux).

        By the process's own clock (clock_getcpuclockid(3)): /proc counts in ticks of 10 ms, as long as an edit.
        """
        assert self.process is not None
        return time.clock_gettime((~self.process.pid << 3) | 2)
