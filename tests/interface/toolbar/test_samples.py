"""The samples popover: one more, one fewer, and which one is on show."""

from backprop.experiment.presets import preset
from tests.interface.tab import Tab

WORKED = preset("worked-example")


def test_samples_are_added_shown_and_removed(tab: Tab) -> None:
    tab.open("samples").press("add sample")
    assert (len(tab.experiment.x), tab.session.sample) == (2, 2), "the new sample is shown, to be edited"
    tab.send({"number": 1, "kind": "edit", "set": {"x[1]@2": 7.0}})
    assert tab.cells()["x[1]@2"] == 7.0
    tab.open("samples").choose("number_input", "sample", 1)
    assert tab.cells()["x[1]@1"] == 1.0
    tab.open("samples").choose("number_input", "sample", 2)
    tab.open("samples").press("remove sample")
    assert tab.experiment == WORKED
    assert tab.cells()["x[1]"] == 1.0


def test_removing_a_sample_in_the_middle_leaves_the_others(tab: Tab) -> None:
    tab.open_example("xor").open("samples").choose("number_input", "sample", 2)
    tab.open("samples").press("remove sample")
    assert tab.experiment.x.tolist() == [[0, 0], [1, 0], [1, 1]]
    assert tab.session.sample == 2


def test_the_only_sample_cannot_be_removed(tab: Tab) -> None:
    assert tab.open("samples").app.button(key="remove sample").disabled


def test_the_popover_stays_open_while_one_steps_through_the_samples(tab: Tab) -> None:
    tab.open_example("xor").open("samples").choose("number_input", "sample", 2)
    tab.choose("number_input", "sample", 3)
    assert tab.session.sample == 3
