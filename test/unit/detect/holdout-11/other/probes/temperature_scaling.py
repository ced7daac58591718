import torch
from torch import nn, optim

from evaluation import collect_logits, ece


def calibrate(logits, labels):
    temperature = nn.Parameter(torch.ones(1) * 1.5)
    optimizer = optim.LBFGS([temperature], lr=0.01, max_iter=50)

    def eval_():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(logits / temperature, labels)
        loss.backward()
        return loss

    optimizer.step(eval_)
    return temperature.item()


if __name__ == "__main__":
    logits, labels = collect_logits("ckpt/best.pt", split="val")
    print("before", ece(logits, labels))
    t = calibrate(logits, labels)
    print("T =", t, "after", ece(logits / t, labels))
