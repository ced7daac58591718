# /// script
# requires-python = ">=3.11"
# dependencies = ["torch", "rich"]
# ///
import torch
from rich.progress import track

model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.GELU(), torch.nn.Linear(16, 1))
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
x = torch.rand(1024, 2) * 2 - 1
y = (x[:, :1] * x[:, 1:])
for _ in track(range(3000)):
    opt.zero_grad()
    torch.nn.functional.huber_loss(model(x), y).backward()
    opt.step()
