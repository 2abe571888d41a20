"""Nobody waits for what another one opens: reading the largest there is lets other threads go on in between."""

import threading
import time
from collections.abc import Callable

import pytest

from backprop.experiment.archives import from_npz, to_npz
from backprop.experiment.documents import from_json, to_json
from backprop.experiment.links import from_link, to_link
from backprop.experiment.sample_table import SampleError, read_samples, write_samples
from tests.experiment.conftest import largest

LONGEST = 0.1  # s of this process's own time, which another process cannot take


def longest_wait(work: Callable[[], object]) -> float:
    """How long another thread, which would go on every half millisecond, waits at most."""
    waits: list[float] = []
    begun, done = threading.Event(), threading.Event()

    def go_on() -> None:
        last = time.process_time()
        while not done.is_set():
            time.sleep(0.0005)
            now = time.process_time()
            waits.append(now - last)
            last = now
            begun.set()

    other = threading.Thread(target=go_on)
    other.start()
    begun.wait()
    try:
        work()
    finally:
        done.set()
        other.join()
    return max(waits)


def refused(table: str) -> None:
    with pytest.raises(SampleError):
        read_samples(table.encode(), 2, 1)


@pytest.fixture(scope="module")
def work() -> dict[str, Callable[[], object]]:
    experiment = largest()
    document, link, archive = to_json(experiment).encode(), to_link(experiment), to_npz(experiment)
    table = write_samples(experiment.x, experiment.t).encode()
    return {
        "read a document": lambda: from_json(document),
        "write a document": lambda: to_json(experiment),
        "read a link": lambda: from_link(link),
        "write a link": lambda: to_link(experiment),
        "read an archive": lambda: from_npz(archive),
        "write an archive": lambda: to_npz(experiment),
        "read a table": lambda: read_samples(table, 64, 64),
        "refuse empty lines": lambda: refused("\n" * 3_999_000),
        "refuse empty cells": lambda: refused("," * 3_999_000),
    }


def test_the_measure_sees_who_holds_the_interpreter() -> None:
    assert longest_wait(lambda: sorted(range(3_000_000, 0, -1), key=str)) > LONGEST


@pytest.mark.thorough
def test_others_go_on_meanwhile(work: dict[str, Callable[[], object]]) -> None:
    for name, each in work.items():
        assert min(longest_wait(each) for _ in range(3)) < LONGEST, name
