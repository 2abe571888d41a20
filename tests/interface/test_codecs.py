"""Every choice that an address can hold: any text gives a record, and any record comes back from its text."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.quantities import Quantity
from backprop.experiment.codec import Among, Between, Codec, Flag, Like, OneOf, Several, Value, Whole
from backprop.experiment.rivals import RIVALS, Rival, normal
from backprop.experiment.training import OPTIMIZERS, PARAMETER, TRAINING, Training, read_training
from backprop.interface import pages, view
from backprop.interface.landscape.landscape_view import LANDSCAPE_VIEW
from backprop.interface.view import COMMON, View, read_view

CODECS: dict[str, Codec[Any]] = {"v": COMMON, "training": TRAINING} | {
    setting.letter: setting.value for setting in pages.SETTINGS if isinstance(setting.value, Codec)
}
AXES = st.sampled_from(["", "W1[2,1]", "b2[1]", "W8[64,64]"])


def whole_or_not(value: Between) -> st.SearchStrategy[Any]:
    return (st.integers if value.whole else st.floats)(value.least, value.most)  # type: ignore[operator]


STRATEGIES: dict[type[Value], Callable[[Any], st.SearchStrategy[Any]]] = {
    OneOf: lambda value: st.sampled_from(list(value.choices)),
    Among: lambda value: st.sampled_from(value.choices),
    Flag: lambda _: st.booleans(),
    Whole: lambda value: st.integers(value.least, value.most),
    Between: whole_or_not,
    Like: lambda value: st.from_regex(value.pattern, fullmatch=True),
    Several: lambda value: st.lists(allowed(value.value), max_size=value.most, unique=True).map(tuple),
    type(LANDSCAPE_VIEW.values["axes"]): lambda _: st.tuples(AXES, AXES),
}


def allowed(value: Value) -> st.SearchStrategy[Any]:
    """Whatever may stand there."""
    return STRATEGIES[type(value)](value)


def records(codec: Codec[Any]) -> st.SearchStrategy[Any]:
    """Any record a codec can tell, some of its choices being the usual ones."""
    chosen = {codec.field(name): allowed(value) for name, value in codec.values.items()}
    return st.fixed_dictionaries({}, optional=chosen).map(lambda found: replace(codec.usual, **found))


@pytest.mark.parametrize("name", CODECS)
@given(st.data())
def test_any_record_comes_back(name: str, data: st.DataObject) -> None:
    codec = CODECS[name]
    record = data.draw(records(codec))
    assert codec.read(codec.write(record)) == record
    assert codec.write(codec.usual) == ""


@pytest.mark.parametrize("name", CODECS)
@given(st.data())
def test_any_text_gives_a_record(name: str, data: st.DataObject) -> None:
    codec = CODECS[name]
    names = st.sampled_from(list(codec.values)) | st.text(max_size=8)
    said = st.lists(st.tuples(names, st.text(max_size=12)).map(":".join)).map(codec.separator.join)
    record = codec.read(data.draw(st.text() | said))
    assert type(record) is type(codec.usual)
    assert codec.read(codec.write(record)) == record


@st.composite
def trainings(draw: st.DrawFn) -> Training:
    """With parameters of the optimizer's own too."""
    training: Training = draw(records(TRAINING))
    for name in training.parameters():
        if draw(st.booleans()):
            training = training.with_parameter(name, draw(allowed(PARAMETER[name])))
    return training


@given(trainings())
def test_any_training_comes_back_with_its_own_parameters(training: Training) -> None:
    assert read_training(training.write()) == training


@given(st.lists(st.builds(Rival, trainings().map(normal), st.none() | st.integers(0, 2**32 - 1)), max_size=8))
def test_any_rivals_come_back(rivals: list[Rival]) -> None:
    written = RIVALS.write(rivals)
    assert RIVALS.read(written) == tuple(rivals)


@given(st.dictionaries(st.sampled_from(view.LETTERS), st.text()))
def test_any_address_gives_a_view(query: dict[str, str]) -> None:
    seen = read_view(query)
    assert read_view(seen.write()) == seen


@given(records(COMMON), trainings(), st.text(max_size=120), st.integers(0, 100_000))
def test_any_view_comes_back(seen: View, training: Training, traced: str, reached: int) -> None:
    whole = replace(
        seen,
        training=training,
        traced=traced,
        reached=reached,
        step="da1",
        selection=Quantity.parse("W1[1,1]"),
    )
    whole = whole.having(*(codec.usual for name, codec in CODECS.items() if name in "lbg"))
    assert read_view(whole.write()) == whole


def test_settings_stand_in_an_address_as_they_always_did() -> None:
    assert view.LETTERS == ("q", "h", "s", "present", "d", "n", "k", "y", "c", "l", "b", "g", "v")


def test_all_optimizers_have_their_parameters_told() -> None:
    assert all(set(Training(name).parameters()) <= set(PARAMETER) for name in OPTIMIZERS)
    assert not any(re.search("[:,@|]", name) for name in (*PARAMETER, *OPTIMIZERS))
