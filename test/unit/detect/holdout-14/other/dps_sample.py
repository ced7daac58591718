"""Diffusion posterior sampling for inpainting."""
import torch
from diffusers import DDPMPipeline
from torchvision.utils import save_image
from torchvision.io import read_image

pipe = DDPMPipeline.from_pretrained("google/ddpm-celebahq-256").to("cuda")
unet, scheduler = pipe.unet, pipe.scheduler
scheduler.set_timesteps(1000)
y = read_image("face.png")[:3].float().cuda()[None] / 127.5 - 1
mask = torch.ones_like(y)
mask[..., 80:180, 80:180] = 0
x = torch.randn_like(y)
step_size = 0.5
for t in scheduler.timesteps:
    x = x.detach().requires_grad_(True)
    eps = unet(x, t).sample
    out = scheduler.step(eps, t, x)
    loss = ((mask * (out.pred_original_sample - y)) ** 2).sum().sqrt()
    grad = torch.autograd.grad(loss, x)[0]
    x = out.prev_sample - step_size * grad
    if t % 100 == 0:
        print(int(t), loss.item())
save_image(x / 2 + 0.5, "inpainted.png")
