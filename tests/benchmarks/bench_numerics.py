"""How fast the numerics are, as ratios to something known: `python tests/benchmarks/bench_numerics.py`.

Each pair is timed in turns within one run, and the median of the ratios is printed.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import backprop as bp
from backprop.core.activations import sigmoid, sigmoid_slope

try:
    import torch
except ImportError:
    torch = None

X, T = np.array([[1.0, 2.0, 3.0]]), np.array([[0.5, 0.1]])


def seconds(function: Callable[[], object], number: int) -> float:
    start = time.perf_counter()
    for _ in range(number):
        function()
    return (time.perf_counter() - start) / number


def compare(
    name: str, goal: str, ours, theirs, *, number: int = 1, rounds: int = 61, larger: bool = False
) -> None:
    """Print the median time of both, and of theirs / ours (`larger` is better) or ours / theirs."""
    ours(), theirs()
    pairs = [(seconds(ours, number), seconds(theirs, number)) for _ in range(rounds)]
    ratio = median(b / a if larger else a / b for a, b in pairs)
    a, b = (median(times) * 1e6 for times in zip(*pairs, strict=True))
    print(f"{name:<58}{a:>12.1f}{b:>12.1f}{ratio:>9.2f}   {goal}")


def worked_example() -> bp.Network:
    return bp.Network(
        [
            bp.Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "sigmoid"),
            bp.Layer([[0.7, 0.8], [0.9, 0.1]], [0.3, 0.3], "sigmoid"),
        ]
    )


def full_pass(network, x, t) -> Callable[[], object]:
    return lambda: bp.backward(network, bp.forward(network, x), t)


def bare_pass(network, x, t) -> Callable[[], object]:
    """The same matrix products and elementwise work for two sigmoid layers, and nothing else."""
    (W1, b1), (W2, b2) = ((layer.W, layer.b) for layer in network.layers)
    samples = len(x)

    def bare():
        z1 = x @ W1 + b1
        a1 = sigmoid(z1)
        z2 = a1 @ W2 + b2
        a2 = sigmoid(z2)
        da2 = a2 - t
        cost = 0.5 * (da2 * da2).sum(axis=-1).mean()
        delta2 = sigmoid_slope(z2) * da2
        da1 = delta2 @ W2.T
        delta1 = sigmoid_slope(z1) * da1
        dx = delta1 @ W1.T
        dW2, db2 = a1.T @ delta2 / samples, delta2.sum(axis=0) / samples
        dW1, db1 = x.T @ delta1 / samples, delta1.sum(axis=0) / samples
        return cost, dx, dW1, db1, dW2, db2

    return bare


def torch_pass(network, x, t) -> Callable[[], object]:
    parameters = [torch.tensor(p.copy(), requires_grad=True) for _, _, p in network.parameters()]
    W1, b1, W2, b2 = parameters
    x, t = torch.tensor(x, requires_grad=True), torch.tensor(t)

    def eager():
        for leaf in (x, *parameters):
            leaf.grad = None
        output = torch.sigmoid(torch.sigmoid(x @ W1 + b1) @ W2 + b2)
        cost = 0.5 * ((output - t) ** 2).sum(dim=-1).mean()
        cost.backward()
        return cost

    return eager


def batch(sizes) -> tuple[bp.Network, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    network = bp.initialise(sizes, ["sigmoid", "sigmoid"], "xavier", seed=0)
    return network, rng.normal(size=(1024, sizes[0])), rng.uniform(size=(1024, sizes[-1]))


def surface(place: str, other: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """The cost at 101 × 101 values of two weights: one stacked pass, and one network after another."""
    network = worked_example()
    values = np.linspace(-2, 2, 101)

    def stacked():
        return bp.loss_surface(network, X, T, "half_squared_error", (place, other), values, values)

    u, v = bp.Quantity.parse(place), bp.Quantity.parse(other)
    variants = []
    for i, j in np.ndindex(101, 101):
        parameters = {(kind, layer): array.copy() for kind, layer, array in network.parameters()}
        for name, value in ((u, values[j]), (v, values[i])):
            parameters[name.kind, name.layer][tuple(k - 1 for k in name.index)] = value
        variants.append(network.with_parameters(*([parameters[kind, l] for l in (1, 2)] for kind in "Wb")))

    def loop():
        return np.reshape([bp.cost(variant, X, T) for variant in variants], (101, 101))

    assert np.allclose(stacked(), loop(), rtol=1e-13, atol=0)
    return stacked, loop


def main() -> None:
    network = worked_example()
    print(f"{'':<58}{'ours / µs':>12}{'other / µs':>12}{'ratio':>9}   goal")
    ours = full_pass(network, X, T)
    if torch is None:
        print("3-2-2, forward and backward: PyTorch is not installed, skipped")
    else:
        name, eager = "3-2-2 against PyTorch eager (times faster)", torch_pass(network, X, T)
        compare(name, "≥ 5", ours, eager, number=300, larger=True)
    compare("3-2-2 against the bare NumPy calls", "", ours, bare_pass(network, X, T), number=300)
    for sizes in ((256, 256, 10), (784, 128, 10)):
        case = batch(sizes)
        name = "1024 samples through {}-{}-{} against bare NumPy".format(*sizes)
        compare(name, "≤ 1.25", full_pass(*case), bare_pass(*case))
    for pair in (("W2[1,1]", "W2[2,1]"), ("W1[1,1]", "W1[2,1]"), ("W1[1,1]", "W2[1,1]")):
        name = f"101 × 101 of {' and '.join(pair)} against a loop (times faster)"
        compare(name, "≥ 50", *surface(*pair), rounds=5, larger=True)
    name = "gradient check of 3-2-2 against one full pass"
    compare(name, "", lambda: bp.check_gradients(network, X, T, at_most=2000), ours, number=100)


if __name__ == "__main__":
    main()
