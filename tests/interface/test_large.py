"""An edit of the largest network is a message of at most 400 kB, on every page where there can be one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from backprop.experiment.experiment import MOST_SAMPLES
from backprop.experiment.history import History
from backprop.interface.pages import ADDRESSES
from tests.interface.large import largest
from tests.interface.tab import Tab

MOST = 400_000  # bytes
PAGES = {name: page for name, page in ADDRESSES.items() if name != "examples"}  # that shows others


def keys(part: Any) -> Iterator[str]:
    """The keys of all that stands still in a part."""
    if isinstance(part, dict):
        if isinstance(part.get("still"), str):
            yield part["still"]
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from keys(one)


def size_of_an_edit(tab: Tab, number: int) -> int:
    """The bytes that the stage is told after an edit, by a server that knows what the browser has."""
    stage = tab.stage()
    held = sorted(set(keys([stage["parts"], stage["ahead"]])))
    base = {"number": number - 1, "key": stage["address"]["key"]}
    tab.send(
        {
            "number": number,
            "kind": "edit",
            "set": {"W3[2,1]": 0.01 * number},
            "client_has": held,
            "base": base,
        }
    )
    return len(json.dumps(tab.stage(), separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("activation", "samples"),
    [
        ("tanh", MOST_SAMPLES),
        *(pytest.param(*case, marks=pytest.mark.thorough) for case in [("tanh", 1), ("softmax", 9)]),
    ],
)
def test_an_edit_is_a_message_of_at_most_400_kB(page: str, activation: str, samples: int) -> None:
    tab = Tab().run().run()
    tab.session.history = History(largest(activation, samples))
    if page != "explore":
        tab.app.switch_page(str(PAGES[page]))
    tab.run()
    sizes = [size_of_an_edit(tab, number) for number in (1, 2, 3)]
    assert max(sizes) < MOST
    assert tab.session.experiment.network.layers[2].W[1, 0] == 0.03
