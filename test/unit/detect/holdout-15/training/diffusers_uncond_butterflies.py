import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from accelerate import Accelerator, notebook_launcher
from datasets import load_dataset
from diffusers import DDPMPipeline, DDPMScheduler, UNet2DModel
from diffusers.optimization import get_cosine_schedule_with_warmup
from diffusers.training_utils import EMAModel
from torchvision import transforms as T
from tqdm.auto import tqdm


@dataclass
class C:
    size = 128
    bs = 16
    epochs = 50
    lr = 1e-4
    warmup = 500
    out = "ddpm-butterflies-128"


def loop(cfg: C):
    acc = Accelerator(mixed_precision="fp16", project_dir=cfg.out)
    tf = T.Compose([T.Resize((cfg.size, cfg.size)), T.RandomHorizontalFlip(), T.ToTensor(), T.Normalize([.5], [.5])])
    data = load_dataset("huggan/smithsonian_butterflies_subset", split="train")
    data.set_transform(lambda ex: {"images": [tf(i.convert("RGB")) for i in ex["image"]]})
    dl = torch.utils.data.DataLoader(data, batch_size=cfg.bs, shuffle=True)
    unet = UNet2DModel(sample_size=cfg.size, in_channels=3, out_channels=3, layers_per_block=2,
                       block_out_channels=(128, 128, 256, 256, 512, 512),
                       down_block_types=("DownBlock2D",) * 4 + ("AttnDownBlock2D", "DownBlock2D"),
                       up_block_types=("UpBlock2D", "AttnUpBlock2D") + ("UpBlock2D",) * 4)
    ema = EMAModel(unet.parameters(), use_ema_warmup=True)
    noise_scheduler = DDPMScheduler(num_train_timesteps=1000)
    opt = torch.optim.AdamW(unet.parameters(), lr=cfg.lr)
    lr = get_cosine_schedule_with_warmup(opt, cfg.warmup, len(dl) * cfg.epochs)
    unet, opt, dl, lr = acc.prepare(unet, opt, dl, lr)
    ema.to(acc.device)
    for ep in range(cfg.epochs):
        bar = tqdm(dl, desc=f"epoch {ep}", disable=not acc.is_local_main_process)
        for b in bar:
            x0 = b["images"]
            eps = torch.randn_like(x0)
            t = torch.randint(0, noise_scheduler.config.num_train_timesteps, (x0.shape[0],), device=x0.device)
            xt = noise_scheduler.add_noise(x0, eps, t)
            loss = F.mse_loss(unet(xt, t, return_dict=False)[0], eps)
            acc.backward(loss)
            acc.clip_grad_norm_(unet.parameters(), 1.0)
            opt.step(); lr.step(); opt.zero_grad()
            ema.step(unet.parameters())
            bar.set_postfix(loss=loss.item())
        if acc.is_main_process and (ep + 1) % 10 == 0:
            DDPMPipeline(acc.unwrap_model(unet), noise_scheduler).save_pretrained(Path(cfg.out) / str(ep))


notebook_launcher(loop, (C(),), num_processes=1)
