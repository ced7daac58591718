import argparse
import os

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from accelerate.utils import ProjectConfiguration
from datasets import load_dataset
from diffusers import DDPMPipeline, DDPMScheduler, UNet2DModel
from diffusers.optimization import get_scheduler
from diffusers.training_utils import EMAModel
from torchvision import transforms
from tqdm.auto import tqdm


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dataset_name", type=str)
    parser.add_argument("--resolution", type=int, default=64)
    parser.add_argument("--train_batch_size", type=int, default=16)
    parser.add_argument("--num_epochs", type=int, default=100)
    parser.add_argument("--output_dir", default="ddpm-model-64")
    return parser.parse_args()


def main(args):
    accelerator = Accelerator(mixed_precision="fp16", log_with="tensorboard",
                              project_config=ProjectConfiguration(project_dir=args.output_dir))
    model = UNet2DModel(sample_size=args.resolution, in_channels=3, out_channels=3)
    ema = EMAModel(model.parameters(), decay=0.9999, use_ema_warmup=True)
    noise_scheduler = DDPMScheduler(num_train_timesteps=1000)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    aug = transforms.Compose([transforms.Resize(args.resolution), transforms.ToTensor(), transforms.Normalize([0.5], [0.5])])
    ds = load_dataset(args.dataset_name, split="train")
    ds.set_transform(lambda ex: {"input": [aug(i.convert("RGB")) for i in ex["image"]]})
    dl = torch.utils.data.DataLoader(ds, batch_size=args.train_batch_size, shuffle=True)
    lr_scheduler = get_scheduler("cosine", optimizer=optimizer, num_warmup_steps=500, num_training_steps=len(dl) * args.num_epochs)
    model, optimizer, dl, lr_scheduler = accelerator.prepare(model, optimizer, dl, lr_scheduler)
    for epoch in range(args.num_epochs):
        progress = tqdm(total=len(dl), desc=f"Epoch {epoch}")
        for batch in dl:
            clean = batch["input"]
            noise = torch.randn_like(clean)
            t = torch.randint(0, 1000, (clean.shape[0],), device=clean.device)
            noisy = noise_scheduler.add_noise(clean, noise, t)
            with accelerator.accumulate(model):
                loss = F.mse_loss(model(noisy, t).sample, noise)
                accelerator.backward(loss)
                if accelerator.sync_gradients:
                    accelerator.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                lr_scheduler.step()
                optimizer.zero_grad()
            if accelerator.sync_gradients:
                ema.step(model.parameters())
                progress.update(1)
    if accelerator.is_main_process:
        DDPMPipeline(accelerator.unwrap_model(model), noise_scheduler).save_pretrained(args.output_dir)


if __name__ == "__main__":
    main(parse_args())
