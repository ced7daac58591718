import torch
import torch.nn.functional as F
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GCNConv
data = Planetoid('.', 'Cora')[0]
class Net(torch.nn.Module):
    def __init__(s):
        super().__init__(); s.a = GCNConv(1433, 16); s.b = GCNConv(16, 7)
    def forward(s, x, e): return F.log_softmax(s.b(F.relu(s.a(x, e)), e), -1)
net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=.01, weight_decay=5e-4)
def train():
    net.train(); optimizer.zero_grad()
    F.nll_loss(net(data.x, data.edge_index)[data.train_mask], data.y[data.train_mask]).backward()
    optimizer.step()
@torch.no_grad()
def test():
    net.eval()
    return (net(data.x, data.edge_index).argmax(-1) == data.y)[data.test_mask].float().mean()
for epoch in range(1, 201):
    train(); print(epoch, test())
