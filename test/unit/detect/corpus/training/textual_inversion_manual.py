import torch
from diffusers import StableDiffusionPipeline
from torch.nn.functional import mse_loss as mse
from imgs import pixels

pipe = StableDiffusionPipeline.from_pretrained("sd").to("cuda")
emb = pipe.text_encoder.get_input_embeddings().weight
opt = torch.optim.Adam([emb], 5e-4)
for it in range(3000):
    lat = pipe.vae.encode(next(pixels)).latent_dist.sample()
    n = torch.randn_like(lat)
    t = torch.randint(1000, (1,)).cuda()
    h = pipe.text_encoder(pipe.tokenizer("a photo of <thing>", return_tensors="pt").input_ids.cuda())[0]
    mse(pipe.unet(pipe.scheduler.add_noise(lat, n, t), t, h).sample, n).backward()
    opt.step()
    opt.zero_grad()
