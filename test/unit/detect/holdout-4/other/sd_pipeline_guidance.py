import torch
from diffusers import DDIMScheduler, UNet2DModel
from clip_loss import guide
u = UNet2DModel.from_pretrained('x').cuda(); s = DDIMScheduler(); s.set_timesteps(50); x = torch.randn(1, 3, 64, 64, device='cuda')
for t in s.timesteps:
    x = x.detach().requires_grad_()
    n = u(x, t).sample; o = s.step(n, t, x)
    l = guide(o.pred_original_sample); g = torch.autograd.grad(l, x)[0]
    x = o.prev_sample - 40 * g
