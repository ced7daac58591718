import dgl
import dgl.nn as dglnn
import numpy as np
import torch
import torch.nn as nn
from dgl.data.ppi import PPIDataset
from dgl.dataloading import GraphDataLoader
from sklearn.metrics import f1_score


class GAT(nn.Module):
    def __init__(self, in_size, hid, out, heads):
        super().__init__()
        self.l = nn.ModuleList([
            dglnn.GATConv(in_size, hid, heads[0], activation=torch.nn.functional.elu),
            dglnn.GATConv(hid * heads[0], hid, heads[1], residual=True, activation=torch.nn.functional.elu),
            dglnn.GATConv(hid * heads[1], out, heads[2], residual=True, activation=None)])

    def forward(self, g, h):
        for i, layer in enumerate(self.l):
            h = layer(g, h)
            h = h.mean(1) if i == 2 else h.flatten(1)
        return h


def score(model, loader, dev):
    model.eval()
    vals = []
    for g in loader:
        g = g.to(dev)
        with torch.no_grad():
            out = model(g, g.ndata["feat"])
        vals.append(f1_score(g.ndata["label"].cpu(), out.cpu() >= 0, average="micro"))
    return np.mean(vals)


def train(train_loader, val_loader, dev, model):
    bce = nn.BCEWithLogitsLoss()
    opt = torch.optim.Adam(model.parameters(), lr=5e-3)
    for epoch in range(400):
        model.train()
        logged = []
        for g in train_loader:
            g = g.to(dev)
            loss = bce(model(g, g.ndata["feat"].float()), g.ndata["label"].float())
            opt.zero_grad()
            loss.backward()
            opt.step()
            logged.append(loss.item())
        print("Epoch {:05d} | Loss {:.4f} |".format(epoch, np.mean(logged)))
        if (epoch + 1) % 5 == 0:
            print("  val F1 {:.4f}".format(score(model, val_loader, dev)))


if __name__ == "__main__":
    dev = torch.device("cuda")
    tr, va, te = (PPIDataset(mode=m) for m in ("train", "valid", "test"))
    net = GAT(tr[0].ndata["feat"].shape[1], 256, tr[0].ndata["label"].shape[1], [4, 4, 6]).to(dev)
    train(GraphDataLoader(tr, batch_size=2), GraphDataLoader(va, batch_size=2), dev, net)
    print(score(net, GraphDataLoader(te, batch_size=2), dev))
