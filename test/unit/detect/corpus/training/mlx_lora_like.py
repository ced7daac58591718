import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from functools import partial
from mlp import MLP
from mnist import mnist

model = MLP(2, 784, 32, 10)
mx.eval(model.parameters())
loss_and_grad_fn = nn.value_and_grad(model, lambda m, X, y: nn.losses.cross_entropy(m(X), y, reduction="mean"))
opt = optim.SGD(learning_rate=1e-1)
for e in range(10):
    for X, y in mnist(256):
        loss, grads = loss_and_grad_fn(model, X, y)
        opt.update(model, grads)
        mx.eval(model.parameters(), opt.state)
