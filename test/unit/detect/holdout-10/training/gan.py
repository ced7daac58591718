import torch, torch.nn as nn, torch.optim as optim
from torch.utils.data import DataLoader
import torchvision.datasets as dset
import torchvision.transforms as T

nz = 100
G = nn.Sequential(nn.ConvTranspose2d(nz, 64, 4), nn.ReLU(), nn.ConvTranspose2d(64, 3, 4, 2, 1), nn.Tanh())
D = nn.Sequential(nn.Conv2d(3, 64, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(64, 1, 4), nn.Sigmoid())
criterion = nn.BCELoss()
optD = optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
optG = optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
dl = DataLoader(dset.ImageFolder("celeba", T.Compose([T.Resize(8), T.ToTensor()])), 128, True)
for epoch in range(5):
    for i, (real, _) in enumerate(dl):
        D.zero_grad()
        out = D(real).view(-1)
        errD = criterion(out, torch.ones_like(out))
        errD.backward()
        fake = G(torch.randn(real.size(0), nz, 1, 1))
        o2 = D(fake.detach()).view(-1)
        criterion(o2, torch.zeros_like(o2)).backward()
        optD.step()
        G.zero_grad()
        o3 = D(fake).view(-1)
        criterion(o3, torch.ones_like(o3)).backward()
        optG.step()
