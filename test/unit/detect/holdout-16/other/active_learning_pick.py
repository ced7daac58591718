"""Which 200 images should be annotated next? (entropy + k-center on features of the current model)"""
import argparse
import csv
import pathlib
import numpy as np
import torch
from torch.utils.data import DataLoader
from tqdm import tqdm

from birds.data import UnlabelledFolder
from birds.model import load_backbone


@torch.inference_mode()
def infer(model, loader, passes):
    model.eval()
    for m in model.modules():
        if isinstance(m, torch.nn.Dropout):
            m.train()
    feats, probs, names = [], [], []
    for x, n in tqdm(loader):
        x = x.cuda()
        p = torch.stack([model(x).softmax(-1) for _ in range(passes)]).mean(0)
        feats.append(model.features(x).flatten(1).cpu())
        probs.append(p.cpu())
        names += n
    return torch.cat(feats), torch.cat(probs), names


def k_center(f, start, k):
    d = torch.cdist(f, f[start]).min(1).values
    picked = []
    for _ in range(k):
        i = int(d.argmax())
        picked.append(i)
        d = torch.minimum(d, (f - f[i]).norm(dim=1))
    return picked


def main():
    p = argparse.ArgumentParser()
    p.add_argument("ckpt")
    p.add_argument("pool", type=pathlib.Path)
    p.add_argument("-k", type=int, default=200)
    p.add_argument("--passes", type=int, default=10)
    p.add_argument("--out", default="to_label.csv")
    a = p.parse_args()
    model = load_backbone(a.ckpt).cuda()
    f, prob, names = infer(model, DataLoader(UnlabelledFolder(a.pool), 64, num_workers=8), a.passes)
    entropy = -(prob * prob.clamp_min(1e-9).log()).sum(1)
    hard = entropy.topk(min(len(names), 10 * a.k)).indices
    sel = k_center(torch.nn.functional.normalize(f[hard]), torch.tensor([0]), a.k)
    with open(a.out, "w", newline="") as fh:
        w = csv.writer(fh)
        w.writerow(["file", "entropy", "guess"])
        for i in (int(hard[s]) for s in sel):
            w.writerow([names[i], f"{entropy[i]:.3f}", int(prob[i].argmax())])
    print("mean entropy", float(entropy.mean()), "->", float(np.mean([entropy[int(hard[s])] for s in sel])))


if __name__ == "__main__":
    main()
