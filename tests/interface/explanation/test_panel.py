"""The explanation's text: what is said of a number, and links that mean what they stand beside."""

import re
from urllib.parse import unquote

import pytest

from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.edits import restructure, set_value
from backprop.experiment.history import History
from backprop.experiment.presets import PRESETS, preset
from backprop.figures.ink.palette import LIGHT
from backprop.interface.explanation import panel
from backprop.interface.explanation.actions import action, reactions
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.view import NOTATIONS
from backprop.lessons.formulas.derivations import Derivation
from tests.lessons.networks import every_quantity

LINK = re.compile(r"\[((?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(#(\w+):([^) ]*)")


def explained(state: Session, name: str) -> tuple[Derivation, str]:
    """A number's derivation, and the panel's text about it."""
    evaluation = state.experiment.evaluate()
    derivation = panel.derive(evaluation, state, Quantity.parse(name))
    assert derivation is not None
    return derivation, panel.text(derivation, state, evaluation, LIGHT)


def section(text: str, title: str) -> list[str]:
    """The rows of the list below a heading."""
    _, found, below = text.partition(f"##### {title}\n\n")
    return below.partition("\n\n")[0].splitlines() if found else []


def leads_to(rows: list[str]) -> list[str]:
    return [unquote(address) for row in rows for _, kind, address in LINK.findall(row) if kind == "select"]


def on(state: Session, slug: str) -> Session:
    state.history = History(preset(slug))
    return state


def test_value_name_and_meaning_come_first_then_the_formula_and_the_neighbours(state: Session) -> None:
    derivation, text = explained(state, "dW1[2,1]")
    order = [
        "≈ **0.01495**",
        "**Gradient of the weight from unit 2 of the input to unit 1 of layer 1.**",
        plain(derivation.meaning),
        r"x_{2}} \, \textcolor",  # the rule
        r"{2} \cdot \textcolor",  # with its numbers
        r"& \approx 0.01495",  # the result
        "`dW1[2,1]` = `0.014952653389377934`",
        "##### Made from",
        "##### Goes into",
        "Copy as LaTeX",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert section(text, "Made from") == [
        f'- [:color[x₂]{{foreground="{LIGHT.forward_ink}"}} = 2 *incoming activation*](#select:x%5B2%5D "input 2")',
        f'- [:color[δ⁽¹⁾₁]{{foreground="{LIGHT.backward_ink}"}} = 0.007476 *upstream gradient*]'
        '(#select:delta1%5B1%5D "error delta of unit 1 of layer 1")',
    ]
    assert leads_to(section(text, "Goes into")) == ["W1new[2,1]", "W1change[2,1]"]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("slug", PRESETS)
def test_every_number_of_every_example_is_explained(state: Session, slug: str, notation: str) -> None:
    on(state, slug).show(notation=notation)
    for quantity in every_quantity(state.experiment.evaluate()):
        derivation, text = explained(state, str(quantity))
        assert text.count("$$") % 2 == 0
        assert not re.search(r"\\(forward|backward)\b", text), "every family has its colour"
        assert f"`{quantity}`" in text
        sources = [str(source) for source, _ in derivation.made_from]
        assert leads_to(section(text, "Made from")) == sources[:8]
        assert leads_to(section(text, "Goes into")) == [str(target) for target in derivation.feeds[:8]]


def test_of_many_neighbours_the_first_are_listed_and_the_others_counted(state: Session) -> None:
    state.do(restructure(state.experiment, [12, 20, 2]))
    _, text = explained(state, "z1[3]")
    made_from = section(text, "Made from")
    assert len(made_from) == 9
    assert made_from[-1].startswith("- and ")
    _, text = explained(state, "x[1]")
    assert section(text, "Goes into")[-1] == "- and 32 more"  # 20 z and 20 gradients of weights


def test_the_chosen_notation_is_bold_and_writes_the_formula(state: Session) -> None:
    _, by_element = explained(state, "dW1[2,1]")
    state.show(notation="matrix")
    derivation, by_matrix = explained(state, "dW1[2,1]")
    assert derivation.notation == "matrix"
    assert "[**By element**](#notation:element) [By matrix](#notation:matrix)" in by_element
    assert "[By element](#notation:element) [**By matrix**](#notation:matrix)" in by_matrix
    assert r"\begin{bmatrix}" in by_matrix
    assert r"\begin{bmatrix}" not in by_element


def test_several_samples_show_their_parts_and_say_whose_number_it_is(state: Session) -> None:
    on(state, "xor").show(sample=3)
    derivation, text = explained(state, "dW2[1,1]")
    rows = section(text, "The mean of these")
    assert [row.split("*")[1] for row in rows] == ["sample 1", "sample 2", "sample 3", "sample 4"]
    assert f"≈ **{derivation.result}**" in text
    assert "@3" in leads_to(section(text, "Made from"))[-3]
    derivation, text = explained(state, "delta1[1]")
    assert "**Error delta of unit 1 of layer 1 (sample 3).**" in text
    assert derivation.text().startswith("delta1[1]: error delta of unit 1 of layer 1 (sample 3)\n")
    derivation, _ = explained(state, "W1[1,1]")
    assert "(sample" not in derivation.text()


def test_the_long_way_is_told_where_softmax_meets_its_loss(state: Session) -> None:
    derivation, text = explained(on(state, "three-classes"), "delta2[1]")
    (aside,) = derivation.asides
    _, title, told = text.partition("##### " + aside.title.replace(":", r"\:"))
    assert title
    assert "J^{(2)}_{11}" in told
    assert plain(aside.words) in told


def test_what_the_source_prints_is_said_while_the_numbers_are_its_own(state: Session) -> None:
    assert "The source prints 0.01495265." in explained(state, "dW1[2,1]")[1]
    state.do(set_value(state.experiment, "x[1]", 9.0))
    assert "The source prints" not in explained(state, "dW1[2,1]")[1]


def test_words_of_a_link_can_neither_end_it_nor_be_markup() -> None:
    ((text, kind, address),) = LINK.findall(action("a", "select", 'x[1]@2) "(<'))
    assert (text, kind, unquote(address)) == ("a", "select", 'x[1]@2) "(<')
    assert re.fullmatch(r"[\w.~%-]*", address)


def test_the_browser_is_told_what_to_copy_and_what_to_say(state: Session) -> None:
    derivation, _ = explained(state, "z2[1]")
    told = reactions(derivation)
    assert told["copy"] == {"latex": derivation.latex(), "text": derivation.text()}
    assert told["spoken"] == "pre-activation of unit 1 of layer 2, the output: 1.824"
    assert reactions(None)["name"] == ""


def test_the_examples_have_every_kind_of_number(state: Session) -> None:
    seen = set()
    for slug in PRESETS:
        seen |= {quantity.kind for quantity in every_quantity(on(state, slug).experiment.evaluate())}
    assert seen == set(KINDS)
