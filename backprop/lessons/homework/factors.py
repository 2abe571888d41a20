"""Numbers that are all the same multiple of the right ones: the multiples that mean something."""

from collections.abc import Iterator

from backprop.core.evaluation import Evaluation

OF_THE_LOSS = ("C", "E", "da", "delta", "dW", "db", "Wchange", "bchange")
Factor = tuple[tuple[str, ...], str, float]  # keys, words, k


def factors(evaluation: Evaluation, kind: str) -> Iterator[Factor]:
    """The multiples of an array of this kind that have a meaning in this network, the usual ones first."""
    if kind in ("Wnew", "bnew"):
        return
    rate = evaluation.learning_rate
    if kind not in ("E", "C", "slope"):
        yield ("sign",), "the sign is turned", -1.0
    if kind in ("dW", "db"):
        yield ("change",), "it is the change −η times the gradient, not the gradient", -rate
    if kind in ("Wchange", "bchange"):
        yield ("no-rate",), "the learning rate η is left out", 1.0 / rate
        yield ("gradient",), "it is the gradient, not the change −η times it", -1.0 / rate
    yield from _of_the_samples(evaluation.n_samples, kind)


def multiples(evaluation: Evaluation, kind: str) -> Iterator[Factor]:
    """Those that only say how much more or less it is: named where nothing says why."""
    outputs = evaluation.t.shape[-1]
    if kind in OF_THE_LOSS:
        yield ("factor",), "all wrong numbers are twice the right ones", 2.0
        yield ("factor",), "all wrong numbers are half of the right ones", 0.5
        if outputs > 1:
            yield ("factor",), "times the number of outputs: their sum, not their mean", float(outputs)
            yield ("factor",), "divided by the number of outputs: their mean, not their sum", 1.0 / outputs
    if kind in ("dW", "db"):
        yield ("factor",), "it is η times the gradient, not the gradient", evaluation.learning_rate


def _of_the_samples(n: int, kind: str) -> Iterator[Factor]:
    if n > 1 and kind in ("C", "dW", "db"):
        yield ("sum", "batch-summed"), f"the sum over the {n} samples, not their mean", float(n)
        yield ("mean-twice",), f"divided by the {n} samples once too often", 1.0 / n
    if n > 1 and kind in ("da", "delta"):
        yield ("mean-early",), f"divided by the {n} samples already", 1.0 / n
