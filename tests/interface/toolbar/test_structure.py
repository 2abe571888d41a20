"""The structure popover: layers, units, activations, losses and new weights change what they name, and only that."""

import pytest

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.core.quantities import Quantity
from backprop.experiment.edits import restructure
from backprop.experiment.presets import preset
from backprop.interface.toolbar.structure import with_layers
from tests.core.networks import allowed
from tests.interface.tab import Tab

WORKED = preset("worked-example")


@pytest.mark.parametrize("loss", [name for name, row in LOSSES.items() if row.follows in (None, "sigmoid")])
def test_every_loss_that_fits_can_be_chosen(tab: Tab, loss: str) -> None:
    targets = allowed(WORKED.t, loss)[0]
    tab.send({"number": 1, "kind": "edit", "set": {f"t[{k}]": float(v) for k, v in enumerate(targets, 1)}})
    before = tab.experiment
    tab.open("structure").choose("selectbox", "loss", loss)
    assert tab.experiment == restructure(before, loss=loss)
    assert tab.experiment.loss == loss
    assert not tab.app.error


def test_losses_that_do_not_fit_are_not_offered(tab: Tab) -> None:
    offered = tab.open("structure").app.selectbox(key="loss").options
    assert LOSSES["categorical_cross_entropy"].label not in offered
    assert LOSSES["binary_cross_entropy"].label in offered


def test_a_loss_that_the_targets_forbid_is_refused_in_words_and_nothing_changes(tab: Tab) -> None:
    tab.send({"number": 1, "kind": "edit", "set": {"t[2]": 5.0}})
    before = tab.experiment
    tab.open("structure").choose("selectbox", "loss", "binary_cross_entropy")
    assert tab.experiment == before
    (error,) = tab.app.error
    assert "t" in error.value.split(":")[0]
    tab.choose("selectbox", "loss", before.loss)
    assert not tab.app.error


def test_hinge_says_which_targets_it_takes_and_a_new_output_has_one_that_is_off(tab: Tab) -> None:
    tab.open("structure").choose("selectbox", "loss", "hinge")
    (error,) = tab.app.error
    assert "hinge needs targets of −1 or 1" in error.value
    tab.send({"number": 1, "kind": "edit", "set": {"t[1]": 1.0, "t[2]": -1.0}})
    assert tab.experiment.loss == "hinge"
    tab.choose("number_input", "units 2", 3)
    assert tab.experiment.t.tolist() == [[1.0, -1.0, -1.0]]
    tab.send({"number": 2, "kind": "edit", "set": {"t[3]": 0.5}})
    assert "t[3]@1 is 0.5; hinge needs targets of −1 or 1" in tab.session.wire.refused["sentence"]
    assert tab.experiment.t.tolist() == [[1.0, -1.0, -1.0]]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_can_be_chosen_for_every_layer(tab: Tab, activation: str) -> None:
    tab.open("structure").choose("selectbox", "activation 1", activation)
    tab.choose("selectbox", "activation 2", activation)
    assert tab.experiment.network.activations == (activation, activation)
    assert tab.stage()["number"] == tab.session.wire.number


def test_a_loss_goes_with_its_activation(tab: Tab) -> None:
    tab.open("structure").choose("selectbox", "loss", "binary_cross_entropy")
    tab.choose("selectbox", "activation 2", "tanh")
    assert LOSSES[tab.experiment.loss].follows is None


def test_units_are_added_and_every_number_with_a_place_stays(tab: Tab) -> None:
    tab.open("structure").choose("number_input", "units 1", 3)
    assert tab.experiment.network.sizes == (3, 3, 2)
    cells, before = tab.cells(), WORKED.evaluate()
    old = [Quantity.parse(name) for name in ("W1[3,2]", "b1[2]", "W2[2,1]", "t[2]")]
    assert [cells[str(quantity)] for quantity in old] == [before.value(quantity) for quantity in old]
    assert cells["W1[1,3]"] != 0, "a new weight is drawn, so that its gradient can be seen"


def test_undoing_a_change_of_structure_moves_the_controls_back(tab: Tab) -> None:
    tab.open("structure").choose("number_input", "units 1", 3)
    tab.send({"number": 1, "kind": "undo"})
    assert tab.experiment == WORKED
    assert tab.app.number_input(key="units 1").value == 2
    assert tab.run().experiment == WORKED, "and the controls do not change it again"


def test_layers_are_added_and_taken_away(tab: Tab) -> None:
    tab.open("structure").choose("number_input", "layers", 4)
    assert tab.experiment.network.sizes == (3, 2, 2, 2, 2)
    assert tab.app.number_input(key="units 4").value == 2
    tab.choose("number_input", "layers", 2)
    assert tab.experiment.network.sizes == (3, 2, 2)
    tab.choose("number_input", "layers", 1)
    assert tab.experiment.network.sizes == (3, 2)


def test_new_weights_are_drawn_by_scheme_and_seed_and_the_same_ones_each_time(tab: Tab) -> None:
    tab.open("structure").choose("selectbox", "scheme", "he")
    tab.choose("number_input", "seed", 12)
    assert tab.experiment == WORKED, "nothing is drawn before the button is pressed"
    drawn = tab.press("draw").experiment
    assert (drawn.initialisation.scheme, drawn.initialisation.seed) == ("he", 12)
    assert drawn.network != WORKED.network
    tab.send({"number": 1, "kind": "edit", "set": {"W1[1,1]": 4.0}})
    assert tab.press("draw").experiment == drawn


@pytest.mark.parametrize(
    ("sizes", "layers", "expected"),
    [
        ([3, 2], 2, (3, 2, 2)),
        ([3, 5, 2], 1, (3, 2)),
        ([3, 5, 2], 3, (3, 5, 5, 2)),
        ([3, 5, 4, 2], 2, (3, 5, 2)),
        ([3, 5, 4, 2], 8, (3, 5, 4, 4, 4, 4, 4, 4, 2)),
        ([3, 5, 4, 2], 3, (3, 5, 4, 2)),
    ],
)
def test_hidden_layers_come_and_go_before_the_output(
    sizes: list[int], layers: int, expected: tuple[int, ...]
) -> None:
    before = restructure(WORKED, sizes)
    after = with_layers(before, layers)
    assert after.network.sizes == expected
    assert after.network.layers[0].W[:2, :2].tolist() == before.network.layers[0].W[:2, :2].tolist()
    assert after.network.activations[-1] == before.network.activations[-1]
