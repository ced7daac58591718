import random
from micrograd.engine import Value
from micrograd.nn import MLP
model = MLP(3, [4, 4, 1])
xs = [[2., 3., -1.], [3., -1., .5], [.5, 1., 1.], [1., 1., -1.]]
ys = [1., -1., -1., 1.]
for k in range(100):
    loss = sum((model(x) - y) ** 2 for x, y in zip(xs, ys))
    model.zero_grad()
    loss.backward()
    for p in model.parameters():
        p.data += -0.05 * p.grad
    print(k, loss.data)
