"""The command line: `python -m backprop run` starts the app, `mark FILE.json …` marks homework and prints JSON."""

import argparse
import sys

import backprop
from backprop.interface import start
from backprop.lessons.homework.command import mark_files


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, or 2 where nothing could be read."""
    parser = argparse.ArgumentParser(
        prog="python -m backprop", description="Backprop Explorer's command line.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=backprop.__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    mark = commands.add_parser(
        "mark",
        help="mark the answers in a document with homework",
        description="Mark the answers in documents with homework. Of one file the marks are printed as JSON; of "
        "several files or a folder, a line for each and a summary in the last.",
    )
    mark.add_argument(
        "paths", nargs="+", metavar="FILE", help="a document, or a folder of documents (*.json)"
    )
    commands.add_parser("run", help="start the app", description=start.PURPOSE, epilog=start.OPTIONS)
    chosen, others = parser.parse_known_args(arguments)
    if chosen.command == "run":
        return start.run(others)
    if others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    return mark_files(chosen.paths, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
