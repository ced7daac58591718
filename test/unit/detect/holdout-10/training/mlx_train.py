import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(784, 10)

    def __call__(self, x):
        return self.l(x)


def loss_fn(model, X, y):
    return mx.mean(nn.losses.cross_entropy(model(X), y))


model = MLP()
lvg = nn.value_and_grad(model, loss_fn)
opt = optim.SGD(learning_rate=0.1)
for e in range(10):
    X, y = mx.random.normal((256, 784)), mx.random.randint(0, 10, (256,))
    loss, grads = lvg(model, X, y)
    opt.update(model, grads)
    mx.eval(model.parameters(), opt.state)
