import torch
from net import Net, batches

def optimise(net, lr):
    opt = torch.optim.RAdam(net.parameters(), lr=lr)
    for xb, yb in batches():
        opt.zero_grad()
        l = torch.nn.functional.mse_loss(net(xb), yb)
        l.backward()
        opt.step()
        yield l.item()

for i, l in enumerate(optimise(Net(), 1e-3)):
    if i % 100 == 0:
        print(i, l)
