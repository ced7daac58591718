import torch, torch.nn.functional as F
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GCNConv
data = Planetoid('data', 'Cora')[0]
class GCN(torch.nn.Module):
    def __init__(self):
        super().__init__(); self.a = GCNConv(1433, 16); self.b = GCNConv(16, 7)
    def forward(self, x, e): return self.b(F.dropout(self.a(x, e).relu(), training=self.training), e)
model = GCN(); optimizer = torch.optim.Adam(model.parameters(), lr=.01, weight_decay=5e-4)
def train():
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(data.x, data.edge_index)[data.train_mask], data.y[data.train_mask])
    loss.backward()
    optimizer.step()
    return float(loss)
@torch.no_grad()
def test():
    model.eval()
    return (model(data.x, data.edge_index).argmax(1)[data.test_mask] == data.y[data.test_mask]).float().mean()
for epoch in range(1, 201):
    print(epoch, train(), test())
