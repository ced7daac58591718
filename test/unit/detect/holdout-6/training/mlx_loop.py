import time
import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from functools import partial

import mnist


def loss_fn(model, X, y):
    return nn.losses.cross_entropy(model(X), y, reduction="mean")


def main(args):
    train_images, train_labels, *_ = map(mx.array, mnist.mnist())
    model = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = optim.SGD(learning_rate=1e-1)
    loss_and_grad_fn = nn.value_and_grad(model, loss_fn)

    @partial(mx.compile, inputs=model.state, outputs=model.state)
    def step(X, y):
        loss, grads = loss_and_grad_fn(model, X, y)
        optimizer.update(model, grads)
        return loss

    for e in range(10):
        tic = time.perf_counter()
        for i in range(0, len(train_labels), 256):
            step(train_images[i:i + 256], train_labels[i:i + 256])
            mx.eval(model.state)
        print(e, time.perf_counter() - tic)


if __name__ == "__main__":
    main(None)
