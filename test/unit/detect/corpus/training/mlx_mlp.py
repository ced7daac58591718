import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import mnist

model = nn.Linear(784, 10)
optimizer = optim.SGD(learning_rate=1e-1)

def loss_fn(model, X, y):
    return nn.losses.cross_entropy(model(X), y, reduction="mean")

loss_and_grad_fn = nn.value_and_grad(model, loss_fn)
for e in range(10):
    for X, y in mnist.batches(256):
        loss, grads = loss_and_grad_fn(model, X, y)
        optimizer.update(model, grads)
        mx.eval(model.parameters(), optimizer.state)
