import dgl
import dgl.nn as dglnn
import torch
import torch.nn as nn
import torch.nn.functional as F
from dgl.dataloading import DataLoader, NeighborSampler
from ogb.nodeproppred import DglNodePropPredDataset
import tqdm


class SAGE(nn.Module):
    def __init__(self, i, h, o):
        super().__init__()
        self.layers = nn.ModuleList([dglnn.SAGEConv(i, h, "mean"), dglnn.SAGEConv(h, h, "mean"), dglnn.SAGEConv(h, o, "mean")])

    def forward(self, blocks, x):
        for l, (layer, block) in enumerate(zip(self.layers, blocks)):
            x = layer(block, x)
            if l != 2:
                x = F.dropout(F.relu(x), 0.5, self.training)
        return x


def run():
    dataset = DglNodePropPredDataset("ogbn-products")
    g, labels = dataset[0]
    split = dataset.get_idx_split()
    g.ndata["label"] = labels[:, 0]
    model = SAGE(g.ndata["feat"].shape[1], 256, dataset.num_classes).cuda()
    loader = DataLoader(g, split["train"], NeighborSampler([15, 10, 5]), device="cuda", batch_size=1024, shuffle=True, use_uva=True)
    opt = torch.optim.Adam(model.parameters(), lr=0.001)
    for epoch in range(10):
        model.train()
        with tqdm.tqdm(loader) as tq:
            for step, (input_nodes, output_nodes, blocks) in enumerate(tq):
                y_hat = model(blocks, blocks[0].srcdata["feat"])
                loss = F.cross_entropy(y_hat, blocks[-1].dstdata["label"])
                opt.zero_grad()
                loss.backward()
                opt.step()
                tq.set_postfix(loss=f"{loss.item():.03f}")


if __name__ == "__main__":
    run()
