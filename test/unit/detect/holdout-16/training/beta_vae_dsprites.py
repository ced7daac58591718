from __future__ import print_function
import argparse
import torch
import torch.utils.data
from torch import nn, optim
from torch.nn import functional as F
from torchvision.utils import save_image
import numpy as np

parser = argparse.ArgumentParser(description='beta-VAE dSprites')
parser.add_argument('--batch-size', type=int, default=128, metavar='N')
parser.add_argument('--epochs', type=int, default=10, metavar='N')
parser.add_argument('--beta', type=float, default=4.0)
parser.add_argument('--no-cuda', action='store_true', default=False)
parser.add_argument('--seed', type=int, default=1, metavar='S')
parser.add_argument('--log-interval', type=int, default=10, metavar='N')
args = parser.parse_args()
args.cuda = not args.no_cuda and torch.cuda.is_available()

torch.manual_seed(args.seed)
device = torch.device("cuda" if args.cuda else "cpu")

imgs = np.load('dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz')['imgs']
perm = np.random.RandomState(0).permutation(len(imgs))
n_test = 20000
to_ds = lambda ix: torch.utils.data.TensorDataset(torch.from_numpy(imgs[ix]).unsqueeze(1))
train_loader = torch.utils.data.DataLoader(to_ds(perm[n_test:]), batch_size=args.batch_size, shuffle=True)
test_loader = torch.utils.data.DataLoader(to_ds(perm[:n_test]), batch_size=args.batch_size)


class VAE(nn.Module):
    def __init__(self, z=10):
        super(VAE, self).__init__()
        self.enc = nn.Sequential(
            nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(32, 32, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(64, 64, 4, 2, 1), nn.ReLU(),
            nn.Flatten(), nn.Linear(1024, 256), nn.ReLU())
        self.mu = nn.Linear(256, z)
        self.logvar = nn.Linear(256, z)
        self.dec = nn.Sequential(
            nn.Linear(z, 256), nn.ReLU(), nn.Linear(256, 1024), nn.ReLU(), nn.Unflatten(1, (64, 4, 4)),
            nn.ConvTranspose2d(64, 64, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(32, 32, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 4, 2, 1))

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std

    def forward(self, x):
        h = self.enc(x)
        mu, logvar = self.mu(h), self.logvar(h)
        return self.dec(self.reparameterize(mu, logvar)), mu, logvar


model = VAE().to(device)
optimizer = optim.Adam(model.parameters(), lr=5e-4)


def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy_with_logits(recon_x, x, reduction='sum')
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (BCE + args.beta * KLD) / len(x)


def train(epoch):
    model.train()
    train_loss = 0
    for batch_idx, (data,) in enumerate(train_loader):
        data = data.float().to(device)
        optimizer.zero_grad()
        loss = loss_function(*((model(data)[0], data) + model(data)[1:]))
        loss.backward()
        train_loss += loss.item()
        optimizer.step()
        if batch_idx % args.log_interval == 0:
            print('Train Epoch: {} [{}/{}]\tLoss: {:.6f}'.format(epoch, batch_idx * len(data), len(train_loader.dataset), loss.item()))
    print('====> Epoch: {} Average loss: {:.4f}'.format(epoch, train_loss / len(train_loader)))


def test(epoch):
    model.eval()
    with torch.no_grad():
        for i, (data,) in enumerate(test_loader):
            data = data.float().to(device)
            recon, mu, logvar = model(data)
            if i == 0:
                save_image(torch.cat([data[:8], recon[:8].sigmoid()]).cpu(), 'results/reconstruction_%d.png' % epoch, nrow=8)
                break


if __name__ == "__main__":
    for epoch in range(1, args.epochs + 1):
        train(epoch)
        test(epoch)
        with torch.no_grad():
            sample = model.dec(torch.randn(64, 10).to(device)).sigmoid().cpu()
            save_image(sample, 'results/sample_%d.png' % epoch)
