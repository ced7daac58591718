import torch
import torch.nn.functional as F
from diffusers import StableDiffusionPipeline, DDPMScheduler
from dataset import concept_loader

pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5").to("cuda")
tok, enc, unet, vae = pipe.tokenizer, pipe.text_encoder, pipe.unet, pipe.vae
tok.add_tokens("<my-cat>")
enc.resize_token_embeddings(len(tok))
for m in (unet, vae):
    m.requires_grad_(False)
emb = enc.get_input_embeddings()
opt = torch.optim.AdamW(emb.parameters(), lr=5e-4)
sched = DDPMScheduler.from_config(pipe.scheduler.config)
orig = emb.weight.data.clone()
keep = torch.ones(len(tok), dtype=torch.bool)
keep[-1] = False
step = 0
for px, ids in concept_loader("cat/", tok, repeats=100):
    z = vae.encode(px.cuda()).latent_dist.sample() * 0.18215
    n = torch.randn_like(z)
    t = torch.randint(0, 1000, (len(z),), device="cuda")
    pred = unet(sched.add_noise(z, n, t), t, enc(ids.cuda())[0]).sample
    F.mse_loss(pred, n).backward()
    opt.step(); opt.zero_grad()
    with torch.no_grad():
        emb.weight[keep] = orig[keep]
    step += 1
    if step == 3000:
        break
torch.save(emb.weight[-1], "my-cat.bin")
