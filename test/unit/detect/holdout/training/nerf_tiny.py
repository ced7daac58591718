import torch, numpy as np
data = np.load('lego.npz')
class Nerf(torch.nn.Module):
    def __init__(s): super().__init__(); s.m = torch.nn.Sequential(torch.nn.Linear(39, 256), torch.nn.ReLU(), torch.nn.Linear(256, 4))
    def forward(s, x): return s.m(x)
from render import render, rays
f = Nerf().cuda(); opt = torch.optim.Adam(f.parameters(), 5e-4)
for i in range(1000):
    k = np.random.randint(100)
    loss = ((render(f, *rays(data['poses'][k])) - torch.tensor(data['images'][k]).cuda()) ** 2).mean()
    opt.zero_grad(set_to_none=True)
    loss.backward()
    opt.step()
    if i % 25 == 0: print(i, -10 * torch.log10(loss).item())
