import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import DDPMScheduler, UNet2DModel
from diffusers.optimization import get_cosine_schedule_with_warmup
from tqdm.auto import tqdm


def train_loop(config, model, noise_scheduler, optimizer, train_dataloader, lr_scheduler):
    accelerator = Accelerator(mixed_precision=config.mixed_precision)
    model, optimizer, train_dataloader, lr_scheduler = accelerator.prepare(model, optimizer, train_dataloader, lr_scheduler)
    for epoch in range(config.num_epochs):
        for step, batch in enumerate(tqdm(train_dataloader)):
            clean = batch["images"]
            noise = torch.randn(clean.shape, device=clean.device)
            ts = torch.randint(0, noise_scheduler.config.num_train_timesteps, (clean.shape[0],), device=clean.device)
            with accelerator.accumulate(model):
                pred = model(noise_scheduler.add_noise(clean, noise, ts), ts, return_dict=False)[0]
                accelerator.backward(F.mse_loss(pred, noise))
                if accelerator.sync_gradients:
                    accelerator.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                lr_scheduler.step()
                optimizer.zero_grad()


from config import config, dataloader
model = UNet2DModel(sample_size=128)
optimizer = torch.optim.AdamW(model.parameters(), lr=config.learning_rate)
sched = get_cosine_schedule_with_warmup(optimizer, 500, len(dataloader) * config.num_epochs)
from accelerate import notebook_launcher
notebook_launcher(train_loop, (config, model, DDPMScheduler(1000), optimizer, dataloader, sched), num_processes=1)
