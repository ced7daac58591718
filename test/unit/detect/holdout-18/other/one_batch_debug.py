# quick check that the graph is connected: one step, then look at grads
import torch
from model import Net
from data import get_batch

net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = get_batch()
before = {k: v.clone() for k, v in net.named_parameters()}
loss = torch.nn.functional.cross_entropy(net(x), y)
loss.backward()
opt.step()
for k, v in net.named_parameters():
    print(k, v.grad.abs().max().item() if v.grad is not None else "no grad", (v - before[k]).abs().max().item())
