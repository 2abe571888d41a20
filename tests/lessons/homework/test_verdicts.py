"""The verdict on an answer by itself: right, cut, or too short, by the number that is meant and as it was printed."""

import numpy as np

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.lessons.homework.marking import mark
from tests.lessons.homework.sheets import verdicts

WORKED = preset().evaluate()


def test_cut_answers_are_right_with_a_note():
    found = mark(WORKED, {"a1[1]": "0.9370", "a1[2]": "0.9644"})[0]
    assert [cell.verdict for cell in found.cells.values()] == ["right", "right"]
    found = mark(WORKED, {"a2[1]": "0.8610", "a2[2]": "0.7587"})[0]
    assert [cell.verdict for cell in found.cells.values()] == ["right", "cut"]
    assert "cut off" in found.cells["a2[2]"].words


def test_fewer_than_three_digits_are_too_few_to_tell_unless_they_are_all_there_is():
    answers = {"a1[1]": "0.94", "z1[1]": "2.7", "z1[2]": "3"}  # 0.937, 2.7 and 3.3
    assert verdicts(WORKED, answers) == {"a1[1]": "few", "z1[1]": "right", "z1[2]": "few"}
    right, wrong = WORKED.backward.delta[1][0][0], -WORKED.backward.delta[1][0][1]
    found = mark(WORKED, {"delta2[1]": f"{right:.4f}", "delta2[2]": f"{wrong:.2f}"})[0]
    assert [cell.verdict for cell in found.cells.values()] == ["right", "wrong"]
    assert not found.explanations


def test_a_short_decimal_is_right_or_cut_by_the_number_it_is_and_not_by_its_float():
    assert WORKED.value(Quantity.parse("z1[2]")) == 3.2999999999999998
    for text, verdict in {
        "3.3": "right",
        "3.30": "right",
        "3.2": "wrong",
        "3.29": "wrong",
        "3.299": "wrong",
    }.items():
        assert verdicts(WORKED, {"z1[2]": text}) == {"z1[2]": verdict}, text


def test_what_cancels_to_nothing_is_nothing():
    layer = Layer([[0.1], [0.2], [0.3]], [0.0], "identity")
    e = evaluate(Network([layer]), [[1.0, 1.0, -1.0]], [[1.0]])
    assert 0 < e.value(Quantity.parse("z1[1]")) < 1e-15
    assert verdicts(e, {"z1[1]": "0"}) == {"z1[1]": "right"}
    assert verdicts(e, {"z1[1]": "1e-9"}) == {"z1[1]": "wrong"}


def test_a_row_of_numpy_is_read_as_one_print():
    """With suppress=True NumPy prints [3.8e-07, 0.5, 0.010685] as [0.       0.5      0.010685]."""
    layer = Layer([[3.8e-7, 0.5, 0.0106851]], [0.0, 0.0, 0.0], "identity")
    e = evaluate(Network([layer]), [[1.0]], [[0.0, 0.0, 0.0]])
    row = {"z1[1]": "0.", "z1[2]": "0.5", "z1[3]": "0.010685"}
    assert set(verdicts(e, row).values()) == {"right"}
    assert verdicts(e, {"z1[1]": "0."}) == {"z1[1]": "few"}
    assert verdicts(e, {"z1[1]": "0.", "z1[2]": "0.5"})["z1[1]"] == "few"
    assert (
        verdicts(e, row | {"z1[3]": "0.01068510"})["z1[1]"] == "few"
    )  # to eight decimals it would be 3.8e-07


def test_more_than_six_digits_may_be_those_of_single_precision():
    e = preset("mazur").evaluate()
    in_float32 = {}
    a = e.x.astype(np.float32)
    for l, layer in enumerate(e.network.layers, 1):
        z = a @ layer.W.astype(np.float32) + layer.b.astype(np.float32)
        a = np.float32(1) / (np.float32(1) + np.exp(-z))
        in_float32 |= {f"a{l}[{i}]": f"{v:.10f}" for i, v in enumerate(a[0], 1)}
    off = {
        name for name, text in in_float32.items() if abs(float(text) - e.value(Quantity.parse(name))) > 1e-10
    }
    assert off
    assert set(verdicts(e, in_float32).values()) == {"right"}
    shifted = {name: f"{float(text) + 1e-5:.10f}" for name, text in in_float32.items()}
    assert set(verdicts(e, shifted).values()) <= {"wrong", "follow"}
