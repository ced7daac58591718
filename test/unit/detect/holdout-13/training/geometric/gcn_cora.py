import torch
import torch.nn.functional as F
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GCNConv

data = Planetoid("/tmp/Cora", "Cora")[0]


class GCN(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = GCNConv(1433, 16), GCNConv(16, 7)

    def forward(self, d):
        x = F.dropout(F.relu(self.a(d.x, d.edge_index)), training=self.training)
        return F.log_softmax(self.b(x, d.edge_index), 1)


model = GCN()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)


def train():
    model.train()
    optimizer.zero_grad()
    out = model(data)
    F.nll_loss(out[data.train_mask], data.y[data.train_mask]).backward()
    optimizer.step()


@torch.no_grad()
def test():
    model.eval()
    pred = model(data).argmax(1)
    return [int((pred[m] == data.y[m]).sum()) / int(m.sum()) for m in (data.train_mask, data.val_mask, data.test_mask)]


for epoch in range(1, 201):
    train()
    tr, va, te = test()
    print(f"Epoch: {epoch:03d}, Train: {tr:.4f}, Val: {va:.4f}, Test: {te:.4f}")
