"""The view in the address: what is written is read back, and what nobody understands changes nothing."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.rivals import Rival
from backprop.experiment.training import Training
from backprop.interface.bug_lab.bench import Bench
from backprop.interface.descent.page import MOST_RUN
from backprop.interface.gradient_check.probe import Probe
from backprop.interface.landscape.landscape_view import LandscapeView
from backprop.interface.parameters import NAMES
from backprop.interface.view import MODES, NOTATIONS, View, read_view

DEFAULT = View()


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any name that parses."""
    name = draw(st.sampled_from(list(KINDS)))
    kind = KINDS[name]
    place = st.integers(1, 64)
    return Quantity(
        name,
        draw(st.integers(1, 8)) if kind.layered else 0,
        tuple(draw(place) for _ in range(kind.axes)),
        draw(st.none() | st.integers(1, 512)) if kind.per_sample else None,
    )


views = st.builds(
    View,
    sample=st.integers(1, 512),
    mode=st.sampled_from(MODES),
    digits=st.integers(2, 10),
    places=st.none() | st.integers(0, 10),
    own_scales=st.booleans(),
    notation=st.sampled_from(NOTATIONS),
    selection=st.none() | quantities(),
    hidden=st.none() | quantities(),
    training=st.sampled_from([Training(), Training("adam", 0.01, 7, 2, 3, 0.5, ("b1",), (("beta1", 0.5),))]),
    reached=st.integers(0, MOST_RUN),
    cursor=st.none() | st.integers(0, MOST_RUN),
    logarithmic=st.booleans(),
    own=st.frozensets(
        st.sampled_from(
            [Bench("one-path", sight="training", steps=1000), Probe("complex", 1e-11), LandscapeView("one")]
        )
    ),
)


@given(views)
def test_a_view_survives_the_address_bar(view: View) -> None:
    assert read_view(dict(parse_qsl(urlencode(view.write())))) == view


def test_the_tab_takes_every_parameter_out_of_the_address_again() -> None:
    view = View(
        selection=Quantity.parse("W1[2,1]"),
        hidden=Quantity.parse("C"),
        step="z1",
        present=True,
        training=Training(steps=7),
        reached=1,
        cursor=1,
        sample=2,
        traced="C",
        rivals=(Rival(Training()),),
    ).having(LandscapeView(seed=3), Bench("one-path"), Probe("complex"))
    assert set(NAMES) == {"e", *view.write()}


def test_the_usual_view_leaves_the_address_plain() -> None:
    assert DEFAULT.write() == {}
    assert read_view({}) == DEFAULT


def test_only_what_differs_is_written() -> None:
    view = View(sample=3, places=0, selection=Quantity.parse("W1[2,1]"))
    assert view.write() == {"q": "W1[2,1]", "v": "sample:3,places:0"}


@pytest.mark.parametrize(
    "said",
    [
        "digits:1",
        "digits:11",
        "digits:-3",
        "digits:²",
        "digits:٤",
        "digits:",
        "digits",
        "digits:1e1",
        "digits:" + "9" * 10_000,
        "places:11",
        "places:-1",
        "sample:0",
        "sample:-1",
        "sample:1000000",
        "sample:nan",
        "mode:sideways",
        "mode:",
        "scales:shared",
        "notation:words",
        "notation:",
        "scales:OWN",
        "unknown:3",
        ",,,:::,,",
        "\x00",
    ],
)
def test_a_setting_nobody_understands_stays_at_its_default(said: str) -> None:
    assert read_view({"v": said}) == DEFAULT


def test_a_setting_nobody_understands_does_not_spoil_the_next() -> None:
    assert read_view({"v": "digits:99,mode:gradients", "q": "nonsense"}) == View(mode="gradients")


@given(st.text(), st.text())
def test_any_parameters_give_a_view_that_can_be_used(settings: str, name: str) -> None:
    view = read_view({"v": settings, "q": name})
    assert view.numbers(0.25)  # its digits are ones that numbers can be written with
    assert read_view(view.write()) == view
    assert view.sample >= 1


@given(
    st.lists(
        st.tuples(st.sampled_from(["sample", "mode", "digits", "places", "scales"]), st.text(max_size=6)),
        max_size=6,
    )
)
def test_any_values_of_known_settings_give_a_view_that_can_be_used(settings: list[tuple[str, str]]) -> None:
    view = read_view({"v": ",".join(f"{name}:{value}" for name, value in settings)})
    assert view.numbers(0.25)
    assert read_view(view.write()) == view


def test_the_reader_chooses_digits_or_places() -> None:
    assert View(digits=2).numbers(1 / 3) == "0.33"
    assert View(digits=2, places=5).numbers(1 / 3) == "0.33333"
