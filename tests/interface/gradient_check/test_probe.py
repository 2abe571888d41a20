"""The probe in a link: whatever it says is read, and what nobody understands stays at its default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.interface.gradient_check.probe import PROBE, STEPS, Probe
from backprop.lessons.checks.numeric_check import METHODS


@given(st.builds(Probe, st.sampled_from(METHODS), st.sampled_from(STEPS)))
def test_a_link_brings_everything_back(probe):
    assert PROBE.read(PROBE.write(probe)) == probe


@pytest.mark.parametrize(
    "text", ["", "epsilon", "epsilon:0", "epsilon:-1e-5", "epsilon:1e400", "epsilon:nan", "method:x"]
)
def test_nonsense_is_the_default(text):
    assert PROBE.read(text) == Probe()


@given(st.text())
def test_no_text_breaks_it(text):
    assert PROBE.read(text).epsilon in STEPS
