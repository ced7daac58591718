import torch
import torch.multiprocessing as mp
import torch.nn.functional as F
import torch.optim as optim
from data import make_loader
from net import Net


def train(rank, model):
    torch.manual_seed(1 + rank)
    optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    for epoch in range(10):
        for d, t in make_loader(rank):
            optimizer.zero_grad()
            F.nll_loss(model(d), t).backward()
            optimizer.step()


if __name__ == '__main__':
    mp.set_start_method('spawn')
    model = Net()
    model.share_memory()
    ps = []
    for rank in range(4):
        p = mp.Process(target=train, args=(rank, model))
        p.start()
        ps.append(p)
    [p.join() for p in ps]
