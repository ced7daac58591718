import argparse
import time
from functools import partial

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import mnist
import numpy as np


class MLP(nn.Module):
    def __init__(self, n, d, h, o):
        super().__init__()
        sizes = [d] + [h] * n + [o]
        self.layers = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])]

    def __call__(self, x):
        for l in self.layers[:-1]:
            x = nn.relu(l(x))
        return self.layers[-1](x)


def loss_fn(model, X, y):
    return nn.losses.cross_entropy(model(X), y, reduction="mean")


def main(args):
    train_images, train_labels, _, _ = map(mx.array, mnist.mnist())
    model = MLP(2, 784, 32, 10)
    mx.eval(model.parameters())
    optimizer = optim.SGD(learning_rate=1e-1)

    @partial(mx.compile, inputs=model.state, outputs=model.state)
    def step(X, y):
        loss, grads = nn.value_and_grad(model, loss_fn)(model, X, y)
        optimizer.update(model, grads)
        return loss

    for e in range(10):
        tic = time.perf_counter()
        perm = mx.array(np.random.permutation(train_labels.size))
        for s in range(0, train_labels.size, 256):
            ids = perm[s:s + 256]
            step(train_images[ids], train_labels[ids])
            mx.eval(model.state)
        print(e, time.perf_counter() - tic)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--gpu", action="store_true")
    main(parser.parse_args())
