# Reaches around 0.787 +- 0.0036 test accuracy.
import copy
import torch
import torch.nn.functional as F
from ogb.nodeproppred import Evaluator, PygNodePropPredDataset
from torch_geometric.loader import NeighborLoader
from torch_geometric.nn import SAGEConv
from tqdm import tqdm

root = '/ogb'
dataset = PygNodePropPredDataset('ogbn-products', root)
split_idx = dataset.get_idx_split()
evaluator = Evaluator(name='ogbn-products')
data = dataset[0]
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
train_loader = NeighborLoader(data, input_nodes=split_idx['train'], num_neighbors=[15, 10, 5], batch_size=1024, shuffle=True,
                              num_workers=12, persistent_workers=True)
subgraph_loader = NeighborLoader(copy.copy(data), num_neighbors=[-1], batch_size=4096, num_workers=12, persistent_workers=True)


class SAGE(torch.nn.Module):
    def __init__(self, i, h, o, n):
        super().__init__()
        dims = [i] + [h] * (n - 1) + [o]
        self.convs = torch.nn.ModuleList(SAGEConv(a, b) for a, b in zip(dims, dims[1:]))

    def reset_parameters(self):
        for c in self.convs:
            c.reset_parameters()

    def forward(self, x, ei):
        for k, c in enumerate(self.convs):
            x = c(x, ei)
            if k < len(self.convs) - 1:
                x = F.dropout(x.relu(), p=0.5, training=self.training)
        return x

    def inference(self, x_all):
        for k, c in enumerate(self.convs):
            xs = []
            for b in tqdm(subgraph_loader, desc=f'layer {k}'):
                x = c(x_all[b.n_id].to(device), b.edge_index.to(device))[:b.batch_size]
                xs.append((x.relu() if k < len(self.convs) - 1 else x).cpu())
            x_all = torch.cat(xs)
        return x_all


model = SAGE(dataset.num_features, 256, dataset.num_classes, 3).to(device)


def train(epoch):
    model.train()
    total_loss = total_correct = total = 0
    for batch in tqdm(train_loader, desc=f'Epoch {epoch:02d}'):
        optimizer.zero_grad()
        out = model(batch.x, batch.edge_index.to(device))[:batch.batch_size] if batch.x.is_cuda else \
            model(batch.x.to(device), batch.edge_index.to(device))[:batch.batch_size]
        y = batch.y[:batch.batch_size].squeeze().to(device)
        loss = F.cross_entropy(out, y)
        loss.backward()
        optimizer.step()
        total_loss += float(loss) * len(y)
        total_correct += int(out.argmax(-1).eq(y).sum())
        total += len(y)
    return total_loss / total, total_correct / total


@torch.no_grad()
def test():
    model.eval()
    pred = model.inference(data.x).argmax(-1, keepdim=True)
    return [evaluator.eval({'y_true': data.y[split_idx[s]], 'y_pred': pred[split_idx[s]]})['acc'] for s in ('train', 'valid', 'test')]


accs = []
for run in range(10):
    model.reset_parameters()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    best = final = 0
    for epoch in range(1, 21):
        loss, acc = train(epoch)
        print(f'Run {run} Epoch {epoch:02d} Loss {loss:.4f} Approx. Train {acc:.4f}')
        if epoch > 5:
            tr, va, te = test()
            if va > best:
                best, final = va, te
    accs.append(final)
print(torch.tensor(accs).mean(), torch.tensor(accs).std())
