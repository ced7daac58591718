from __future__ import print_function
import random
import torch
import torch.nn as nn
import torch.optim as optim
import torchvision.datasets as dset
import torchvision.transforms as transforms
import torchvision.utils as vutils
from nets import Generator, Discriminator, weights_init

manualSeed = 999
random.seed(manualSeed)
dataset = dset.ImageFolder(root="celeba", transform=transforms.Compose([transforms.Resize(64), transforms.ToTensor()]))
loader = torch.utils.data.DataLoader(dataset, batch_size=128, shuffle=True, num_workers=2)
netG, netD = Generator().cuda(), Discriminator().cuda()
netG.apply(weights_init)
netD.apply(weights_init)
bce = nn.BCELoss()
optD = optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999))
optG = optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999))
fixed = torch.randn(64, 100, 1, 1, device="cuda")
for epoch in range(5):
    for i, (real, _) in enumerate(loader):
        netD.zero_grad()
        real = real.cuda()
        b = real.size(0)
        errD = bce(netD(real).view(-1), torch.ones(b, device="cuda"))
        errD.backward()
        fake = netG(torch.randn(b, 100, 1, 1, device="cuda"))
        bce(netD(fake.detach()).view(-1), torch.zeros(b, device="cuda")).backward()
        optD.step()
        netG.zero_grad()
        bce(netD(fake).view(-1), torch.ones(b, device="cuda")).backward()
        optG.step()
    vutils.save_image(netG(fixed), f"fake_{epoch}.png")
