"""Names of numbers: what is printed is read back, and what is no name is refused in a sentence."""

import time

import pytest

from backprop import KINDS, Quantity, QuantityError
from backprop.core.quantities import array_name


@pytest.mark.parametrize(
    "name",
    ["W1[2,1]", "b1[1]", "z1[1]", "a1[1]", "C", "E", "E@3", "x[2]", "x[2]@3", "t[1]", "da1[1]", "delta2[1]",
     "dW1[2,1]", "db1[1]", "dx[2]", "dx[2]@12", "diff[1]", "slope1[1]@2", "J2[1,2]", "W1new[2,1]", "b1new[1]",
     "W12[64,10]"],
)  # fmt: skip
def test_names_are_read_as_they_are_printed(name):
    assert str(Quantity.parse(name)) == name
    assert Quantity.parse(str(Quantity.parse(name))) == Quantity.parse(name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_printed_and_read(kind):
    known = KINDS[kind]
    samples = (None, 3) if known.per_sample else (None,)
    for sample in samples:
        quantity = Quantity(kind, 2 if known.layered else 0, (4, 5)[: known.axes], sample)
        assert Quantity.parse(str(quantity)) == quantity


def test_layer_0_is_the_input():
    assert Quantity.parse("a0[2]@3") == Quantity("x", 0, (2,), 3)
    assert Quantity.parse("da0[1]") == Quantity("dx", 0, (1,)) == Quantity("da", 0, (1,))
    assert Quantity.parse(" W1[2, 1] ") == Quantity("W", 1, (2, 1))


def test_families_and_arrays():
    assert [kind for kind, known in KINDS.items() if known.backward] == [
        "da",
        "delta",
        "dW",
        "db",
        "dx",
        "diff",
    ]
    assert Quantity("Wnew", 1, (2, 1)).array == "W1new" == array_name("Wnew", 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "'' is no name of a number"),
        ("W", "W: W needs its layer, counted from 1, as in W1[2,1]"),
        ("W1", "W1: W takes two indices, as in W1[2,1]"),
        ("W1[2]", "W1[2]: W takes two indices"),
        ("W0[1,1]", "W0[1,1]: W needs its layer"),
        ("x1[1]", "x1[1]: x has no layer, as in x[1]"),
        ("dx0[1]", "dx0[1]: dx has no layer"),
        ("C[1]", "C[1]: C takes no index, as in C"),
        ("C@1", "C@1: C belongs to no single sample"),
        ("W1[1,1]@2", "W1[1,1]@2: W belongs to no single sample"),
        ("x[0]", "x[0]: counting starts at 1"),
        ("x[1]@0", "x[1]@0: counting starts at 1"),
        ("q1[1]", "q1[1]: 'q' names nothing; the names are x, t, W"),
        ("Wnew1[2,1]", "'Wnew1[2,1]' is no name"),
        ("anew[1]", "anew[1]: 'anew' names nothing"),
        ("W1[1,1", "'W1[1,1' is no name"),
        ("W1[１,1]", "'W1[１,1]' is no name"),
        ("W1[1,1]\nC", "'W1[1,1]\\nC' is no name"),
        ("W1[" + "9" * 70 + ",1]", "'W1[9999"),
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused(text, sentence):
    with pytest.raises(QuantityError) as error:
        Quantity.parse(text)
    assert str(error.value).startswith(sentence)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize("text", ["A\n", "W1\n", "\nW1[0,1]", "W1[1,\n2]", "W0[1,1]\r\n", "\u2028x[0]"])
def test_line_breaks_stay_out_of_the_sentence(text):
    with pytest.raises(QuantityError) as error:
        Quantity.parse(text)
    assert len(str(error.value).splitlines()) == 1


def test_endless_names_are_refused_at_once():
    start = time.process_time()
    for text in ("W" * 10**6, "W1[" + "1" * 10**6, "x[2]@" * 10**5, "a" * 63):
        with pytest.raises(QuantityError):
            Quantity.parse(text)
    assert time.process_time() - start < 2
