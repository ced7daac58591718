import os
import imageio
import numpy as np
import torch
from torch import nn
from tqdm import trange

data = np.load('tiny_nerf_data.npz')
images, poses, focal = data['images'], data['poses'], float(data['focal'])
H, W = images.shape[1:3]
test_img, test_pose = torch.from_numpy(images[101]).cuda(), torch.from_numpy(poses[101]).cuda()
images, poses = torch.from_numpy(images[:100]).cuda(), torch.from_numpy(poses[:100]).cuda()
L = 6


def posenc(x):
    out = [x]
    for i in range(L):
        out += [torch.sin(2. ** i * x), torch.cos(2. ** i * x)]
    return torch.cat(out, -1)


class Field(nn.Module):
    def __init__(self, width=256, depth=8):
        super().__init__()
        d = 3 + 3 * 2 * L
        self.layers = nn.ModuleList([nn.Linear(d, width)] + [
            nn.Linear(width + (d if i == 4 else 0), width) for i in range(depth - 1)])
        self.out = nn.Linear(width, 4)

    def forward(self, x):
        h = x
        for i, l in enumerate(self.layers):
            if i == 5:
                h = torch.cat([h, x], -1)
            h = torch.relu(l(h))
        return self.out(h)


def rays(pose):
    j, i = torch.meshgrid(torch.arange(H, device='cuda'), torch.arange(W, device='cuda'), indexing='ij')
    d = torch.stack([(i - W * .5) / focal, -(j - H * .5) / focal, -torch.ones_like(i)], -1)
    return pose[:3, -1].expand(H, W, 3), (d[..., None, :] * pose[:3, :3]).sum(-1)


def render(net, o, d, near=2., far=6., n=64, rand=True):
    z = torch.linspace(near, far, n, device='cuda')
    if rand:
        z = z + torch.rand(*o.shape[:-1], n, device='cuda') * (far - near) / n
    else:
        z = z.expand(*o.shape[:-1], n)
    pts = o[..., None, :] + d[..., None, :] * z[..., None]
    raw = torch.cat([net(c) for c in posenc(pts).reshape(-1, 3 + 6 * L).split(1024 * 32)]).view(*pts.shape[:-1], 4)
    sigma, rgb = raw[..., 3].relu(), raw[..., :3].sigmoid()
    dist = torch.cat([z[..., 1:] - z[..., :-1], torch.full_like(z[..., :1], 1e10)], -1)
    a = 1 - torch.exp(-sigma * dist)
    w = a * torch.cumprod(torch.cat([torch.ones_like(a[..., :1]), 1 - a + 1e-10], -1), -1)[..., :-1]
    return (w[..., None] * rgb).sum(-2)


net = Field().cuda()
optim = torch.optim.Adam(net.parameters(), 5e-4)
os.makedirs('out', exist_ok=True)
bar = trange(1001)
for i in bar:
    k = np.random.randint(len(images))
    loss = ((render(net, *rays(poses[k])) - images[k]) ** 2).mean()
    optim.zero_grad()
    loss.backward()
    optim.step()
    if i % 25 == 0:
        with torch.no_grad():
            img = render(net, *rays(test_pose), rand=False)
            psnr = -10 * torch.log10(((img - test_img) ** 2).mean())
        bar.set_postfix(psnr=psnr.item())
        imageio.imwrite(f'out/{i:04d}.png', (img.cpu().numpy() * 255).astype('uint8'))
