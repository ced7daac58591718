import argparse
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from diffusers.optimization import get_scheduler
from transformers import CLIPTextModel, CLIPTokenizer
from tqdm.auto import tqdm
from pairs import make_loader


def main(args):
    acc = Accelerator(mixed_precision="fp16")
    sched = DDPMScheduler.from_pretrained(args.base, subfolder="scheduler")
    vae = AutoencoderKL.from_pretrained(args.base, subfolder="vae").requires_grad_(False)
    text = CLIPTextModel.from_pretrained(args.base, subfolder="text_encoder").requires_grad_(False)
    unet = UNet2DConditionModel.from_pretrained(args.base, subfolder="unet")
    opt = torch.optim.AdamW(unet.parameters(), lr=args.lr)
    dl = make_loader(args.data, args.bs)
    lr_sched = get_scheduler("constant", optimizer=opt)
    unet, opt, dl = acc.prepare(unet, opt, dl)
    bar = tqdm(range(args.max_train_steps))
    step = 0
    while step < args.max_train_steps:
        for b in dl:
            lat = vae.encode(b["pixels"]).latent_dist.sample() * vae.config.scaling_factor
            noise = torch.randn_like(lat)
            t = torch.randint(0, 1000, (lat.shape[0],), device=lat.device)
            pred = unet(sched.add_noise(lat, noise, t), t, text(b["ids"])[0]).sample
            loss = F.mse_loss(pred.float(), noise.float())
            acc.backward(loss)
            if acc.sync_gradients:
                acc.clip_grad_norm_(unet.parameters(), 1.0)
            opt.step(); lr_sched.step(); opt.zero_grad()
            bar.update(1); step += 1


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--base"); ap.add_argument("--data")
    ap.add_argument("--lr", type=float, default=1e-5)
    ap.add_argument("--bs", type=int, default=4)
    ap.add_argument("--max_train_steps", type=int, default=15000)
    main(ap.parse_args())
