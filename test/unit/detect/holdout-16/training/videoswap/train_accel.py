# coding=utf-8
# Motion module finetuning on top of a frozen SD 1.5, our own version of the AnimateDiff recipe.
import argparse
import datetime
import inspect
import logging
import math
import os
import random
from pathlib import Path

import datasets
import diffusers
import numpy as np
import torch
import torch.nn.functional as F
import torch.utils.checkpoint
import transformers
from accelerate import Accelerator, DistributedDataParallelKwargs
from accelerate.logging import get_logger
from accelerate.utils import set_seed
from diffusers import AutoencoderKL, DDPMScheduler
from diffusers.optimization import get_scheduler
from einops import rearrange
from omegaconf import OmegaConf
from tqdm.auto import tqdm
from transformers import CLIPTextModel, CLIPTokenizer

from videoswap.data.webvid import WebVid
from videoswap.models.unet import UNet3DConditionModel
from videoswap.pipeline import AnimationPipeline
from videoswap.util import save_videos_grid, zero_rank_print

logger = get_logger(__name__, log_level="INFO")


def cast_training_params(module, dtype=torch.float32):
    for p in module.parameters():
        if p.requires_grad:
            p.data = p.to(dtype)


def build_dataset(cfg, tokenizer):
    ds = WebVid(**cfg.train_data, is_image=cfg.image_finetune)

    def collate(rows):
        return {
            "pixels": torch.stack([r["pixel_values"] for r in rows]).to(memory_format=torch.contiguous_format).float(),
            "ids": tokenizer([r["text"] if random.random() > cfg.cfg_random_null_text_ratio else "" for r in rows],
                             max_length=tokenizer.model_max_length, padding="max_length", truncation=True,
                             return_tensors="pt").input_ids,
        }

    return torch.utils.data.DataLoader(ds, batch_size=cfg.train_batch_size, shuffle=True, num_workers=cfg.num_workers,
                                       collate_fn=collate, pin_memory=True, drop_last=True)


def main(name, config, cfg):
    *_, args = inspect.getargvalues(inspect.currentframe())
    folder = "debug" if cfg.get("is_debug") else name + datetime.datetime.now().strftime("-%Y-%m-%dT%H-%M-%S")
    out = os.path.join(cfg.output_dir, folder)
    accelerator = Accelerator(gradient_accumulation_steps=cfg.gradient_accumulation_steps, mixed_precision=cfg.mixed_precision,
                              log_with="wandb" if cfg.wandb else "tensorboard", project_dir=out,
                              kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=False)])
    logging.basicConfig(format="%(asctime)s - %(levelname)s - %(name)s - %(message)s", level=logging.INFO)
    for lib in (datasets, transformers, diffusers):
        lib.utils.logging.set_verbosity_error() if not accelerator.is_local_main_process else lib.utils.logging.set_verbosity_info()
    set_seed(cfg.global_seed)
    if accelerator.is_main_process:
        Path(out, "samples").mkdir(parents=True, exist_ok=True)
        OmegaConf.save(cfg, os.path.join(out, "config.yaml"))

    noise_scheduler = DDPMScheduler(**OmegaConf.to_container(cfg.noise_scheduler_kwargs))
    vae = AutoencoderKL.from_pretrained(cfg.pretrained_model_path, subfolder="vae")
    tokenizer = CLIPTokenizer.from_pretrained(cfg.pretrained_model_path, subfolder="tokenizer")
    text_encoder = CLIPTextModel.from_pretrained(cfg.pretrained_model_path, subfolder="text_encoder")
    unet = UNet3DConditionModel.from_pretrained_2d(cfg.pretrained_model_path, subfolder="unet",
                                                   unet_additional_kwargs=OmegaConf.to_container(cfg.unet_additional_kwargs))
    vae.requires_grad_(False)
    text_encoder.requires_grad_(False)
    unet.requires_grad_(False)
    for n, p in unet.named_parameters():
        if any(t in n for t in cfg.trainable_modules):
            p.requires_grad = True
    cast_training_params(unet)
    trainable = [p for p in unet.parameters() if p.requires_grad]
    zero_rank_print(f"trainable params {sum(p.numel() for p in trainable) / 1e6:.3f} M")
    if cfg.enable_xformers_memory_efficient_attention:
        unet.enable_xformers_memory_efficient_attention()
    if cfg.gradient_checkpointing:
        unet.enable_gradient_checkpointing()

    optimizer = torch.optim.AdamW(trainable, lr=cfg.learning_rate, betas=(cfg.adam_beta1, cfg.adam_beta2),
                                  weight_decay=cfg.adam_weight_decay, eps=cfg.adam_epsilon)
    loader = build_dataset(cfg, tokenizer)
    lr_scheduler = get_scheduler(cfg.lr_scheduler, optimizer=optimizer, num_warmup_steps=cfg.lr_warmup_steps * accelerator.num_processes,
                                 num_training_steps=cfg.max_train_steps * accelerator.num_processes)
    unet, optimizer, loader, lr_scheduler = accelerator.prepare(unet, optimizer, loader, lr_scheduler)
    dtype = {"fp16": torch.float16, "bf16": torch.bfloat16}.get(cfg.mixed_precision, torch.float32)
    vae.to(accelerator.device, dtype=dtype)
    text_encoder.to(accelerator.device, dtype=dtype)
    accelerator.init_trackers(cfg.get("project", "motion"))

    per_epoch = math.ceil(len(loader) / cfg.gradient_accumulation_steps)
    epochs = math.ceil(cfg.max_train_steps / per_epoch)
    step = 0
    if cfg.get("resume"):
        accelerator.load_state(cfg.resume)
        step = int(os.path.basename(cfg.resume).split("-")[1])
    bar = tqdm(range(step, cfg.max_train_steps), disable=not accelerator.is_local_main_process)
    for epoch in range(step // per_epoch, epochs):
        unet.train()
        acc_loss = 0.0
        for batch in loader:
            with accelerator.accumulate(unet):
                with torch.no_grad():
                    px = batch["pixels"].to(dtype)
                    f = px.shape[1]
                    z = vae.encode(rearrange(px, "b f c h w -> (b f) c h w")).latent_dist.sample()
                    z = rearrange(z, "(b f) c h w -> b c f h w", f=f) * 0.18215
                    ctx = text_encoder(batch["ids"])[0]
                noise = torch.randn_like(z)
                t = torch.randint(0, noise_scheduler.config.num_train_timesteps, (z.shape[0],), device=z.device).long()
                zt = noise_scheduler.add_noise(z, noise, t)
                target = noise if noise_scheduler.config.prediction_type == "epsilon" else noise_scheduler.get_velocity(z, noise, t)
                loss = F.mse_loss(unet(zt, t, ctx).sample.float(), target.float(), reduction="mean")
                acc_loss += accelerator.gather(loss.repeat(cfg.train_batch_size)).mean().item() / cfg.gradient_accumulation_steps
                accelerator.backward(loss)
                if accelerator.sync_gradients:
                    accelerator.clip_grad_norm_(trainable, cfg.max_grad_norm)
                optimizer.step()
                lr_scheduler.step()
                optimizer.zero_grad()
            if accelerator.sync_gradients:
                bar.update(1)
                step += 1
                accelerator.log({"train_loss": acc_loss, "lr": lr_scheduler.get_last_lr()[0]}, step=step)
                acc_loss = 0.0
                if step % cfg.checkpointing_steps == 0:
                    accelerator.save_state(os.path.join(out, f"checkpoint-{step}"))
                if accelerator.is_main_process and step % cfg.validation_steps == 0:
                    pipe = AnimationPipeline(unet=accelerator.unwrap_model(unet), vae=vae, tokenizer=tokenizer, text_encoder=text_encoder,
                                             scheduler=noise_scheduler).to(accelerator.device)
                    for i, p in enumerate(cfg.validation_data.prompts):
                        g = torch.Generator(accelerator.device).manual_seed(cfg.global_seed + i)
                        save_videos_grid(pipe(p, generator=g, **cfg.validation_data.kwargs).videos, f"{out}/samples/{step}-{i}.gif")
                    del pipe
            if step >= cfg.max_train_steps:
                break
    accelerator.end_training()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=str, required=True)
    a = parser.parse_args()
    main(Path(a.config).stem, a.config, OmegaConf.load(a.config))
