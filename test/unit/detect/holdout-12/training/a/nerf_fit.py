import torch
from siren import Siren
from skimage.data import camera

img = torch.tensor(camera() / 255.0).float().cuda()
coords = torch.stack(torch.meshgrid(*[torch.linspace(-1, 1, s) for s in img.shape], indexing="ij"), -1).cuda()
net = Siren(2, 256, 3, 1).cuda()
optim = torch.optim.Adam(net.parameters(), lr=1e-4)
for step in range(5000):
    loss = ((net(coords).squeeze() - img) ** 2).mean()
    optim.zero_grad()
    loss.backward()
    optim.step()
