"""Structure, samples and view: menus that change the network's form, and keep every number that has a place."""

from explore_page import ExplorePage
from playwright.sync_api import Page, expect
from server import Server

from backprop.core.quantities import Quantity
from backprop.experiment import links
from backprop.experiment.edits import (
    add_sample,
    reinitialise,
    remove_sample,
    restructure,
    set_value,
    set_values,
)
from backprop.experiment.experiment import Experiment, Initialisation
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import preset

WORKED = preset()


def fill(explore: ExplorePage, label: str, value: int) -> None:
    field = explore.page.get_by_label(label, exact=True)
    field.fill(str(value))
    field.press("Enter")
    explore.quiet()


def choose(explore: ExplorePage, label: str, option: str) -> None:
    menu = explore.page.get_by_test_id("stSelectbox").filter(has_text=label)
    menu.locator("input").click()
    explore.page.get_by_role("option", name=option, exact=True).click()


def close(explore: ExplorePage) -> ExplorePage:
    explore.page.keyboard.press("Escape")
    expect(explore.page.get_by_test_id("stPopoverBody")).to_have_count(0)
    return explore.quiet()


def assert_becomes(explore: ExplorePage, experiment: Experiment) -> None:
    """Soon the address holds this experiment, and the page shows it."""
    link = f"e={links.to_link(experiment)}"
    for _ in range(100):
        if link in explore.query():
            break
        explore.page.wait_for_timeout(50)
    assert explore.linked() == experiment
    explore.quiet().shows(experiment)


def test_units_layers_activations_and_loss(explore: ExplorePage) -> None:
    explore.type("W1[2,1]", "-0.25").type("t[2]", "1")
    now = set_values(WORKED, {"W1[2,1]": -0.25, "t[2]": 1})
    explore.popover("Structure")
    fill(explore, "Units of layer 1", 3)
    wider = restructure(now, [3, 3, 2])
    assert wider.network.layers[0].W[:, :2].tolist() == [[0.1, 0.2], [-0.25, 0.4], [0.5, 0.6]]
    assert wider.network.layers[1].W[:2].tolist() == [[0.7, 0.8], [0.9, 0.1]]
    assert_becomes(explore, wider)
    fill(explore, "Layers with weights", 3)
    deeper = restructure(wider, [3, 3, 3, 2])
    assert_becomes(explore, deeper)
    choose(explore, "Activation of layer 2", "ReLU")
    activations = ["sigmoid", "relu", "sigmoid"]
    rectified = restructure(deeper, activations=activations)
    assert_becomes(explore, rectified)
    choose(explore, "Loss", "Binary cross-entropy")
    assert_becomes(explore, restructure(rectified, loss="binary_cross_entropy"))
    choose(explore, "Activation of layer 3", "Softmax")
    softmax = restructure(rectified, activations=["sigmoid", "relu", "softmax"], loss="half_squared_error")
    assert_becomes(explore, softmax)
    fill(explore, "Layers with weights", 1)
    single = restructure(softmax, [3, 2])
    assert_becomes(explore, single)
    fill(explore, "Inputs", 2)
    assert_becomes(explore, restructure(single, [2, 2]))
    close(explore)
    explore.page.get_by_role("button", name="Reset").click()
    assert_becomes(explore, WORKED)


def test_new_weights_come_from_scheme_and_seed(explore: ExplorePage) -> None:
    page = explore.page
    explore.popover("Structure")
    choose(explore, "New weights", "He")
    fill(explore, "Seed", 7)
    page.get_by_role("button", name="Draw new weights").click()
    drawn = reinitialise(WORKED, "he", 7)
    assert drawn.network != WORKED.network
    assert_becomes(explore, drawn)
    assert explore.linked().initialisation == Initialisation("he", 7)
    fill(explore, "Seed", 8)
    page.get_by_role("button", name="Draw new weights").click()
    again = reinitialise(WORKED, "he", 8)
    assert_becomes(explore, again)
    close(explore)
    page.reload()
    explore.ready().shows(again)
    popover = explore.popover("Structure")
    expect(popover.get_by_label("Seed", exact=True)).to_have_value("8")
    expect(popover).to_contain_text("New weights")
    close(explore)
    expect(explore.popover("About")).to_contain_text("the scheme he and seed 8")


def test_samples_are_added_shown_and_removed(explore: ExplorePage) -> None:
    page = explore.page
    samples = explore.popover("Samples")
    expect(samples.get_by_role("button", name="Remove sample 1")).to_be_disabled()
    samples.get_by_role("button", name="Add a sample").click()
    expect(page.locator(".vitals")).to_contain_text("Sample 2 of 2: E = ", timeout=15_000)
    two = add_sample(WORKED)
    explore.quiet().shows(two, sample=2)
    close(explore)
    explore.type("x[1]", "-1").type("t[2]", "0.75")
    two = set_values(two, {"x[1]@2": -1, "t[2]@2": 0.75})
    explore.shows(two, sample=2)
    assert explore.linked() == two
    expect(page.locator(".vitals")).to_contain_text("(mean of 2 samples)")
    page.get_by_role("button", name="Previous sample").click()
    expect(page.locator(".vitals")).to_contain_text("Sample 1 of 2: E = ", timeout=15_000)
    explore.quiet().shows(two, sample=1)
    page.get_by_role("button", name="Next sample").click()
    explore.quiet().shows(two, sample=2)
    expect(page.get_by_role("button", name="Next sample")).to_be_disabled()
    explore.popover("Samples")
    fill(explore, "Sample on show", 1)
    expect(page.locator(".vitals")).to_contain_text("Sample 1 of 2: E = ", timeout=15_000)
    explore.quiet().shows(two, sample=1)
    expect(samples).to_contain_text("C and the gradients ∂C/∂W and ∂C/∂b are means over all samples")
    page.reload()
    explore.ready().shows(two, sample=1)
    samples = explore.popover("Samples")
    samples.get_by_role("button", name="Remove sample 1").click()
    expect(explore.cell("x[1]")).to_have_attribute("aria-valuenow", "-1", timeout=15_000)
    one = remove_sample(two, 1)
    assert_becomes(explore, one)
    close(explore)
    page.keyboard.press("Control+z")
    expect(page.locator(".vitals")).to_contain_text("Sample 1 of 2: E = ", timeout=15_000)
    explore.quiet().shows(two, sample=1)


def test_digits_change_every_number_and_survive_a_reload(explore: ExplorePage) -> None:
    page = explore.page
    explore.type("W1[1,1]", "1/3")
    now = set_value(WORKED, "W1[1,1]", 1 / 3)
    assert explore.vital("C") == NumberFormat(4)(now.evaluate().value(Quantity("C")))
    explore.popover("View")
    fill(explore, "How many", 8)
    expect(explore.cell("W1[1,1]")).to_have_text("0.33333333", timeout=15_000)
    explore.quiet().shows(now, write=NumberFormat(8))
    page.get_by_text("Decimal places").click()
    expect(explore.cell("W1[1,1]")).to_have_text("0.3333", timeout=15_000)
    expect(page.get_by_label("How many", exact=True)).to_have_value("4")
    fill(explore, "How many", 0)
    expect(explore.cell("W1[1,1]")).to_have_text("0", timeout=15_000)
    fill(explore, "How many", 2)
    expect(explore.cell("W1[1,1]")).to_have_text("0.33", timeout=15_000)
    explore.quiet().shows(now, write=NumberFormat(8, 2))
    close(explore).click("matrices", "z1[1]")
    expect(explore.panel()).to_contain_text("= 2.93")
    page.reload()
    explore.ready().shows(now, write=NumberFormat(8, 2))
    explore.popover("View")
    expect(page.get_by_label("How many", exact=True)).to_have_value("2")


def test_each_matrix_by_its_own_scale(explore: ExplorePage) -> None:
    """The same numbers in stronger colours: the largest of W2 is full blue once W1 does not set the scale."""
    page = explore.page
    explore.type("W1[1,1]", "9")
    fill_of = "(cell) => cell.style.background"
    shared = explore.cell("W2[2,1]").evaluate(fill_of)
    explore.popover("View")
    page.get_by_text("Scale the colours of each matrix by itself").click()
    expect(explore.cell("W2[2,1]")).not_to_have_attribute("style", f"background: {shared};", timeout=15_000)
    for _ in range(100):
        if "scales%3Aown" in explore.query():
            break
        page.wait_for_timeout(50)
    own = close(explore).cell("W2[2,1]").evaluate(fill_of)
    assert own != shared
    explore.shows(set_value(WORKED, "W1[1,1]", 9))
    page.reload()
    assert explore.ready().cell("W2[2,1]").evaluate(fill_of) == own


def test_reset_leads_back_to_the_example_that_was_opened(page: Page, server: Server) -> None:
    edited = set_value(preset("mazur"), "W1[1,1]", 3)
    explore = ExplorePage(page).open(f"{server.url}/?e={links.to_link(edited)}")
    page.get_by_role("button", name="Reset").click()
    assert_becomes(explore, preset("mazur"))
    page.get_by_role("button", name="Undo").click()
    assert_becomes(explore, edited)
