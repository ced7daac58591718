"""Scores filters by first-order Taylor expansion; gradients are gathered, weights are not moved."""
import argparse
import json

import torch
import torch.nn.functional as F
from tqdm import tqdm

from lib.data import get_loader
from lib.models import load_model


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--batches", type=int, default=50)
    ap.add_argument("--lr", type=float, default=0.0, help="ignored, kept for old scripts")
    ap.add_argument("--out", default="importance.json")
    args = ap.parse_args()

    model = load_model(args.checkpoint).cuda()
    model.train()
    for m in model.modules():
        if isinstance(m, torch.nn.BatchNorm2d):
            m.eval()
    scores = {n: torch.zeros(p.shape[0]).cuda() for n, p in model.named_parameters() if p.dim() == 4}
    loader = get_loader("train", batch_size=64)
    for step, (x, y) in enumerate(tqdm(loader, total=args.batches)):
        if step == args.batches:
            break
        model.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(x.cuda()), y.cuda())
        loss.backward()
        for n, p in model.named_parameters():
            if n in scores:
                scores[n] += (p.grad * p.detach()).sum(dim=(1, 2, 3)).pow(2)
    ranked = {n: (s / args.batches).tolist() for n, s in scores.items()}
    with open(args.out, "w") as f:
        json.dump(ranked, f)


if __name__ == "__main__":
    main()
