import torch
from common import nets, data, compute
optim = {k: torch.optim.RMSprop(v.parameters(), lr=1e-4) for k, v in nets.items()}
n = 0
while n < 100000:
    batch = next(data)
    for k in nets:
        optim[k].zero_grad()
        loss = compute(k, nets, batch)
        torch.autograd.backward(loss)
        optim[k].step()
    n += 1
