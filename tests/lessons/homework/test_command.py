"""`python -m backprop mark`: one document, several, a folder, and what cannot be read."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from backprop.experiment.documents import to_json
from backprop.experiment.presets import preset
from backprop.lessons.homework.command import mark_files

ROOT = Path(__file__).parents[3]


@pytest.fixture
def document(tmp_path):
    answers = {
        "delta2[1]": "-0.04320",
        "delta2[2]": "0.12058",
        "C": "0.28",
        "a1[1]": "0.937",
        "z1[1]": "two",
        "z9[1]": "1",
    }
    path = tmp_path / "homework.json"
    path.write_text(to_json(replace(preset(), homework={"answers": answers})), encoding="utf-8")
    return path


def run(*paths):
    out = io.StringIO()
    status = mark_files([str(path) for path in paths], out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_document_is_its_marks(document):
    status, (result,) = run(document)
    assert status == 0
    marks = {one.pop("name"): one for one in result["marks"]}
    assert {name: one["verdict"] for name, one in marks.items()} == {
        "delta2[1]": "wrong",
        "delta2[2]": "right",
        "C": "few",
        "a1[1]": "right",
        "z1[1]": "unreadable",
        "z9[1]": "unreadable",
    }
    assert marks["delta2[1]"] == {
        "answer": "-0.04320", "verdict": "wrong", "keys": ["sign"], "words": "Not right: the sign is turned.",
    }  # fmt: skip


def test_several_and_a_folder_are_a_line_each_and_a_summary(document, tmp_path):
    broken = tmp_path / "no document.json"
    broken.write_text("{", encoding="utf-8")
    status, (first, second, last) = run(tmp_path)
    assert status == 0
    assert first["file"] == str(document)
    assert len(first["marks"]) == 6
    assert second["file"] == str(broken)
    assert "JSON" in second["error"]
    assert last == {"summary": {"files": 2, "right": 2, "wrong": 1, "keys": {"sign": 1}}}
    assert run(document, document)[1][-1]["summary"]["keys"] == {"sign": 2}


def test_where_nothing_can_be_read_the_status_is_two(tmp_path):
    assert run(tmp_path / "none.json") == (
        2,
        [{"error": f"{tmp_path / 'none.json'} cannot be read: No such file or directory."}],
    )
    status, lines = run(tmp_path)
    assert status == 2
    assert lines == [{"summary": {"files": 0, "right": 0, "wrong": 0, "keys": {}}}]
    (tmp_path / "large.json").write_bytes(b" " * 4_000_001)
    assert "larger than 4 MB" in run(tmp_path / "large.json")[1][0]["error"]


def test_it_runs_from_the_command_line(document):
    command = [sys.executable, "-m", "backprop", "mark", str(document)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)["marks"]) == 6
    assert not done.stderr
