"""Homework marked from the command line: documents in, marks as JSON out."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from backprop.experiment.documents import DocumentError, from_json
from backprop.experiment.homework import read_homework
from backprop.experiment.reading import MOST_BYTES
from backprop.lessons.homework.marking import RIGHT, Mark, mark
from backprop.lessons.homework.sheet import canonical

NOTHING_READ = 2  # exit status
Json = dict[str, Any]


def mark_files(paths: Sequence[str], out: TextIO) -> int:
    """Mark one document, or each of several or of a folder, and print the marks; the exit status.

    One file: {"marks": […]} or {"error": "…"}. Otherwise a line for each, {"file", "marks"} or {"file", "error"},
    and {"summary": {"files", "right", "wrong", "keys"}} in the last. A file that cannot be read stops no other one;
    the status is 2 only where nothing could be read.
    """
    alone = len(paths) == 1 and not Path(paths[0]).is_dir()
    results = []
    for path in _files(paths):
        results.append(_mark_file(path))
        print(
            json.dumps(results[-1] if alone else {"file": str(path), **results[-1]}, ensure_ascii=False),
            file=out,
        )
    if not alone:
        print(json.dumps({"summary": _summary(results)}, ensure_ascii=False), file=out)
    return 0 if any("marks" in one for one in results) else NOTHING_READ


def marks_of(document: str | bytes) -> list[Json]:
    """The marks of a document's answers, in their order. Raises DocumentError with one sentence."""
    experiment = from_json(document)
    homework = read_homework(experiment)
    evaluation = experiment.evaluate(homework.rate)
    found = {name: cell for array in mark(evaluation, homework.answers) for name, cell in array.cells.items()}
    marks = []
    for name, answer in homework.answers.items():
        one = found.get(canonical(evaluation, name)) or Mark(
            "unreadable", f"{name} is no number that is computed here."
        )
        keys = list(one.keys)
        marks.append(
            {"name": name, "answer": answer, "verdict": one.verdict, "keys": keys, "words": one.words}
        )
    return marks


def _files(paths: Sequence[str]) -> list[Path]:
    """The files themselves, and those of each folder in the order of their names."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return found


def _mark_file(path: Path) -> Json:
    try:
        if path.stat().st_size > MOST_BYTES:
            return {
                "error": f"{path} is larger than {MOST_BYTES // 10**6} MB: that is no document of this app."
            }
        return {"marks": marks_of(path.read_bytes())}
    except OSError as error:
        return {"error": f"{path} cannot be read: {error.strerror or error}."}
    except DocumentError as error:
        return {"error": str(error)}


def _summary(results: Sequence[Json]) -> Json:
    marks = [one for result in results for one in result.get("marks", ())]
    verdicts = Counter(one["verdict"] for one in marks)
    keys = Counter(key for one in marks for key in one["keys"])
    right = sum(verdicts[verdict] for verdict in RIGHT)
    return {
        "files": len(results),
        "right": right,
        "wrong": verdicts["wrong"],
        "keys": dict(keys.most_common()),
    }
