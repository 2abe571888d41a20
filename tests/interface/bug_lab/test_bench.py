"""The bench in a link: whatever it says is read, and what nobody understands stays at its default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.interface.bug_lab.bench import BENCH, SIGHTS, STEPS, Bench
from backprop.lessons.bugs.mistakes import MISTAKES

KEYS = st.sampled_from(["", *MISTAKES])


@given(
    st.builds(
        Bench,
        mistake=KEYS,
        seed=st.none() | st.integers(0, 999_999),
        guess=KEYS,
        told=st.booleans(),
        sight=st.sampled_from(["", *SIGHTS]),
        steps=st.sampled_from(STEPS),
    )
)
def test_a_link_brings_everything_back(bench):
    assert BENCH.read(BENCH.write(bench)) == bench


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mistake",
        "mistake:nothing",
        "seed:-1",
        "seed:1e3",
        "seed:٣",
        "steps:7",
        "sight:code",
        ";;;:",
        "told:no",
        "x" * 10_000,
    ],
)
def test_nonsense_is_the_default(text):
    assert BENCH.read(text) == Bench()


@given(st.text())
def test_no_text_breaks_it(text):
    assert isinstance(BENCH.read(text), Bench)


def test_a_mistake_is_switched_on_and_off():
    on = Bench().switched("one-path")
    assert on.mistake == "one-path"
    assert on.switched("one-path") == Bench()
    assert on.switched("times-bias").mistake == "times-bias"
    assert Bench().riddle(5).switched("one-path").seed is None
