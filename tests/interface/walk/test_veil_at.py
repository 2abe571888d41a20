"""What is hidden at a step, also when it is entered number by number."""

from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.interface.walk.walk import veil_at
from backprop.lessons.walk.steps import steps_of

WORKED = preset().evaluate()
STEPS = {step.key: step for step in steps_of(WORKED)}


def covers(key: str, detail: str | None, *names: str) -> list[bool]:
    veil = veil_at(WORKED, STEPS[key], Quantity.parse(detail) if detail else None, 1)
    return [veil.covers(Quantity.parse(name)) for name in names]


def test_the_whole_step_is_hidden_with_all_that_follows():
    assert covers("z1", None, "z1[1]", "z1[2]", "a1[1]", "C", "dW1[1,1]") == [True] * 5
    assert covers("z1", None, "x[1]", "W1[1,1]", "b1[2]", "t[1]") == [False] * 4


def test_entered_the_later_numbers_stay_hidden_and_the_earlier_ones_are_known():
    assert covers("z1", "z1[1]", "z1[1]", "z1[2]", "a1[1]") == [True] * 3
    assert covers("z1", "z1[2]", "z1[1]", "z1[2]", "a1[1]") == [False, True, True]
    assert covers("dW1", "dW1[2,1]", "dW1[1,2]", "dW1[2,1]", "dW1[2,2]", "W1new[1,1]") == [
        False,
        True,
        True,
        True,
    ]


def test_another_number_chosen_does_not_lift_the_veil_over_the_result():
    assert covers("a2", "t[1]", "a2[1]", "a2[2]", "t[1]") == [True] * 3
    assert covers("db2", "dW2[1,1]", "db2[1]", "dW2[1,1]", "dW2[1,2]") == [True, True, False]


def test_the_loss_of_a_single_sample_is_the_cost():
    assert covers("C", None, "C", "E") == [True, True]
