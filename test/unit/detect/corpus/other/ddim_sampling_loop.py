import torch
from diffusers import UNet2DModel, DDIMScheduler
u = UNet2DModel.from_pretrained('x').cuda(); s = DDIMScheduler.from_pretrained('x'); s.set_timesteps(50)
x = torch.randn(4, 3, 64, 64, device='cuda')
with torch.no_grad():
    for t in s.timesteps:
        x = s.step(u(x, t).sample, t, x).prev_sample
