import math
import time
from functools import partial

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import numpy as np
from mlx.utils import tree_flatten

import datasets


class LM(nn.Module):
    def __init__(self, vocab, layers, dims, heads):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dims)
        self.pe = nn.SinusoidalPositionalEncoding(dims)
        self.transformer = nn.TransformerEncoder(layers, dims, heads, norm_first=True)
        self.out_proj = nn.Linear(dims, vocab)

    def __call__(self, x):
        mask = nn.MultiHeadAttention.create_additive_causal_mask(x.shape[1])
        return self.out_proj(self.transformer(self.embedding(x) + self.pe(mx.arange(x.shape[1])), mask))


def iterate(data, bs, ctx):
    while True:
        i = np.random.randint(0, len(data) - ctx - 1, bs)
        w = np.stack([data[j:j + ctx + 1] for j in i])
        yield w[:, :-1], w[:, 1:]


def main():
    vocab, train, valid, _ = datasets.load_dataset("ptb")
    model = LM(len(vocab), 12, 1024, 16)
    mx.eval(model.parameters())
    print(sum(x.size for _, x in tree_flatten(model.parameters())))

    def loss_fn(model, x, y):
        return nn.losses.cross_entropy(model(x), y, reduction="mean")

    optimizer = optim.AdamW(learning_rate=3e-4)
    state = [model.state, optimizer.state]

    @partial(mx.compile, inputs=state, outputs=state)
    def step(x, y):
        loss, grads = nn.value_and_grad(model, loss_fn)(model, x, y)
        optimizer.update(model, grads)
        return loss

    tic = time.perf_counter()
    for it, (x, y) in zip(range(100000), iterate(train, 2, 1024)):
        loss = step(mx.array(x), mx.array(y))
        mx.eval(state)
        if it % 10 == 0:
            print(it, loss.item(), 10 / (time.perf_counter() - tic))
            tic = time.perf_counter()


if __name__ == "__main__":
    main()
