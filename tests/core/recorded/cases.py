"""The trainings that were recorded: problems, and optimizers by the name PyTorch has for them."""

from collections.abc import Callable

import numpy as np

import backprop as bp
from backprop.experiment.presets import preset

STEPS = 100
SHOWN = (1, 2, 3, *range(10, STEPS + 1, 10))  # the steps that were recorded


def worked() -> tuple[bp.Network, np.ndarray, np.ndarray]:
    """The worked example: one sample, half the squared error."""
    example = preset()
    return example.network, example.x, example.t


def five_samples() -> tuple[bp.Network, np.ndarray, np.ndarray]:
    """A 2-3-2 network with tanh and a bend-free output, five samples, half the squared error."""
    rng = np.random.default_rng(7)
    layers = [
        bp.Layer(rng.normal(size=(2, 3)), rng.normal(size=3), "tanh"),
        bp.Layer(rng.normal(size=(3, 2)), rng.normal(size=2), "sigmoid"),
    ]
    return bp.Network(layers), rng.normal(size=(5, 2)), rng.uniform(size=(5, 2))


PROBLEMS: dict[str, Callable[[], tuple[bp.Network, np.ndarray, np.ndarray]]] = {
    "worked": worked,
    "five samples": five_samples,
}

# name: our optimizer, PyTorch's class and its arguments beside lr, and what else the training is told
CASES: dict[str, tuple[bp.Optimizer, str, dict[str, object], dict[str, object]]] = {
    "descent": (bp.GradientDescent(0.5), "SGD", {}, {}),
    "defaults of SGD": (bp.GradientDescent(), "SGD", {}, {}),
    "momentum": (bp.Momentum(0.1), "SGD", {"momentum": 0.9}, {}),
    "nesterov": (bp.Nesterov(0.1, 0.8), "SGD", {"momentum": 0.8, "nesterov": True}, {}),
    "adagrad": (bp.AdaGrad(), "Adagrad", {}, {}),
    "rmsprop": (bp.RMSProp(), "RMSprop", {}, {}),
    "rmsprop of the lecture": (bp.RMSProp(0.005, 0.9), "RMSprop", {"alpha": 0.9}, {}),
    "adam": (bp.Adam(), "Adam", {}, {}),
    "adam, fast": (bp.Adam(0.05, 0.8, 0.99, 1e-6), "Adam", {"betas": (0.8, 0.99), "eps": 1e-6}, {}),
    "adamw": (bp.AdamW(0.01), "AdamW", {}, {}),
    "adamw, strong": (bp.AdamW(0.01, weight_decay=0.3), "AdamW", {"weight_decay": 0.3}, {}),
    "penalty": (bp.GradientDescent(0.5), "SGD", {}, {"l2": 0.01}),
    "penalty and adam": (bp.Adam(0.01), "Adam", {}, {"l2": 0.01}),
    "biases held": (bp.Momentum(0.1), "SGD", {"momentum": 0.9}, {"frozen": ("b1", "b2")}),
    "decaying": (bp.GradientDescent(bp.ExponentialDecay(0.5, 0.97)), "SGD", {}, {}),
    "mini-batches": (bp.Adam(0.01), "Adam", {}, {"batch_size": 2, "seed": 3}),
    "single samples": (bp.GradientDescent(0.3), "SGD", {}, {"batch_size": 1, "seed": 1}),
}
