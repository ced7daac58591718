import torch, torch.nn.functional as F
from accelerate import Accelerator
from diffusers import DDPMScheduler, UNet2DModel
from diffusers.optimization import get_cosine_schedule_with_warmup
from data import train_dataloader

def train_loop(config, model, noise_scheduler, optimizer, train_dataloader, lr_scheduler):
    accelerator = Accelerator(mixed_precision=config.mixed_precision, gradient_accumulation_steps=1)
    model, optimizer, train_dataloader = accelerator.prepare(model, optimizer, train_dataloader)
    for epoch in range(config.num_epochs):
        for batch in train_dataloader:
            noise = torch.randn_like(batch["images"])
            with accelerator.accumulate(model):
                loss = F.mse_loss(model(batch["images"], 1, return_dict=False)[0], noise)
                accelerator.backward(loss)
                accelerator.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                lr_scheduler.step()
                optimizer.zero_grad()

from config import TrainingConfig
config = TrainingConfig()
model = UNet2DModel(sample_size=config.image_size)
noise_scheduler = DDPMScheduler(num_train_timesteps=1000)
optimizer = torch.optim.AdamW(model.parameters(), lr=config.learning_rate)
lr_scheduler = get_cosine_schedule_with_warmup(optimizer, 500, 10000)
train_loop(config, model, noise_scheduler, optimizer, train_dataloader, lr_scheduler)
