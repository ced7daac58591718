import os
import re
import sys
from glob import glob
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

sns.set_theme(style="whitegrid", context="paper")


def read(logdir, tag="train/loss"):
    ea = EventAccumulator(logdir, size_guidance={"scalars": 0})
    ea.Reload()
    if tag not in ea.Tags()["scalars"]:
        return None
    ev = ea.Scalars(tag)
    return np.array([e.step for e in ev]), np.array([e.value for e in ev])


def ema(y, a=0.98):
    out, s = [], y[0]
    for v in y:
        s = a * s + (1 - a) * v
        out.append(s)
    return out


def parse_txt(path):
    pat = re.compile(r"epoch (\d+).*?loss[ :=]+([\d.]+).*?acc[ :=]+([\d.]+)")
    rows = [tuple(map(float, m.groups())) for m in map(pat.search, open(path)) if m]
    return np.array(rows).T


if __name__ == "__main__":
    root = sys.argv[1] if len(sys.argv) > 1 else "runs"
    fig, (a, b) = plt.subplots(1, 2, figsize=(8, 3))
    for d in sorted(glob(os.path.join(root, "*/"))):
        got = read(d)
        if got is None:
            continue
        a.plot(got[0], ema(got[1]), label=os.path.basename(d.rstrip("/")))
    for t in glob(os.path.join(root, "*.txt")):
        e, l, acc = parse_txt(t)
        b.plot(e, acc, label=os.path.basename(t))
    a.set(xlabel="step", ylabel="training loss", yscale="log")
    b.set(xlabel="epoch", ylabel="accuracy")
    a.legend(fontsize=6)
    fig.tight_layout()
    fig.savefig("curves.pdf")
