import torch
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from peft import LoraConfig
from transformers import CLIPTextModel
from proj.data import make_loader

acc = Accelerator()
unet = UNet2DConditionModel.from_pretrained("sd", subfolder="unet").requires_grad_(False)
unet.add_adapter(LoraConfig(r=4, target_modules=["to_q", "to_v"]))
params = list(filter(lambda p: p.requires_grad, unet.parameters()))
vae = AutoencoderKL.from_pretrained("sd", subfolder="vae")
te = CLIPTextModel.from_pretrained("sd", subfolder="text_encoder")
ns = DDPMScheduler.from_pretrained("sd", subfolder="scheduler")
o = torch.optim.AdamW(params, 1e-4)
unet, o, dl = acc.prepare(unet, o, make_loader())
step = 0
while step < 15000:
    for b in dl:
        z = vae.encode(b["pixel_values"]).latent_dist.sample() * vae.config.scaling_factor
        n = torch.randn_like(z)
        t = torch.randint(0, 1000, (z.shape[0],), device=z.device)
        l = ((unet(ns.add_noise(z, n, t), t, te(b["input_ids"])[0]).sample - n) ** 2).mean()
        acc.backward(l)
        o.step()
        o.zero_grad()
        step += 1
