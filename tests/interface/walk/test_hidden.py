"""A hidden number stays hidden while others are selected and edited, and no explanation of another one tells it."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.core.quantities import Quantity
from backprop.experiment.edits import set_value
from backprop.experiment.experiment import Experiment
from backprop.experiment.history import History
from backprop.experiment.presets import preset
from backprop.figures.ink.palette import LIGHT
from backprop.interface import events
from backprop.interface.explanation import panel
from backprop.interface.explanation.actions import reactions
from backprop.interface.session import Session
from backprop.interface.view import NOTATIONS, PANELS
from backprop.lessons.walk.veil import veil_over_number, veiled
from tests.lessons.networks import every_quantity


def tab(experiment: Experiment, **view: object) -> Session:
    state = Session(History(experiment), page="explore")
    state.show(**view)
    return state


def send(state: Session, number: int, **event: object) -> None:
    assert events.apply({"number": number, "base": {}, **event}, state)


def hidden(state: Session) -> str:
    return str(state.hidden(state.evaluate()))


def test_it_stays_the_one_whatever_is_selected_edited_or_dragged() -> None:
    state = tab(preset())
    send(state, 1, kind="veil")
    assert state.verdict.startswith("Select a number first")
    assert state.view.veil == "off"
    send(state, 2, kind="select", name="C")
    send(state, 3, kind="veil")
    send(state, 4, kind="select", name="W1[1,1]")
    send(state, 5, kind="edit", set={"W1[1,1]": 0.7}, scrub="W1[1,1] 1", final=False)
    send(state, 6, kind="select", name=None)
    assert hidden(state) == "C"
    send(state, 7, kind="guess", name="C", says="up")
    assert state.verdict.startswith("Right")
    restored = Session(History(preset()))
    restored.restore(state.view.write())
    assert hidden(restored) == "C"
    send(state, 8, kind="veil")
    assert hidden(state) == "None"
    assert state.view.hidden is None


def test_of_several_samples_it_is_that_of_the_one_on_show() -> None:
    state = tab(preset("xor"), sample=2, selection=Quantity.parse("a1[1]"))
    send(state, 1, kind="veil")
    send(state, 2, kind="sample", sample=3)
    assert hidden(state) == "a1[1]@2"
    assert state.selection(state.evaluate()) == Quantity.parse("a1[1]")


def test_another_example_and_a_network_without_it_hide_nothing() -> None:
    state = tab(preset(), selection=Quantity.parse("W1[3,2]"))
    send(state, 1, kind="veil")
    state.do(preset("xor"))
    assert hidden(state) == "None"
    state.open(preset("mazur"))
    state.show(selection=Quantity.parse("W1[1,1]"))
    assert hidden(state) == "None"


@pytest.mark.parametrize(
    "name", ["C", "W1[2,1]", "z1[2]", "delta2[1]", "slope1[1]", "a2[1]", "x[1]", "db1[2]"]
)
def test_no_explanation_of_another_number_tells_it(name: str) -> None:
    """Nor any number from which it could be read off; all numbers here have digits of their own."""
    rng = np.random.default_rng(7)
    experiment = preset()
    for array in ("x", "t", "W1", "b1", "W2", "b2"):
        for quantity in every_quantity(experiment.evaluate()):
            if quantity.array == array:
                experiment = set_value(experiment, str(quantity), round(rng.uniform(0.1, 0.9), 8))
    whole = experiment.evaluate()
    secret = Quantity.parse(name)
    veil = veil_over_number(whole, secret, 1)
    seen = veiled(whole, veil, 1)
    covered: dict[bool, dict[str, Quantity]] = {True: {}, False: {}}
    for quantity in every_quantity(whole):
        run = f"{abs(whole.value(quantity)):.5e}"[:7].replace(".", "")
        covered[veil.covers(quantity)][run] = quantity
    digits = {run: told for run, told in covered[True].items() if run not in covered[False]}  # ∂C/∂b is δ too
    assert len(digits) > len(covered[True]) / 2 or name == "db1[2]"
    for quantity in every_quantity(whole):
        for notation in NOTATIONS:
            for page in PANELS:
                view = {"notation": notation, "panel": page, "selection": quantity, "digits": 8}
                state = tab(experiment, veil="down", hidden=secret, **view)
                derivation = panel.derive(whole, state, quantity, veil)
                assert derivation is not None
                assert derivation.hidden == veil.covers(quantity)
                assert "what-if" not in panel.pages(derivation, seen)
                text = panel.text(derivation, state, seen, LIGHT) + str(reactions(derivation))
                plain = text.replace(".", "").replace("\\", "")
                assert not [str(told) for run, told in digits.items() if run in plain], quantity


def test_the_numbers_of_the_last_test_would_be_found() -> None:
    state = tab(preset(), selection=Quantity.parse("z1[1]"))
    whole = state.evaluate()
    derivation = panel.derive(whole, state, Quantity.parse("C"))
    assert derivation is not None
    assert "0.2822" in panel.text(derivation, replace(state), whole, LIGHT).replace("\\", "")
