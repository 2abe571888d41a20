"""Starts the server: `backprop-explorer` and `python -m backprop run` are `streamlit run app.py`, from any folder."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

import backprop
from backprop.interface import places

PURPOSE = "Start Backprop Explorer and open it in the browser."
OPTIONS = "All other options are those of `streamlit run`, such as --server.port 9000."


def run(options: Sequence[str]) -> int:
    """`streamlit run` of the app with these options of its own; returns its exit status where it is not replaced by it.

    A process of its own: app.py sets the number of threads before anything imports NumPy. Streamlit reads the settings
    beside app.py, which those of the environment (STREAMLIT_…) and the options go before.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(places.APP), *options]
    if os.name == "posix":
        os.execv(sys.executable, command)  # so that a signal meant for the server reaches it
    return subprocess.call(command)


def main() -> int:
    """The command `backprop-explorer`."""
    parser = argparse.ArgumentParser(
        prog="backprop-explorer",
        description=PURPOSE,
        epilog=OPTIONS,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=backprop.__version__)
    return run(parser.parse_known_args()[1])
