import learn2learn as l2l
import torch
from torch import nn, optim


def fast_adapt(batch, learner, loss, steps):
    (sx, sy), (qx, qy) = batch
    for _ in range(steps):
        learner.adapt(loss(learner(sx), sy))
    return loss(learner(qx), qy)


def main(lr=0.003, fast_lr=0.5, meta_bs=32, iters=60000):
    tasksets = l2l.vision.benchmarks.get_tasksets("omniglot", train_ways=5, train_samples=2, root="~/data")
    maml = l2l.algorithms.MAML(l2l.vision.models.OmniglotFC(28**2, 5), lr=fast_lr)
    opt = optim.Adam(maml.parameters(), lr)
    loss = nn.CrossEntropyLoss(reduction="mean")
    for it in range(iters):
        opt.zero_grad()
        err = 0.0
        for _ in range(meta_bs):
            e = fast_adapt(tasksets.train.sample(), maml.clone(), loss, 1)
            e.backward()
            err += e.item()
        for p in maml.parameters():
            p.grad.data.mul_(1.0 / meta_bs)
        opt.step()
        print(it, err / meta_bs)


if __name__ == "__main__":
    main()
