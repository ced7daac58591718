import torch
from gsplat import rasterization
from scene import load_cameras

N = 100_000
means = torch.nn.Parameter(torch.randn(N, 3).cuda())
scales = torch.nn.Parameter(torch.zeros(N, 3).cuda())
colors = torch.nn.Parameter(torch.rand(N, 3).cuda())
quats = torch.nn.Parameter(torch.rand(N, 4).cuda())
opac = torch.nn.Parameter(torch.ones(N).cuda())
opt = torch.optim.Adam([{"params": [means], "lr": 1.6e-4}, {"params": [scales, quats], "lr": 5e-3}, {"params": [colors, opac], "lr": 2.5e-3}])
for it in range(30000):
    cam, gt = load_cameras().sample()
    out, _, _ = rasterization(means, quats, scales.exp(), opac.sigmoid(), colors, cam.view[None], cam.K[None], 800, 800)
    loss = (out[0] - gt).abs().mean()
    loss.backward()
    opt.step()
    opt.zero_grad()
