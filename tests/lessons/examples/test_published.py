"""Every number that others print, against a pass written here: to its last digit, or a documented exception."""

import numpy as np
import pytest

from backprop.experiment.documents import from_json, to_json
from backprop.experiment.edits import set_value
from backprop.experiment.links import to_link
from backprop.experiment.presets import PUBLISHED, preset
from backprop.lessons.examples.published import agreement, compare, of_preset, rate_of

SLOPES = {
    "identity": np.ones_like,
    "sigmoid": lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "relu": lambda z: (z > 0) * 1.0,
}
FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
}
COSTS = {
    "half_squared_error": lambda y, t: ((y - t) ** 2).sum(axis=1) / 2,
    "squared_error": lambda y, t: ((y - t) ** 2).sum(axis=1),
    "binary_cross_entropy": lambda y, t: -(t * np.log(y) + (1 - t) * np.log(1 - y)).sum(axis=1),
    "categorical_cross_entropy": lambda y, t: -(t * np.log(y)).sum(axis=1),
}
# What the source prints otherwise, every one with a remark: the print is cut off, wrong, or of another sign.
EXCEPTIONS = {
    "worked-example": {"db1[1]", "db1[2]", "db2[1]", "db2[2]"},
    "mazur": set(),
    "random-walk": {"db2[1]"},
    "han-kamber": {"delta1[1]", "delta1[2]", "delta2[1]"},
    "two-two-one": set(),
    "relu-softmax": {"dW2[1,1]", "dW2[1,2]"},
    "planar-batch": {"C"},
    "polynomial-tanh": {"a2[1]", "z3[1]", "a3[1]", "diff[1]", "db3[1]", "slope2[1]", "dW2[1,1]", "db2[1]"}
    | {"dW1[1,1]", "db1[1]"},
    "softmax-by-hand": {"z2[2]", "a2[1]", "a2[2]", "C"},
    "slope-twice": {"da2[1]", "delta2[1]", "dW2[1,1]", "da1[1]", "delta1[1]", "dW1[1,1]"}
    | {"W2new[1,1]", "W1new[1,1]"},
    "three-layers": {"z2[3]", "a2[1]", "z3[1]", "z3[2]", "z3[3]", "a3[1]", "a3[2]", "a3[3]"}
    | {"slope2[1]", "slope2[2]", "slope2[3]"}
    | {f"dW3[{i},{j}]" for i in (1, 2, 3) for j in (1, 2, 3)},
}


def arrays(e, rate):
    """All numbers of the experiment by the names of their arrays, with nothing of ours in the passes."""
    a, z, found = [e.x], [], {}
    for layer in e.network.layers:
        z.append(a[-1] @ layer.W + layer.b)
        a.append(FUNCTIONS[layer.activation](z[-1]))
    y, t, n = a[-1], e.t, len(e.x)
    cross = e.loss.endswith("cross_entropy")
    slope = {"half_squared_error": y - t, "squared_error": 2 * (y - t)}.get(e.loss)
    da = slope if slope is not None else (y - t) / (y * (1 - y)) if e.loss.startswith("binary") else -t / y
    for l in reversed(range(1, len(a))):
        layer = e.network.layers[l - 1]
        delta = (y - t) if cross and l == len(a) - 1 else da * SLOPES[layer.activation](z[l - 1])
        found |= {f"z{l}": z[l - 1], f"a{l}": a[l], f"da{l}": da, f"delta{l}": delta}
        if layer.activation != "softmax":
            found[f"slope{l}"] = SLOPES[layer.activation](z[l - 1])
        found |= {f"dW{l}": a[l - 1].T @ delta / n, f"db{l}": delta.sum(axis=0) / n}
        found |= {f"W{l}new": layer.W - rate * found[f"dW{l}"], f"b{l}new": layer.b - rate * found[f"db{l}"]}
        da = delta @ layer.W.T
    return found | {"diff": y - t, "C": COSTS[e.loss](y, t).mean()}


def value(e, name, rate):
    array, _, rest = name.partition("[")
    indices, _, sample = rest.partition("]")
    found = np.asarray(arrays(e, rate)[array])
    if array == "C":
        return float(found)
    place = tuple(int(i) - 1 for i in indices.split(","))
    if found.ndim > len(place):
        place = (int(sample.removeprefix("@") or 1) - 1, *place)
    return float(found[place])


@pytest.mark.parametrize("slug", PUBLISHED)
def test_every_printed_number_to_its_last_digit_or_a_documented_exception(slug):
    e = preset(slug)
    wrong = set()
    for name, number in e.published.items():
        true = value(e, name, rate_of(e))
        decimals = len(number.text.partition(".")[2])
        if abs(true - float(number.text)) > 0.5 * 10**-decimals * (1 + 1e-9) + 1e-15:
            assert number.remark, f"{name}: printed {number.text}, is {true}"
            wrong.add(name)
    assert wrong == EXCEPTIONS[slug]
    assert wrong == {str(p.name) for p in of_preset(slug) if p.verdict != "agrees"}


@pytest.mark.parametrize("slug", PUBLISHED)
def test_every_published_example_opens_and_says_where_it_is_from(slug):
    e = preset(slug)
    assert from_json(to_json(e)) == e
    assert len(to_link(e)) < 8000
    assert 300 < len(e.note) < 1200
    assert e.source
    assert PUBLISHED[slug] == e.title
    if slug != "worked-example":  # which has no author's name
        assert any(text in e.source for text in (".com", ".org", ".io", ".co/", "(2011)")), (
            "an address, or a book"
        )


def test_there_is_one_of_each_kind():
    kinds = {slug: preset(slug) for slug in PUBLISHED}
    assert len(kinds) >= 8
    activations = {slug: e.network.activations for slug, e in kinds.items()}
    assert any(len(e.x) > 1 for e in kinds.values())
    assert any("relu" in names for names in activations.values())
    assert any("tanh" in names for names in activations.values())
    assert any(e.loss == "categorical_cross_entropy" for e in kinds.values())
    assert any(len(names) == 3 for names in activations.values())


def test_han_and_kamber_round_on_the_way():
    sigmoid = FUNCTIONS["sigmoid"]
    o4, o5 = round(float(sigmoid(-0.7)), 3), round(float(sigmoid(0.1)), 3)
    i6 = round(-0.3 * o4 - 0.2 * o5 + 0.1, 3)
    o6 = round(float(sigmoid(i6)), 3)
    error6 = round(o6 * (1 - o6) * (1 - o6), 4)
    assert (o4, o5, i6, o6, error6) == (0.332, 0.525, -0.105, 0.474, 0.1311)
    assert round(o5 * (1 - o5) * error6 * -0.2, 4) == -0.0065
    assert round(o4 * (1 - o4) * error6 * -0.3, 4) == -0.0087


def test_the_slips_are_what_the_remarks_say():
    assert round(1.35 * 0.5 + 1.27 * 0.7 + 1.8 * 0.8 + 1, 3) == 4.004
    assert round(-0.1 * 0.426 + 0.2 * 0.5 + 0.1, 3) == 0.157
    assert round(np.exp(0.428) / (np.exp(0.428) + np.exp(0.185)), 3) == 0.560  # printed 0.561
    assert round(2 * -3.2033 * 1.2 * 0.8287 * 0.8005, 3) == -5.1
    assert round(-6.361 * 0.8 * 0.3592 * 2, 3) == -3.656
    assert round(-6.361 * 0.8 * 0.3592, 3) == -1.828
    assert round(0.5621765 * 0.246, 3) == 0.138
    assert round(-1 / 0.270, 3) == -3.704
    cost = -np.mean([np.log(0.5002307), np.log(1 - 0.49985831), np.log(1 - 0.50023963)])
    assert cost == pytest.approx(0.6930587610394646, abs=1e-15)


@pytest.mark.parametrize(
    ("text", "true", "verdict"),
    [
        ("0.42", 0.4249, "agrees"),
        ("0.42", 0.4151, "agrees"),
        ("0.42", 0.4299, "cut"),
        ("-0.42", 0.4199, "sign"),
        ("0.42", 0.4301, "differs"),
        ("0", 0.0, "agrees"),
        ("0.0", -0.04, "agrees"),
    ],
)
def test_agreement(text, true, verdict):
    assert agreement(text, true) == verdict


def test_digits_that_agree_are_counted_from_the_left():
    found = {str(p.name): p for p in of_preset("polynomial-tanh")}
    assert found["dW2[1,1]"].agreeing == len("-5.09")
    assert found["z1[1]"].agreeing == len("1.1")
    found = {str(p.name): p for p in of_preset("three-layers")}
    assert found["dW3[1,2]"].agreeing == 0


def test_an_edited_example_is_compared_as_it_is():
    edited = {str(p.name): p for p in compare(set_value(preset("mazur"), "W1[1,1]", 0.9))}
    assert edited["z1[1]"].verdict == "differs"
