import argparse

import torch
from torch import nn, optim
from torch.func import functional_call, grad, vmap

from omniglot_loaders import OmniglotNShot


def make_net(n_way):
    def block(i):
        return [nn.Conv2d(i, 64, 3), nn.BatchNorm2d(64, affine=True, track_running_stats=False), nn.ReLU(), nn.MaxPool2d(2, 2)]
    return nn.Sequential(*block(1), *block(64), *block(64), nn.Flatten(), nn.Linear(64, n_way))


def run(args):
    db = OmniglotNShot("/tmp/omniglot-data", batchsz=args.task_num, n_way=args.n_way, k_shot=args.k_spt, k_query=args.k_qry, imgsz=28)
    net = make_net(args.n_way).cuda()
    params = dict(net.named_parameters())
    meta_opt = optim.Adam(params.values(), lr=1e-3)

    def loss_for_task(params, x_spt, y_spt, x_qry, y_qry):
        def inner(p, x, y):
            return nn.functional.cross_entropy(functional_call(net, p, (x,)), y)
        fast = params
        for _ in range(5):
            g = grad(inner)(fast, x_spt, y_spt)
            fast = {k: fast[k] - g[k] * 1e-1 for k in fast}
        return inner(fast, x_qry, y_qry)

    for epoch in range(args.epochs):
        for _ in range(db.x_train.shape[0] // db.batchsz):
            batch = db.next()
            meta_opt.zero_grad()
            losses = vmap(loss_for_task, in_dims=(None, 0, 0, 0, 0), randomness="different")(params, *batch)
            losses.mean().backward()
            meta_opt.step()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--n-way", type=int, default=5)
    ap.add_argument("--k-spt", type=int, default=5)
    ap.add_argument("--k-qry", type=int, default=15)
    ap.add_argument("--task-num", type=int, default=32)
    ap.add_argument("--epochs", type=int, default=100)
    run(ap.parse_args())
