"""Guess the bug: a mistake that a seed picks among those that show on this network, and what is said of a guess."""

import numpy as np

from backprop.core.evaluation import Evaluation
from backprop.lessons.bugs.lab import Finding, gradients
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.bugs.words import same_numbers


def choices(evaluation: Evaluation) -> list[str]:
    """The mistakes that run on this network and give other gradients than the right ones."""
    return [key for key in MISTAKES if _shows(gradients(key, evaluation))]


def hidden(evaluation: Evaluation, seed: int) -> str:
    """The mistake of this seed; "" where none shows. The same seed picks the same one on the same network."""
    keys = choices(evaluation)
    return keys[int(np.random.default_rng(seed).integers(len(keys)))] if keys else ""


def solved(evaluation: Evaluation, seed: int, guess: str) -> bool:
    """Whether the guess is the mistake of the seed, or one that gives the same gradients here."""
    answer = hidden(evaluation, seed)
    if guess == answer:
        return True
    one, other = gradients(answer, evaluation).wrong, gradients(guess, evaluation).wrong
    return one is not None and other is not None and same_numbers(one, other)


def answer_words(evaluation: Evaluation, seed: int, guess: str) -> str:
    """What is said of a guess: why it is right, or what the guessed mistake would look like."""
    answer = hidden(evaluation, seed)
    found, guessed = MISTAKES[answer], MISTAKES[guess]
    if guess == answer:
        return f"Right: {found.title}. {found.why}"
    if solved(evaluation, seed, guess):
        return f"Right as far as these numbers tell: {guessed.title} and {found.title} give the same gradients here."
    if guess not in choices(evaluation):
        return f"Not {guessed.title}: on this network that mistake does not run, or makes no difference."
    return f"Not {guessed.title}. That one looks like this: {guessed.seen}"


def told(evaluation: Evaluation, seed: int) -> str:
    """The answer, and how it could have been seen."""
    found = MISTAKES[hidden(evaluation, seed)]
    return f"It is: {found.title}. {found.seen} {found.why}"


def _shows(finding: Finding) -> bool:
    return finding.wrong is not None and not same_numbers(finding.at.backward, finding.wrong)
