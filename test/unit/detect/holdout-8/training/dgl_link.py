import dgl
import dgl.data
import torch
import torch.nn.functional as F
from dgl.nn import SAGEConv
import itertools

g = dgl.data.CoraGraphDataset()[0]


class SAGE(torch.nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.c1, self.c2 = SAGEConv(i, h, "mean"), SAGEConv(h, h, "mean")

    def forward(self, g, x):
        return self.c2(g, F.relu(self.c1(g, x)))


model = SAGE(g.ndata["feat"].shape[1], 16)
optimizer = torch.optim.Adam(itertools.chain(model.parameters()), lr=0.01)
for e in range(100):
    h = model(g, g.ndata["feat"])
    u, v = g.edges()
    score = (h[u] * h[v]).sum(1)
    loss = F.binary_cross_entropy_with_logits(score, torch.ones_like(score))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
