"""Gradients of the trained model on single samples, for influence scores. Nothing is updated."""
import argparse
import pathlib
import torch
from torch.func import functional_call, grad, vmap
from torch.utils.data import DataLoader
from tqdm import tqdm

from project.data import TextPairs
from project.model import CrossEncoder


def projector(n, k, seed=0):
    g = torch.Generator("cuda").manual_seed(seed)
    return torch.randn(n, k, generator=g, device="cuda") / k ** 0.5


def main(args):
    model = CrossEncoder.load(args.ckpt).cuda().eval()
    names = [n for n, _ in model.named_parameters() if "classifier" in n or "layer.11" in n]
    params = {n: p.detach() for n, p in model.named_parameters()}
    head = {n: params[n] for n in names}
    proj = projector(sum(p.numel() for p in head.values()), args.dim)

    def loss(h, x, mask, y):
        logits = functional_call(model, {**params, **h}, (x[None], mask[None]))
        return torch.nn.functional.binary_cross_entropy_with_logits(logits[0], y)

    per_sample = vmap(grad(loss), in_dims=(None, 0, 0, 0))
    for split in ("train", "test"):
        out = []
        for b in tqdm(DataLoader(TextPairs(split), args.batch)):
            g = per_sample(head, *(b[k].cuda() for k in ("ids", "mask", "y")))
            out.append((torch.cat([v.flatten(1) for v in g.values()], 1) @ proj).half().cpu())
        torch.save(torch.cat(out), args.out / f"{split}.pt")
    tr, te = (torch.load(args.out / f"{s}.pt").float() for s in ("train", "test"))
    score = torch.nn.functional.normalize(te, dim=1) @ torch.nn.functional.normalize(tr, dim=1).T
    top = score.topk(10, 1)
    torch.save({"values": top.values, "index": top.indices}, args.out / "influence.pt")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("ckpt", type=pathlib.Path)
    p.add_argument("--out", type=pathlib.Path, default=pathlib.Path("grads"))
    p.add_argument("--dim", type=int, default=4096)
    p.add_argument("--batch", type=int, default=16)
    main(p.parse_args())
