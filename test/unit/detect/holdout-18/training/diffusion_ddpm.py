# minimal DDPM on fashion mnist (diffusers)
import torch, torch.nn.functional as F
from datasets import load_dataset
from diffusers import DDPMScheduler, UNet2DModel, DDPMPipeline
from diffusers.optimization import get_cosine_schedule_with_warmup
from torchvision import transforms
from tqdm.auto import tqdm

image_size, bs, epochs, device = 32, 64, 20, "cuda"
pre = transforms.Compose([transforms.Resize((image_size, image_size)), transforms.ToTensor(), transforms.Normalize([.5], [.5])])
ds = load_dataset("fashion_mnist", split="train")
ds.set_transform(lambda ex: {"images": [pre(i.convert("L")) for i in ex["image"]]})
dl = torch.utils.data.DataLoader(ds, batch_size=bs, shuffle=True)
unet = UNet2DModel(sample_size=image_size, in_channels=1, out_channels=1, block_out_channels=(64, 128, 128)).to(device)
noise_scheduler = DDPMScheduler(num_train_timesteps=1000)
optimizer = torch.optim.AdamW(unet.parameters(), lr=4e-4)
lr_scheduler = get_cosine_schedule_with_warmup(optimizer, 500, len(dl) * epochs)
losses = []
for epoch in range(epochs):
    for batch in tqdm(dl):
        clean = batch["images"].to(device)
        noise = torch.randn_like(clean)
        t = torch.randint(0, noise_scheduler.config.num_train_timesteps, (clean.shape[0],), device=device)
        noisy = noise_scheduler.add_noise(clean, noise, t)
        pred = unet(noisy, t, return_dict=False)[0]
        loss = F.mse_loss(pred, noise)
        loss.backward()
        optimizer.step(); lr_scheduler.step(); optimizer.zero_grad()
        losses.append(loss.item())
DDPMPipeline(unet, noise_scheduler).save_pretrained("ddpm-fashion")
