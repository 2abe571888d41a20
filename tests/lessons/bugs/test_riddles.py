"""Guess the bug: the seed decides, only what shows is asked, and a guess is answered truly."""

import pytest

import backprop as bp
from backprop.experiment.numerals import NumberFormat
from backprop.experiment.presets import PRESETS, preset
from backprop.lessons.bugs import riddles
from backprop.lessons.bugs.lab import find, train
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.bugs.words import training_words, verdict

WORKED = preset().evaluate()


@pytest.mark.parametrize("slug", PRESETS)
def test_only_mistakes_that_a_check_catches_are_asked(slug):
    e = preset(slug).evaluate()
    asked = riddles.choices(e)
    assert len(asked) > 4
    for key in MISTAKES:
        found = find(key, e)
        assert (key in asked) == (found.runs and not found.check.ok)


def test_the_seed_decides_and_every_mistake_comes_up():
    picked = [riddles.hidden(WORKED, seed) for seed in range(200)]
    assert picked == [riddles.hidden(WORKED, seed) for seed in range(200)]
    assert set(picked) == set(riddles.choices(WORKED))


def test_a_guess_is_answered_truly():
    seed = next(s for s in range(200) if riddles.hidden(WORKED, s) == "one-path")
    assert riddles.solved(WORKED, seed, "one-path")
    assert riddles.answer_words(WORKED, seed, "one-path").startswith("Right: One path only")
    assert not riddles.solved(WORKED, seed, "bias-shared")
    assert "All weights are right" in riddles.answer_words(WORKED, seed, "bias-shared")
    assert "does not run, or makes no difference" in riddles.answer_words(WORKED, seed, "batch-summed")
    assert MISTAKES["one-path"].title in riddles.told(WORKED, seed)


def test_two_mistakes_with_the_same_numbers_are_both_right():
    # The columns of W sum to 0.7 and 0, its first column is 0.7 and 0: summed over the senders, or one path only.
    hidden = bp.Layer([[0.4, 0.1], [-0.3, 0.2]], [0.2, -0.1], "tanh")
    layers = [hidden, bp.Layer([[0.7, 0.4], [0.0, -0.4]], [1.0, -0.4], "identity")]
    e = bp.evaluate(bp.Network(layers), [[1.0, 2.0]], [[0.3, 0.5]])
    assert {"wrong-side", "one-path"} <= set(riddles.choices(e))
    seed = next(s for s in range(500) if riddles.hidden(e, s) == "one-path")
    assert riddles.solved(e, seed, "wrong-side")
    assert "give the same gradients here" in riddles.answer_words(e, seed, "wrong-side")


def test_the_verdict_names_what_is_right_and_what_is_wrong():
    said = verdict("bias-shared", find("bias-shared", WORKED))
    assert "4 of 14 gradients are wrong" in said
    assert "Right: ∂C/∂W⁽¹⁾, ∂C/∂W⁽²⁾." in said
    assert verdict("batch-summed", find("batch-summed", WORKED)).startswith("✓")
    four = preset("four-layers").evaluate()
    assert "stops at the line of delta2" in verdict("wrong-side", find("wrong-side", four))
    assert "No layer of this network is a softmax" in verdict(
        "softmax-by-element", find("softmax-by-element", WORKED)
    )


def test_what_training_tells():
    def said(key, steps=300):
        return training_words(*train(key, WORKED, steps), NumberFormat())

    assert "Training does not tell" in said("one-path")
    assert "It climbs" in said("sign-turned")
    assert "exactly so" in said("batch-summed")
    assert "only worse" in said("slope-of-next-layer", 20) or "does not tell" in said(
        "slope-of-next-layer", 20
    )
