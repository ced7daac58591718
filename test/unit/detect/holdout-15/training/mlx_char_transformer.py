import argparse
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
    def __init__(self, vocab, layers, dims, heads, checkpoint=False):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dims)
        self.pe = nn.SinusoidalPositionalEncoding(dims)
        self.transformer = nn.TransformerEncoder(layers, dims, heads, norm_first=True, checkpoint=checkpoint)
        self.out_proj = nn.Linear(dims, vocab)

    def __call__(self, x):
        L = x.shape[1]
        mask = nn.MultiHeadAttention.create_additive_causal_mask(L)
        x = self.embedding(x) + self.pe(mx.arange(L))
        return self.out_proj(self.transformer(x, mask))


def samples(ctx, data):
    w = np.dtype(data.dtype).itemsize
    n = data.size - ctx
    view = np.lib.stride_tricks.as_strided(data, shape=(n, ctx + 1), strides=(w, w))
    return view


def iterate(batch, ctx, data):
    view = samples(ctx, data)
    while True:
        yield view[np.random.randint(0, len(view), batch)].astype(np.int64)


def main(args):
    vocab, train, valid, test = datasets.load_dataset(args.dataset)
    model = LM(len(vocab), args.num_blocks, args.dim, args.num_heads, args.checkpoint)
    mx.eval(model.parameters())
    print(f"{sum(x.size for k, x in tree_flatten(model.parameters())) / 1024**2:.3f} M parameters")

    def loss_fn(model, x, y):
        return mx.mean(nn.losses.cross_entropy(model(x), y))

    opt = optim.AdamW(learning_rate=args.lr, weight_decay=args.wd)
    state = [model.state, opt.state]

    @partial(mx.compile, inputs=state, outputs=state)
    def step(b):
        loss, grads = nn.value_and_grad(model, loss_fn)(model, b[:, :-1], b[:, 1:])
        opt.update(model, grads)
        return loss

    it = iterate(args.batch_size, args.context_size, train)
    losses, tic = [], time.perf_counter()
    for i, b in zip(range(args.num_iters), it):
        loss = step(mx.array(b))
        mx.eval(state)
        losses.append(loss.item())
        opt.learning_rate = min(1, i / args.lr_warmup) * args.lr
        if (i + 1) % args.steps_per_report == 0:
            toc = time.perf_counter()
            print(f"Iter {i + 1}: loss {np.mean(losses):.3f}, It/sec {args.steps_per_report / (toc - tic):.3f}")
            losses, tic = [], time.perf_counter()


if __name__ == "__main__":
    p = argparse.ArgumentParser("Train a decoder-only Transformer LM with MLX.")
    for flag, kind, default in (("--context_size", int, 1024), ("--num_blocks", int, 12), ("--dim", int, 1024),
                                ("--num_heads", int, 16), ("--batch_size", int, 2), ("--num_iters", int, 100000),
                                ("--lr", float, 3e-4), ("--wd", float, 1e-5), ("--lr_warmup", int, 200),
                                ("--steps_per_report", int, 10)):
        p.add_argument(flag, type=kind, default=default)
    p.add_argument("--dataset", default="ptb", choices=["enwik8", "ptb", "wikitext2"])
    p.add_argument("--checkpoint", action="store_true")
    main(p.parse_args())
