"""Each example shows what its note says, computed here with nothing but NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.documents import DocumentError, from_json, to_json
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.links import from_link, to_link
from backprop.experiment.presets import DEFAULT, PRESETS, preset


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("slug", PRESETS)
def test_every_example_opens_and_fits_a_link(slug):
    example = preset(slug)
    assert example.title == PRESETS[slug]
    assert example.source
    assert 300 < len(example.note) < 1200
    assert "\n" not in example.note
    assert from_json(to_json(example)) == example
    assert len(to_link(example)) < 8000
    assert from_link(to_link(example)) == example


@pytest.mark.parametrize("slug", PRESETS)
def test_no_example_has_a_dead_gradient_everywhere(slug):
    assert all(np.abs(dW).max() > 1e-8 for dW in preset(slug).evaluate().backward.dW)


def test_the_first_opens_by_itself():
    assert DEFAULT == "worked-example" == next(iter(PRESETS))
    assert preset() == preset("worked-example")


def test_an_unknown_name_is_one_sentence():
    with pytest.raises(DocumentError, match="There is no example “nothing”"):
        preset("nothing")


@pytest.mark.parametrize("slug", ["worked-example", "mazur"])
def test_published_numbers_hold_to_the_printed_digit_or_say_that_they_do_not(slug):
    evaluation = preset(slug).evaluate()  # learning rate 0.5, as Mazur's
    wrong = set()
    for name, number in preset(slug).published.items():
        value = evaluation.value(Quantity.parse(name))
        places = len(number.text.split(".")[1])
        if abs(value - float(number.text)) > 0.51 * 10**-places:
            assert number.remark
            wrong.add(name)
    assert wrong == ({"db1[1]", "db1[2]", "db2[1]", "db2[2]"} if slug == "worked-example" else set())


def test_where_the_wrong_bias_gradients_come_from():
    example = preset()
    (W1, b1), (W2, b2) = ((layer.W, layer.b) for layer in example.network.layers)
    a1 = sigmoid(example.x @ W1 + b1)
    y = sigmoid(a1 @ W2 + b2)
    delta2 = (y - example.t) * y * (1 - y)
    slope1 = a1 * (1 - a1)
    delta1 = delta2 @ W2.T * slope1
    published = example.published
    assert float(published["db2[1]"].text) == pytest.approx(delta2.sum(), abs=1e-8)
    diagonal = np.diag(delta2.T * W2 * slope1.T * b1[:, None]).sum()
    assert float(published["db1[1]"].text) == pytest.approx(diagonal, rel=1e-12)
    assert np.allclose(delta1, [[0.0074763267, 0.0017474406]], atol=1e-10, rtol=0)
    assert delta1.sum() == pytest.approx(0.0092238, abs=5e-8)
    assert np.allclose(delta2, [[0.0431993, 0.1205766]], atol=5e-8, rtol=0)


def test_worked_example():
    evaluation = preset().evaluate()
    assert all((dW > 0).all() for dW in evaluation.backward.dW)
    assert np.allclose(evaluation.forward.a[1], [[0.94, 0.96]], atol=0.005)
    assert np.allclose(evaluation.array("slope", 1), [[0.06, 0.03]], atol=0.005)


def test_mazur():
    evaluation = preset("mazur").evaluate()
    dW1, dW2 = evaluation.backward.dW
    assert (np.sign(dW2) == [[1, -1], [1, -1]]).all()
    assert 50 < np.abs(dW2).mean() / np.abs(dW1).mean() < 150
    arriving = evaluation.backward.delta[1] * evaluation.network.layers[1].W
    assert (np.sign(arriving) == [[1, -1], [1, -1]]).all()
    assert (arriving.sum(axis=1) > 0).all()


def test_xor():
    example = preset("xor")
    forward = example.evaluate().forward
    assert np.allclose(forward.output, [[0.18], [0.74], [0.74], [0.20]], atol=0.005)
    assert (np.round(forward.a[1][:, 0]) == [0, 1, 1, 1]).all()
    assert (np.round(forward.a[1][:, 1]) == [0, 0, 0, 1]).all()
    dW1, dW2 = example.evaluate().backward.dW
    assert (dW1[:, 0] < 0).all()
    assert dW2[0, 0] < 0
    (W1, b1), (W2, b2) = ((layer.W.copy(), layer.b.copy()) for layer in example.network.layers)
    costs = []
    for _ in range(1001):
        a1 = sigmoid(example.x @ W1 + b1)
        y = sigmoid(a1 @ W2 + b2)
        costs.append(-np.mean(example.t * np.log(y) + (1 - example.t) * np.log(1 - y)))
        delta2 = (y - example.t) / 4
        delta1 = delta2 @ W2.T * a1 * (1 - a1)
        W2 -= 0.5 * a1.T @ delta2
        b2 -= 0.5 * delta2.sum(axis=0)
        W1 -= 0.5 * example.x.T @ delta1
        b1 -= 0.5 * delta1.sum(axis=0)
    assert costs[0] == pytest.approx(0.25, abs=0.005)
    assert costs[1000] == pytest.approx(0.02, abs=0.005)


def test_dead_relu():
    example = preset("dead-relu")
    evaluation = example.evaluate()
    assert (evaluation.forward.z[0][:, 1] < 0).all()
    assert ((evaluation.forward.z[0][:, 2] < 0) == [True, False, False]).all()
    dW1, dW2 = evaluation.backward.dW
    assert (dW1[:, 1] == 0).all()
    assert evaluation.backward.db[0][1] == 0
    assert dW2[1, 0] == 0
    assert (dW1[:, [0, 2]] != 0).any(axis=0).all()
    awake = set_value(example, "b1[2]", 2).evaluate()
    assert ((awake.forward.z[0][:, 1] > 0) == [False, False, True]).all()
    assert (awake.backward.dW[0][:, 1] != 0).all()
    assert awake.backward.dW[1][1, 0] != 0


def test_saturated():
    example = preset("saturated")
    largest = [np.abs(dW).max() for dW in example.evaluate().backward.dW]
    assert largest == pytest.approx([7e-7, 3e-5, 7e-3], rel=0.07)
    network = example.network
    tenth = network.with_parameters([p.W / 10 for p in network.layers], [p.b / 10 for p in network.layers])
    gentle = replace(example, network=tenth).evaluate().backward.dW[0]
    assert np.abs(gentle).max() / largest[0] > 1000
    other = restructure(example, loss="binary_cross_entropy").evaluate().backward
    assert other.delta[2][0, 0] == pytest.approx(0.993, abs=5e-4)
    assert np.abs(other.dW[2]).max() / np.abs(other.dW[0]).max() == pytest.approx(9000, rel=0.01)


def test_three_classes():
    example = preset("three-classes")
    evaluation = example.evaluate()
    assert np.allclose(evaluation.forward.output.sum(axis=1), 1)
    delta = evaluation.backward.delta[1]
    assert np.allclose(delta, evaluation.forward.output - example.t)
    assert np.allclose(delta.sum(axis=1), 0)
    right = (evaluation.forward.output * example.t).sum(axis=1)
    assert right[2] == pytest.approx(0.58, abs=0.005)
    assert right.argmin() == 2 == evaluation.backward.sample_loss.argmax()
    assert np.abs(delta).sum(axis=1).argmax() == 2


def test_four_layers():
    evaluation = preset("four-layers").evaluate()
    delta1 = evaluation.backward.delta[0][0]
    assert np.allclose(delta1, [0.003, -0.17, 0.14], atol=0.005)
    assert evaluation.array("slope", 1)[0, 0] == pytest.approx(0.63, abs=0.005)
    arriving = evaluation.network.layers[1].W[0] * evaluation.backward.delta[1][0]
    assert np.allclose(arriving, [-0.079, 0.037, 0.047], atol=0.0005)
    assert np.prod(evaluation.network.sizes[2:]) == 6
