import torch, torch.nn as nn
from dcgan import Generator, Discriminator
from data import dataloader

netG, netD = Generator(), Discriminator()
criterion = nn.BCELoss()
optimizerD = torch.optim.Adam(netD.parameters(), lr=2e-4, betas=(.5, .999))
optimizerG = torch.optim.Adam(netG.parameters(), lr=2e-4, betas=(.5, .999))
for epoch in range(5):
	for i, data in enumerate(dataloader, 0):
		netD.zero_grad()
		errD_real = criterion(netD(data[0]).view(-1), torch.ones(64))
		errD_real.backward()
		fake = netG(torch.randn(64, 100, 1, 1))
		errD_fake = criterion(netD(fake.detach()).view(-1), torch.zeros(64))
		errD_fake.backward()
		optimizerD.step()
		netG.zero_grad()
		errG = criterion(netD(fake).view(-1), torch.ones(64))
		errG.backward()
		optimizerG.step()
