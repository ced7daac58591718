import torch
from torch_geometric.loader import NeighborLoader
from torch_geometric.nn.models import GLEM

from texts import graph

data = graph("papers")
loader = NeighborLoader(data, num_neighbors=[10, 10], batch_size=512)
model = GLEM("bert-tiny", out_channels=40)
optimizer = torch.optim.Adam(model.gnn.parameters(), lr=2e-3)
for epoch in range(30):
    acc, loss = model.train("gnn", loader, optimizer, None, epoch, True)
    print(epoch, acc, loss)
