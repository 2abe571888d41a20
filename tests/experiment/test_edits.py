"""Every edit changes what it names and nothing else, or says why not."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.losses import LOSSES
from backprop.core.quantities import Quantity
from backprop.experiment.edits import (
    EditError,
    add_sample,
    reinitialise,
    remove_sample,
    restructure,
    set_block,
    set_value,
    set_values,
)
from backprop.experiment.experiment import Experiment, Initialisation, Published, Samples
from tests.experiment.conftest import check_sentence, experiments


def numbers(experiment: Experiment) -> dict[str, float]:
    """Every editable number by name."""
    found = {
        str(Quantity(kind, layer, tuple(i + 1 for i in index))): value
        for kind, layer, array in experiment.network.parameters()
        for index, value in np.ndenumerate(array)
    }
    for kind in ("x", "t"):
        for (i, j), value in np.ndenumerate(getattr(experiment, kind)):
            found[f"{kind}[{j + 1}]@{i + 1}"] = value
    return found


def test_each_number_is_set_by_its_name_alone(worked):
    before = numbers(worked)
    for name in before:
        after = numbers(set_value(worked, name, 0.25))
        assert after == before | {name: 0.25}
    assert numbers(worked) == before


def test_several_numbers_are_one_edit(worked):
    edited = set_values(
        worked, {"W1[1,1]": 9, "W1[3,2]": 8, Quantity("b", 2, (1,)): 7, "x[2]": 6, "t[1]@1": 1}
    )
    changed = {"W1[1,1]": 9, "W1[3,2]": 8, "b2[1]": 7, "x[2]@1": 6, "t[1]@1": 1}
    assert numbers(edited) == numbers(worked) | changed


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("W1[4,1]", 1, "W1 has 3 rows"),
        ("W1[1,3]", 1, "W1 has 2 columns"),
        ("W9[1,1]", 1, "the network has 2 layers"),
        ("x[1]@2", 1, "there is 1 sample"),
        ("a1[1]", 1, "is computed"),
        ("C", 1, "is computed"),
        ("nonsense", 1, "names"),
        (Quantity("W", 1, (1,)), 1, "takes two indices"),
        (Quantity("W", 0, (1, 1)), 1, "needs its layer"),
        ("W1[1,1]", float("nan"), r"W1\[1,1\]: “nan” was given, a finite"),
        ("W1[1,1]", float("inf"), "finite"),
        ("W1[1,1]", True, "finite"),
        ("W1[1,1]", None, "finite"),
        ("W1[1,1]", "1", "finite"),
        pytest.param("W1[1,1]", 10**5000, "beyond", id="huge"),
    ],
)
def test_a_bad_edit_is_one_sentence(worked, name, value, sentence):
    with pytest.raises(EditError, match=sentence):
        set_value(worked, name, value)


def test_targets_stay_where_the_cross_entropy_needs_them(worked):
    with pytest.raises(EditError, match=r"t\[2\]@1 is 1.5; binary_cross_entropy needs"):
        set_value(restructure(worked, loss="binary_cross_entropy"), "t[2]", 1.5)
    assert set_value(worked, "t[2]", 1.5).t[0, 1] == 1.5


def test_with_several_samples_the_sample_is_named(worked):
    two = add_sample(worked)
    with pytest.raises(EditError, match="which of the 2 samples"):
        set_value(two, "x[1]", 9)
    assert set_value(two, "x[1]@2", 9).x.tolist() == [[1, 2, 3], [9, 2, 3]]


def test_a_block_of_weights_by_sending_rows(worked):
    edited = set_block(worked, "W1[2,1]", [[7, 8], [9, 10]])
    assert edited.network.layers[0].W.tolist() == [[0.1, 0.2], [7, 8], [9, 10]]


def test_a_block_of_weights_by_receiving_rows(worked):
    edited = set_block(worked, "W1[1,1]", [[1, 2, 3], [4, 5, 6]], rows="receive")
    assert edited.network.layers[0].W.tolist() == [[1, 4], [2, 5], [3, 6]]


@pytest.mark.parametrize("block", [[[7, 8]], [[7], [8]]])
def test_biases_and_a_lone_sample_take_a_row_or_a_column(worked, block):
    assert set_block(worked, "b1[1]", block).network.layers[0].b.tolist() == [7, 8]
    assert set_block(worked, "x[2]", block).x.tolist() == [[1, 7, 8]]


def test_rows_of_x_are_samples(worked):
    edited = set_block(add_sample(worked), "x[2]@1", [[7, 8], [9, 10]])
    assert edited.x.tolist() == [[1, 7, 8], [1, 9, 10]]
    assert set_block(add_sample(worked), "x[2]@1", [[7], [9]]).x.tolist() == [[1, 7, 3], [1, 9, 3]]


@pytest.mark.parametrize(
    ("name", "block", "rows", "sentence"),
    [
        ("W1[1,1]", [[1, 2, 3], [4, 5, 6]], "send", "has 2 × 3 numbers, 3 × 2 fit from here; .*exchanged"),
        ("W1[3,2]", [[1, 2]], "send", "has 1 × 2 numbers, 1 × 1 fit from here$"),
        ("W1[1,1]", [[1, 2], [3, 4], [5, 6]], "receive", "exchanged"),
        ("b1[2]", [[1, 2]], "send", "1 × 1 fit"),
        ("x[1]", [[1, 2, 3], [4, 5, 6]], "send", "1 × 3 fit"),
        ("W1[1,1]", [[np.inf]], "send", "finite"),
        ("W1[1,1]", [[1, 2], [3]], "send", "equally long"),
        ("W1[1,1]", [[[1]]], "send", "rows of"),
        ("W1[1,1]", [[1]], "down", "'send' or 'receive'"),
        ("z1[1]", [[1]], "send", "computed"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(worked, name, block, rows, sentence):
    with pytest.raises(EditError, match=sentence):
        set_block(worked, name, block, rows)


@given(experiments(), st.lists(st.integers(1, 5), min_size=2, max_size=5))
def test_restructure_keeps_every_number_that_has_a_place(experiment, sizes):
    changed = restructure(experiment, sizes)
    assert changed.network.sizes == tuple(sizes)
    assert changed.network.activations[-1] == experiment.network.activations[-1]
    before, after = numbers(experiment), numbers(changed)
    kept = before.keys() & after.keys()
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert changed == restructure(experiment, sizes)  # new numbers are reproducible


def test_new_numbers_come_from_the_initialisation(worked):
    he = dataclasses.replace(worked, initialisation=Initialisation("he", 7))
    grown, fresh = restructure(he, (3, 4, 2)), reinitialise(restructure(he, (3, 4, 2)), "he", 7)
    assert np.array_equal(grown.network.layers[0].W[:, 2:], fresh.network.layers[0].W[:, 2:])
    assert grown.initialisation == Initialisation("he", 7)
    assert restructure(worked, (3, 4, 2)).initialisation == Initialisation("xavier", 0)
    assert restructure(worked, (3, 1, 2)).initialisation is None


def test_new_inputs_and_targets(worked):
    changed = restructure(worked, (4, 2, 3))
    assert changed.x.tolist() == [[1, 2, 3, 0.5]]
    assert changed.t.tolist() == [[0.5, 0.1, 0]]


def test_test_samples_keep_their_numbers_through_a_change_of_structure(worked):
    tested = dataclasses.replace(worked, test=Samples([[4, 5, 6], [7, 8, 9]], [[0, 1], [1, 0]]))
    wider = restructure(tested, (4, 2, 3)).test
    assert (wider.x.tolist(), wider.t.tolist()) == ([[4, 5, 6, 0.5], [7, 8, 9, 0.5]], [[0, 1, 0], [1, 0, 0]])
    fewer = restructure(tested, (2, 2, 1)).test
    assert (fewer.x.tolist(), fewer.t.tolist()) == ([[4, 5], [7, 8]], [[0], [1]])
    for same in (
        restructure(tested, (3, 5, 5, 2)),
        reinitialise(tested, "he", 1),
        add_sample(tested),
        remove_sample(add_sample(tested), 1),
        set_values(tested, {"x[1]": 9, "t[1]": 8, "W1[1,1]": 7}),
    ):
        assert same.test == tested.test


def test_loss_and_last_activation_change_together(worked):
    with pytest.raises(EditError, match="needs softmax in the last layer"):
        restructure(worked, loss="categorical_cross_entropy")
    softmax = restructure(worked, activations=("tanh", "softmax"), loss="categorical_cross_entropy")
    assert (softmax.network.activations, softmax.loss) == (("tanh", "softmax"), "categorical_cross_entropy")
    with pytest.raises(EditError, match="needs softmax in the last layer"):
        restructure(softmax, activations=("tanh", "sigmoid"))


def test_targets_that_a_new_loss_cannot_take_are_named(worked):
    with pytest.raises(EditError, match=r"t\[1\]@1 is 2.0"):
        restructure(set_value(worked, "t[1]", 2), loss="binary_cross_entropy")
    tested = dataclasses.replace(worked, test=Samples([[1, 2, 3]] * 2, [[0, 1], [0, -1]]))
    with pytest.raises(EditError, match=r"^test\.t\[2\]@2 is -1.0; binary_cross_entropy needs"):
        restructure(tested, loss="binary_cross_entropy")


def test_published_numbers_go_with_their_quantity(worked):
    published = {"a1[2]": Published("0.96"), "a1[1]": Published("0.94")}
    fewer = restructure(dataclasses.replace(worked, published=published), (3, 1, 2))
    assert list(fewer.published) == ["a1[1]"]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"sizes": (3,)}, "1 to 8"),
        ({"sizes": (3, *[2] * 9)}, "9 given, 1 to 8"),
        ({"sizes": (3, 0, 2)}, "0 units"),
        ({"sizes": (3, 65, 2)}, "65 units"),
        ({"activations": ("sigmoid",)}, "expected"),
        ({"activations": ("sigmoid", "step")}, "not known"),
        ({"loss": "absolute"}, "not known"),
    ],
)
def test_a_structure_that_is_none_is_refused(worked, parts, sentence):
    with pytest.raises(EditError, match=sentence):
        restructure(worked, **parts)


def test_reinitialise_draws_the_same_numbers_from_the_same_seed(worked):
    one = reinitialise(worked, "normal", 1)
    assert one == reinitialise(worked, "normal", 1)
    assert one.network != reinitialise(worked, "normal", 2).network
    assert one.initialisation == Initialisation("normal", 1)
    with pytest.raises(EditError, match="initialisation"):
        reinitialise(worked, "magic", 1)


def test_samples_come_and_go(worked):
    three = set_value(add_sample(add_sample(worked)), "x[1]@2", 9)
    assert three.x[:, 0].tolist() == [1, 9, 1]
    assert remove_sample(three, 1).x[:, 0].tolist() == [9, 1]
    for sample, sentence in ((0, "does not exist"), (4, "there are 3")):
        with pytest.raises(EditError, match=sentence):
            remove_sample(three, sample)
    with pytest.raises(EditError, match="only sample"):
        remove_sample(worked, 1)
    full = dataclasses.replace(worked, x=np.ones((512, 3)), t=np.zeros((512, 2)))
    with pytest.raises(EditError, match="at most 512"):
        add_sample(full)


names = st.sampled_from(["W1[1,1]", "b1[1]", "x[1]@1", "t[1]@1", "W2[2,1]", "x[3]", "E"]) | st.text(
    max_size=12
)
values = st.floats() | st.integers() | st.text(max_size=5) | st.none() | st.booleans()


@given(experiments(), names, values, st.sampled_from(list(LOSSES)))
def test_any_edit_is_an_experiment_or_one_sentence(experiment, name, value, loss):
    for edit in (
        lambda: set_value(experiment, name, value),
        lambda: set_block(experiment, name, [[value, value], [value, value]]),
        lambda: restructure(experiment, loss=loss),
    ):
        try:
            assert isinstance(edit(), Experiment)
        except EditError as error:
            check_sentence(error)
