import torch
import torch.nn.functional as F
from torch_geometric.datasets import Planetoid
from torch_geometric.nn import GCNConv

dataset = Planetoid("/tmp/Cora", "Cora")
data = dataset[0].cuda()


class GCN(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = GCNConv(dataset.num_features, 16, cached=True)
        self.conv2 = GCNConv(16, dataset.num_classes, cached=True)

    def forward(self, x, ei):
        return self.conv2(F.dropout(F.relu(self.conv1(x, ei)), training=self.training), ei)


model = GCN().cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)


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
    pred = model(data.x, data.edge_index).argmax(-1)
    return int((pred == data.y)[data.test_mask].sum()) / int(data.test_mask.sum())


for epoch in range(1, 201):
    print(f"Epoch: {epoch:03d}, Loss: {train():.4f}, Test: {test():.4f}")
