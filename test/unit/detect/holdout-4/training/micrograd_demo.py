import random
from micrograd.nn import MLP
from micrograd.engine import Value
from sklearn.datasets import make_moons
X, y = make_moons(100, noise=.1); y = y * 2 - 1
model = MLP(2, [16, 16, 1])
for k in range(100):
    scores = [model(list(map(Value, r))) for r in X]
    losses = [(1 + -yi * s).relu() for yi, s in zip(y, scores)]
    total = sum(losses) * (1. / len(losses)) + 1e-4 * sum((p * p for p in model.parameters()))
    model.zero_grad()
    total.backward()
    lr = 1. - .9 * k / 100
    for p in model.parameters():
        p.data -= lr * p.grad
    print(k, total.data)
