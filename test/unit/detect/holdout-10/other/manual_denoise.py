import torch
from diffusers import UNet2DModel, DDPMScheduler

sched = DDPMScheduler.from_pretrained("google/ddpm-cat-256")
model = UNet2DModel.from_pretrained("google/ddpm-cat-256").to("cuda")
sched.set_timesteps(50)
x = torch.randn(1, 3, 256, 256, device="cuda")
for t in sched.timesteps:
    with torch.no_grad():
        eps = model(x, t).sample
    x = sched.step(eps, t, x).prev_sample
img = ((x / 2 + 0.5).clamp(0, 1) * 255).round()
print(img.shape)
