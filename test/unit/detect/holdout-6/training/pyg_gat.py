import os.path as osp
import torch
import torch.nn.functional as F
import torch_geometric.transforms as T
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GATConv

dataset = Planetoid(osp.join('data', 'Cora'), 'Cora', transform=T.NormalizeFeatures())
data = dataset[0].cuda()


class GAT(torch.nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv1 = GATConv(i, 8, heads=8, dropout=0.6)
        self.conv2 = GATConv(64, o, heads=1, concat=False, dropout=0.6)

    def forward(self, x, edge_index):
        return self.conv2(F.elu(self.conv1(x, edge_index)), edge_index)


model = GAT(dataset.num_features, dataset.num_classes).cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005, weight_decay=5e-4)


def train():
    model.train()
    optimizer.zero_grad()
    out = model(data.x, data.edge_index)
    loss = F.cross_entropy(out[data.train_mask], data.y[data.train_mask])
    loss.backward()
    optimizer.step()
    return float(loss)


@torch.no_grad()
def test():
    model.eval()
    return model(data.x, data.edge_index).argmax(-1)


for epoch in range(1, 201):
    loss = train()
    test()
    print(epoch, loss)
