import argparse
import time
from functools import partial
import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import numpy as np
import resnet
from dataset import get_cifar10

parser = argparse.ArgumentParser(add_help=True)
parser.add_argument("--arch", type=str, default="resnet20", choices=[f"resnet{d}" for d in [20, 32, 44, 56, 110, 1202]])
parser.add_argument("--batch_size", type=int, default=256)
parser.add_argument("--epochs", type=int, default=30)
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--cpu", action="store_true", help="use cpu only")


def train_epoch(model, train_iter, optimizer, epoch):
    def train_step(model, inp, tgt):
        output = model(inp)
        loss = mx.mean(nn.losses.cross_entropy(output, tgt))
        return loss, mx.mean(mx.argmax(output, axis=1) == tgt)

    losses, accs, sps = [], [], []
    state = [model.state, optimizer.state]

    @partial(mx.compile, inputs=state, outputs=state)
    def step(inp, tgt):
        (loss, acc), grads = nn.value_and_grad(model, train_step)(model, inp, tgt)
        optimizer.update(model, grads)
        return loss, acc

    for n, batch in enumerate(train_iter):
        x, y = mx.array(batch["image"]), mx.array(batch["label"])
        tic = time.perf_counter()
        loss, acc = step(x, y)
        mx.eval(state)
        losses.append(loss.item())
        accs.append(acc.item())
        sps.append(x.shape[0] / (time.perf_counter() - tic))
        if n % 10 == 0:
            print(f"Epoch {epoch:02d} [{n:03d}] Train loss {losses[-1]:.3f} acc {accs[-1]:.3f} Throughput {sps[-1]:.2f} images/second")
    return np.mean(losses), np.mean(accs)


def main(args):
    mx.random.seed(args.seed)
    model = getattr(resnet, args.arch)()
    print(f"Number of params: {model.num_params() / 1e6:0.04f} M")
    optimizer = optim.Adam(learning_rate=args.lr)
    train_data, test_data = get_cifar10(args.batch_size)
    for epoch in range(args.epochs):
        print(epoch, *train_epoch(model, train_data, optimizer, epoch))
        model.eval()
        accs = [mx.mean(mx.argmax(model(mx.array(b["image"])), axis=1) == mx.array(b["label"])).item() for b in test_data]
        model.train()
        print(f"test {np.mean(accs):.3f}")
        train_data.reset()
        test_data.reset()


if __name__ == "__main__":
    args = parser.parse_args()
    if args.cpu:
        mx.set_default_device(mx.cpu)
    main(args)
