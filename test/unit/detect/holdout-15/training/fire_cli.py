"""
ECG arrhythmia experiments.

    python fire_cli.py train --lr=3e-4 --mixup=0.2
    python fire_cli.py score runs/last.pt
"""
import json
import pathlib

import fire
import numpy as np
import torch
from sklearn.metrics import classification_report
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class SE(nn.Module):
    def __init__(self, c, r=8):
        super().__init__()
        self.f = nn.Sequential(nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(c, c // r), nn.ReLU(),
                               nn.Linear(c // r, c), nn.Sigmoid())

    def forward(self, x):
        return x * self.f(x)[..., None]


def block(i, o, s):
    return nn.Sequential(nn.Conv1d(i, o, 17, s, 8), nn.BatchNorm1d(o), nn.SiLU(), nn.Dropout(.1), SE(o))


def net(classes=5):
    widths = [12, 64, 128, 196, 256]
    return nn.Sequential(*[block(i, o, 4) for i, o in zip(widths, widths[1:])], nn.AdaptiveAvgPool1d(1), nn.Flatten(),
                         nn.Linear(256, classes))


def _load(split, root="data/ptbxl"):
    z = np.load(pathlib.Path(root) / f"{split}.npz")
    return TensorDataset(torch.from_numpy(z["x"]).float(), torch.from_numpy(z["y"]).float())


def train(epochs=40, lr=1e-3, batch=128, mixup=0.0, device="cuda", out="runs/last.pt"):
    model = net().to(device)
    opt = torch.optim.AdamW(model.parameters(), lr)
    dl = DataLoader(_load("train"), batch, shuffle=True, drop_last=True)
    one = torch.optim.lr_scheduler.OneCycleLR(opt, lr, total_steps=epochs * len(dl))
    for e in range(epochs):
        run = 0.0
        for x, y in dl:
            x, y = x.to(device), y.to(device)
            if mixup:
                l = np.random.beta(mixup, mixup)
                p = torch.randperm(len(x))
                x, y = l * x + (1 - l) * x[p], l * y + (1 - l) * y[p]
            loss = nn.functional.binary_cross_entropy_with_logits(model(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            one.step()
            run += loss.item()
        print(json.dumps(dict(epoch=e, loss=run / len(dl))))
    pathlib.Path(out).parent.mkdir(exist_ok=True)
    torch.save(model.state_dict(), out)


def score(ckpt, device="cuda"):
    model = net().to(device).eval()
    model.load_state_dict(torch.load(ckpt))
    with torch.no_grad():
        ps = [(model(x.to(device)).sigmoid() > .5).cpu() for x, _ in DataLoader(_load("test"), 512)]
    print(classification_report(_load("test").tensors[1], torch.cat(ps)))


if __name__ == "__main__":
    fire.Fire({"train": train, "score": score})
