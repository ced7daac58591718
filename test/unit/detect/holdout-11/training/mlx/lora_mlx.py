import argparse
import time
import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from mlx.utils import tree_flatten
from models import load_model
from batches import iterate_batches


def loss(model, inputs, targets, lengths):
    logits, _ = model(inputs)
    mask = mx.arange(inputs.shape[1])[None, :] < lengths[:, None]
    ce = nn.losses.cross_entropy(logits, targets) * mask
    return ce.sum() / mask.sum(), mask.sum()


def train(model, train_set, optimizer, args):
    loss_value_and_grad = nn.value_and_grad(model, loss)
    start = time.perf_counter()
    for it, batch in zip(range(args.iters), iterate_batches(train_set, args.batch_size)):
        (lvalue, toks), grad = loss_value_and_grad(model, *batch)
        optimizer.update(model, grad)
        mx.eval(model.parameters(), optimizer.state, lvalue)
        if (it + 1) % 10 == 0:
            print(f"Iter {it + 1}: Train loss {lvalue.item():.3f}, {10 / (time.perf_counter() - start):.2f} it/s")
            start = time.perf_counter()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="mlx_model")
    parser.add_argument("--iters", type=int, default=1000)
    parser.add_argument("--batch-size", type=int, default=4)
    args = parser.parse_args()
    model, tokenizer, train_set = load_model(args.model)
    model.freeze()
    train(model, train_set, optim.Adam(learning_rate=1e-5), args)
    mx.savez("adapters.npz", **dict(tree_flatten(model.trainable_parameters())))
