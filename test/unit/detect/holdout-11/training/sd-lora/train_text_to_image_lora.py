import argparse
import logging
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from accelerate.utils import ProjectConfiguration
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from diffusers.optimization import get_scheduler
from peft import LoraConfig
from transformers import CLIPTextModel, CLIPTokenizer
from data import make_dataloader

logger = logging.getLogger(__name__)


def main(args):
    acc = Accelerator(mixed_precision=args.mixed_precision, project_config=ProjectConfiguration(project_dir=args.output_dir))
    sched = DDPMScheduler.from_pretrained(args.model, subfolder="scheduler")
    text = CLIPTextModel.from_pretrained(args.model, subfolder="text_encoder").to(acc.device)
    vae = AutoencoderKL.from_pretrained(args.model, subfolder="vae").to(acc.device)
    unet = UNet2DConditionModel.from_pretrained(args.model, subfolder="unet")
    unet.requires_grad_(False)
    unet.add_adapter(LoraConfig(r=args.rank, target_modules=["to_k", "to_q", "to_v", "to_out.0"]))
    params = [p for p in unet.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(params, lr=args.learning_rate)
    loader = make_dataloader(args, CLIPTokenizer.from_pretrained(args.model, subfolder="tokenizer"))
    lr_s = get_scheduler("cosine", optimizer, num_training_steps=args.max_train_steps)
    unet, optimizer, loader, lr_s = acc.prepare(unet, optimizer, loader, lr_s)
    step = 0
    while step < args.max_train_steps:
        for batch in loader:
            with acc.accumulate(unet):
                latents = vae.encode(batch["pixel_values"]).latent_dist.sample() * 0.18215
                noise = torch.randn_like(latents)
                t = torch.randint(0, 1000, (latents.shape[0],), device=latents.device)
                pred = unet(sched.add_noise(latents, noise, t), t, text(batch["input_ids"])[0]).sample
                loss = F.mse_loss(pred.float(), noise.float())
                acc.backward(loss)
                if acc.sync_gradients:
                    acc.clip_grad_norm_(params, 1.0)
                optimizer.step()
                lr_s.step()
                optimizer.zero_grad()
            step += acc.sync_gradients
    acc.end_training()


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="runwayml/stable-diffusion-v1-5")
    p.add_argument("--rank", type=int, default=4)
    p.add_argument("--learning_rate", type=float, default=1e-4)
    p.add_argument("--max_train_steps", type=int, default=15000)
    p.add_argument("--mixed_precision", default="fp16")
    p.add_argument("--output_dir", default="lora-out")
    main(p.parse_args())
