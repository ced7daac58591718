import torch
from accelerate import Accelerator
from diffusers import AutoencoderKL
from tqdm import tqdm
from data import train_dataset, collate

acc = Accelerator()
vae = acc.prepare(AutoencoderKL.from_pretrained("stabilityai/sd-vae-ft-mse"))
loader = acc.prepare(torch.utils.data.DataLoader(train_dataset("train"), 32, collate_fn=collate))
with torch.no_grad():
    for step, (ids, px) in enumerate(tqdm(loader)):
        lat = vae.module.encode(px).latent_dist.mean
        for i, l in zip(ids, lat):
            torch.save(l.cpu(), f"latents/{i}.pt")
