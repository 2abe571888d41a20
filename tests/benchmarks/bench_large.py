"""The largest network that the app opens: what an edit costs on each page, and how long it keeps others waiting.

Prints for each page the server's CPU seconds and the kilobytes of an edit (goals: 0.3 s and 400 kB), and of opening it;
then how long an edit of the starting example takes 20 sessions while somebody edits such a network without a pause, on
one page after the other, and opens it now and then, against the same without it, in turns (goal: 0.1 s more).
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backprop.experiment import links
from tests.benchmarks.visitor import Visitor
from tests.interface.large import largest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from server import Server

PAGES = ("", "step", "descend", "landscape", "check", "bugs", "homework")
EDITS = int(os.environ.get("EDITS", "20"))
OTHERS, PAUSE = 20, 1.0  # s between two edits of one of the others
ROUNDS, SECONDS = 4, 6.0


async def cost_of_pages(app: Server, document: str) -> None:
    """CPU seconds and kilobytes of an edit on each page."""
    for page in PAGES:
        visitor = await Visitor.arrive(app.url, page=page)
        before, received = app.cpu_seconds(), visitor.received
        await visitor.open(document)
        opened = app.cpu_seconds() - before, visitor.received - received
        await visitor.edit("W1[2,1]", 0.5)
        spent, sizes = [], []
        for i in range(EDITS):
            before, received = app.cpu_seconds(), visitor.received
            await visitor.edit("W1[2,1]", 0.01 * (i + 1))
            await asyncio.sleep(0.05)  # whatever follows an edit belongs to its cost
            spent.append(app.cpu_seconds() - before)
            sizes.append((visitor.received - received) / 1e3)
        await visitor.leave()
        print(
            f"8×64, 512 samples, {page or 'explore'}: an edit {statistics.median(spent):.2f} s of CPU "
            f"(most {max(spent):.2f}), {statistics.median(sizes):.0f} kB (most {max(sizes):.0f}); "
            f"opened in {opened[0]:.2f} s of CPU, {opened[1] / 1e3:.0f} kB"
        )


async def latencies(others: Sequence[Visitor], seconds: float) -> list[float]:
    """How long the edits of all the others take, each of them one every now and then."""
    found: list[float] = []
    end = asyncio.get_running_loop().time() + seconds

    async def work(visitor: Visitor, k: int) -> None:
        await asyncio.sleep(PAUSE * k / len(others))
        while asyncio.get_running_loop().time() < end:
            found.append(await visitor.edit("W1[2,1]", 0.001 * (len(found) % 900 + 1)))
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*(work(visitor, k) for k, visitor in enumerate(others)))
    return found


async def keep_editing(pages: Sequence[Visitor], document: str, enough: asyncio.Event) -> None:
    """One edit after the other on each page in turn, without a pause, and now and then the network is opened anew."""
    i = 0
    while not enough.is_set():
        i += 1
        visitor = pages[i % len(pages)]
        await visitor.edit("W1[2,1]", 0.01 * (i % 90 + 1))
        if i % 10 == 0:
            await visitor.open(document)


async def waiting(apps: dict[str, Server], document: str) -> None:
    """The others' edits with and without the large network beside them, on each server in turns."""
    visitors = {name: [await Visitor.arrive(app.url) for _ in range(OTHERS)] for name, app in apps.items()}
    large = {name: [await Visitor.arrive(app.url, page=page) for page in PAGES] for name, app in apps.items()}
    for visitor in (visitor for pages in large.values() for visitor in pages):
        await visitor.open(document)
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for name in apps:
            for beside in ("alone", "beside 8×64"):
                enough = asyncio.Event()
                if beside == "alone":
                    enough.set()
                busy = asyncio.create_task(keep_editing(large[name], document, enough))
                found.setdefault((name, beside), []).extend(await latencies(visitors[name], SECONDS))
                enough.set()
                await busy
    for (name, beside), times in found.items():
        quantiles = np.quantile(times, [0.5, 0.95, 1.0]) * 1e3
        print(
            f"{name}: an edit of {OTHERS} sessions {beside}: median {quantiles[0]:.0f} ms, "
            f"95 % within {quantiles[1]:.0f} ms, worst {quantiles[2]:.0f} ms ({len(times)} edits)"
        )


async def run() -> None:
    """All of it, on servers of its own; OTHER may name a second copy of the project to compare with."""
    document = links.to_link(largest())
    with tempfile.TemporaryDirectory() as folder:
        roots = {"this": Path(__file__).parents[2]}
        if os.environ.get("OTHER"):
            roots["other"] = Path(os.environ["OTHER"])
        apps = {
            name: Server(Path(folder) / name, root / "app.py", root=root).start()
            for name, root in roots.items()
        }
        try:
            await cost_of_pages(apps["this"], document)
            await waiting(apps, document)
        finally:
            for app in apps.values():
                app.kill()


def main() -> None:
    """Run it."""
    asyncio.run(run())


if __name__ == "__main__":
    main()
