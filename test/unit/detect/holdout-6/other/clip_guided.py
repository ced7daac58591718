import torch
from diffusers import DDPMPipeline
from torchvision.transforms import Resize
from clip_loss import clip_loss

pipe = DDPMPipeline.from_pretrained("google/ddpm-celebahq-256").to("cuda")
x = torch.randn(4, 3, 256, 256, device="cuda")
pipe.scheduler.set_timesteps(50)
for t in pipe.scheduler.timesteps:
    x = x.detach().requires_grad_()
    noise_pred = pipe.unet(x, t).sample
    x0 = pipe.scheduler.step(noise_pred, t, x).pred_original_sample
    grad = -torch.autograd.grad(clip_loss(x0), x)[0]
    x = x.detach() + grad * 8
    x = pipe.scheduler.step(noise_pred, t, x).prev_sample
