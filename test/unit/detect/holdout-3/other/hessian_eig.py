import torch
from net import net, loss_fn, batch
p = [q for q in net.parameters()]
x, y = batch()
g = torch.autograd.grad(loss_fn(net(x), y), p, create_graph=True)
v = [torch.randn_like(q) for q in p]
for _ in range(20):
    h = torch.autograd.grad(sum((a * b).sum() for a, b in zip(g, v)), p, retain_graph=True)
    n = sum((q ** 2).sum() for q in h).sqrt()
    v = [q / n for q in h]
print(n.item())
