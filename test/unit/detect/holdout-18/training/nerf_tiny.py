import numpy as np
import torch
from tqdm import trange

from tiny_nerf import NeRF, get_rays, render_rays

data = np.load('tiny_nerf_data.npz')
images, poses, focal = map(torch.from_numpy, (data['images'], data['poses'], data['focal']))
device = 'cuda' if torch.cuda.is_available() else 'cpu'
model = NeRF(depth=8, width=256).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-4)
for i in trange(1000):
    k = np.random.randint(100)
    target = images[k].to(device)
    ro, rd = get_rays(*target.shape[:2], focal, poses[k])
    rgb, depth, acc = render_rays(model, ro.to(device), rd.to(device), near=2., far=6., n=64)
    loss = ((rgb - target) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if i % 25 == 0:
        psnr = -10. * torch.log10(loss)
        print(i, psnr.item())
