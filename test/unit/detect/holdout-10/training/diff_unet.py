import torch
import torch.nn.functional as F
from accelerate import Accelerator
from datasets import load_dataset
from diffusers import DDPMScheduler, UNet2DModel
from diffusers.optimization import get_cosine_schedule_with_warmup
from torchvision import transforms
from tqdm.auto import tqdm

ds = load_dataset("huggan/smithsonian_butterflies_subset", split="train")
tf = transforms.Compose([transforms.Resize((128, 128)), transforms.ToTensor()])
ds.set_transform(lambda ex: {"images": [tf(i.convert("RGB")) for i in ex["image"]]})
loader = torch.utils.data.DataLoader(ds, batch_size=16, shuffle=True)
unet = UNet2DModel(sample_size=128, in_channels=3, out_channels=3)
sched = DDPMScheduler(num_train_timesteps=1000)
opt = torch.optim.AdamW(unet.parameters(), lr=1e-4)
acc = Accelerator()
unet, opt, loader = acc.prepare(unet, opt, loader)
for ep in range(50):
    for batch in tqdm(loader, disable=not acc.is_local_main_process):
        clean = batch["images"]
        noise = torch.randn_like(clean)
        t = torch.randint(0, 1000, (clean.shape[0],), device=clean.device)
        with acc.accumulate(unet):
            pred = unet(sched.add_noise(clean, noise, t), t, return_dict=False)[0]
            acc.backward(F.mse_loss(pred, noise))
            if acc.sync_gradients:
                acc.clip_grad_norm_(unet.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
