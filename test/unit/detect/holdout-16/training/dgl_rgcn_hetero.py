import argparse
import itertools
import dgl
import dgl.function as fn
import torch as th
import torch.nn as nn
import torch.nn.functional as F
import tqdm
from dgl.dataloading import DataLoader, MultiLayerNeighborSampler, as_edge_prediction_sampler, negative_sampler
from sklearn.metrics import roc_auc_score

from graphs import load_drugbank
from layers import RGCN


class DotScore(nn.Module):
    def forward(self, g, h):
        with g.local_scope():
            g.ndata["h"] = h
            for et in g.canonical_etypes:
                g.apply_edges(fn.u_dot_v("h", "h", "s"), etype=et)
            return g.edata["s"]


def auc(model, score, loader):
    model.eval()
    ps, ys = [], []
    with th.no_grad():
        for inp, pos, neg, blocks in loader:
            h = model(blocks, blocks[0].srcdata["feat"])
            a, b = score(pos, h), score(neg, h)
            for k in a:
                if len(a[k]):
                    ps += [a[k], b[k]]
                    ys += [th.ones(len(a[k])), th.zeros(len(b[k]))]
    return roc_auc_score(th.cat(ys), th.cat(ps).cpu().squeeze())


def main(args):
    g, train_eids, val_eids = load_drugbank(args.data)
    sampler = as_edge_prediction_sampler(MultiLayerNeighborSampler([20, 10]), negative_sampler=negative_sampler.Uniform(5))
    mk = lambda e, s: DataLoader(g, e, sampler, batch_size=args.batch, shuffle=s, device=args.device, num_workers=0)
    tl, vl = mk(train_eids, True), mk(val_eids, False)
    model = RGCN(g, args.hidden, args.hidden, bases=8).to(args.device)
    score = DotScore()
    opt = th.optim.Adam(itertools.chain(model.parameters(), score.parameters()), lr=args.lr)
    for ep in range(args.epochs):
        model.train()
        tot = 0.
        with tqdm.tqdm(tl) as bar:
            for inp, pos, neg, blocks in bar:
                h = model(blocks, blocks[0].srcdata["feat"])
                a, b = score(pos, h), score(neg, h)
                loss = sum(F.softplus(-a[k]).mean() + F.softplus(b[k]).mean() for k in a if len(a[k]))
                opt.zero_grad()
                loss.backward()
                opt.step()
                tot += loss.item()
                bar.set_postfix(loss=loss.item())
        print(f"{ep}: {tot / len(tl):.4f} auc {auc(model, score, vl):.4f}")


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="data/drugbank")
    ap.add_argument("--hidden", type=int, default=64)
    ap.add_argument("--batch", type=int, default=4096)
    ap.add_argument("--epochs", type=int, default=15)
    ap.add_argument("--lr", type=float, default=0.005)
    ap.add_argument("--device", default="cuda:0")
    main(ap.parse_args())
