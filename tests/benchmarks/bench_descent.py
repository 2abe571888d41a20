"""How fast training and the loss surface are, as ratios to PyTorch: `python tests/benchmarks/bench_descent.py`."""

import numpy as np

import backprop as bp
from tests.benchmarks.bench_numerics import T, X, compare, torch, worked_example

STEPS = 1000
OPTIMIZERS = {
    "gradient descent": (bp.GradientDescent(0.5), "SGD", 0.5),
    "Adam": (bp.Adam(0.01), "Adam", 0.01),
}


def torch_run(name: str, rate: float):
    """The same training in PyTorch's eager loop, which records all parameters and the cost of every step."""
    start = [torch.tensor(p.copy()) for _, _, p in worked_example().parameters()]
    x, t = torch.tensor(X), torch.tensor(T)

    def run():
        parameters = [p.clone().requires_grad_() for p in start]
        W1, b1, W2, b2 = parameters
        optimizer = getattr(torch.optim, name)(parameters, lr=rate)
        history, costs = [], []
        for _ in range(STEPS):
            optimizer.zero_grad()
            output = torch.sigmoid(torch.sigmoid(x @ W1 + b1) @ W2 + b2)
            cost = 0.5 * ((output - t) ** 2).sum(dim=-1).mean()
            cost.backward()
            optimizer.step()
            history.append([p.detach().clone() for p in parameters])
            costs.append(cost.item())
        return history[-1]

    return run


def torch_surface(values: np.ndarray):
    """The cost at 101 × 101 values of W1[1,1] and W2[1,1] by torch.func.vmap."""
    W1, b1, W2, b2 = (torch.tensor(p.copy()) for _, _, p in worked_example().parameters())
    x, t = torch.tensor(X), torch.tensor(T)
    first, second = torch.zeros_like(W1), torch.zeros_like(W2)
    first[0, 0], second[0, 0] = 1.0, 1.0

    def cost(u, v):
        A = W1 + (u - W1[0, 0]) * first
        B = W2 + (v - W2[0, 0]) * second
        output = torch.sigmoid(torch.sigmoid(x @ A + b1) @ B + b2)
        return 0.5 * ((output - t) ** 2).sum(dim=-1).mean()

    plane = torch.func.vmap(torch.func.vmap(cost, in_dims=(0, None)), in_dims=(None, 0))
    given = torch.tensor(values)
    return lambda: plane(given, given).numpy()


def main() -> None:
    network = worked_example()
    if torch is None:
        print("Training and surfaces against PyTorch: it is not installed, skipped")
        return
    for name, (optimizer, theirs, rate) in OPTIMIZERS.items():
        other = torch_run(theirs, rate)

        def ours(optimizer=optimizer):
            return bp.descend(network, X, T, optimizer=optimizer, steps=STEPS)

        end = np.concatenate([p.numpy().ravel() for p in other()])
        np.testing.assert_allclose(ours().theta[-1], end, rtol=1e-10)
        compare(
            f"{STEPS} steps of {name} against PyTorch (times faster)",
            "≥ 5",
            ours,
            other,
            rounds=7,
            larger=True,
        )
    values = np.linspace(-2, 2, 101)
    plane = torch_surface(values)

    def surface():
        return bp.loss_surface(network, X, T, "half_squared_error", ("W1[1,1]", "W2[1,1]"), values, values)

    np.testing.assert_allclose(surface(), plane(), rtol=1e-12)
    compare(
        "101 × 101 surface against vmap (times faster)",
        "≥ 1",
        surface,
        plane,
        number=3,
        rounds=31,
        larger=True,
    )


if __name__ == "__main__":
    main()
