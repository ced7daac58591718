import torch
from nets import net, loader
fisher = {n: torch.zeros_like(p) for n, p in net.named_parameters()}
for x, y in loader:
    net.zero_grad()
    torch.nn.functional.nll_loss(net(x), y).backward()
    for n, p in net.named_parameters():
        fisher[n] += p.grad ** 2 / len(loader)
torch.save(fisher, 'f.pt')
