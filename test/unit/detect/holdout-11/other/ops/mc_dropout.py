import torch
from model import Net

net = Net()
net.load_state_dict(torch.load("train_run_3/best.pt"))
net.train()  # keep dropout active
x = torch.load("test.pt")
with torch.no_grad():
    samples = torch.stack([net(x).softmax(-1) for _ in range(50)])
print("epistemic", samples.var(0).sum(-1).mean())
