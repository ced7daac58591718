"""Learn a new word for the concept in a folder of pictures. One GPU, ~20 minutes."""
import argparse
import itertools
import pathlib
import random

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from PIL import Image
from torchvision import transforms
from transformers import CLIPTextModel, CLIPTokenizer

TEMPLATES = ["a photo of a {}", "a rendering of a {}", "a cropped photo of the {}", "a close-up photo of a {}", "a bright photo of the {}"]


def batches(folder, tok, word, size, bs):
    tf = transforms.Compose([transforms.Resize(size), transforms.CenterCrop(size), transforms.RandomHorizontalFlip(),
                             transforms.ToTensor(), transforms.Normalize([.5], [.5])])
    imgs = [Image.open(p).convert("RGB") for p in sorted(pathlib.Path(folder).iterdir())]
    while True:
        x = torch.stack([tf(random.choice(imgs)) for _ in range(bs)])
        ids = tok([random.choice(TEMPLATES).format(word) for _ in range(bs)], padding="max_length", max_length=tok.model_max_length,
                  return_tensors="pt").input_ids
        yield x, ids


def main():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--word", default="<thing>")
    p.add_argument("--init", default="toy")
    p.add_argument("--base", default="stabilityai/stable-diffusion-2-1-base")
    p.add_argument("--steps", type=int, default=3000)
    p.add_argument("--lr", type=float, default=5e-3)
    a = p.parse_args()
    dev = "cuda"
    tok = CLIPTokenizer.from_pretrained(a.base, subfolder="tokenizer")
    text = CLIPTextModel.from_pretrained(a.base, subfolder="text_encoder").to(dev)
    vae = AutoencoderKL.from_pretrained(a.base, subfolder="vae").to(dev).requires_grad_(False)
    unet = UNet2DConditionModel.from_pretrained(a.base, subfolder="unet").to(dev).requires_grad_(False)
    sched = DDPMScheduler.from_pretrained(a.base, subfolder="scheduler")
    assert tok.add_tokens(a.word) == 1, "word is taken"
    text.resize_token_embeddings(len(tok))
    new = tok.convert_tokens_to_ids(a.word)
    emb = text.get_input_embeddings().weight
    with torch.no_grad():
        emb[new] = emb[tok.encode(a.init, add_special_tokens=False)[0]].clone()
    for q in itertools.chain(text.text_model.encoder.parameters(), text.text_model.final_layer_norm.parameters(),
                             text.text_model.embeddings.position_embedding.parameters()):
        q.requires_grad_(False)
    keep = emb.detach().clone()
    opt = torch.optim.AdamW(text.get_input_embeddings().parameters(), lr=a.lr)
    for step, (x, ids) in zip(range(a.steps), batches(a.folder, tok, a.word, 512, 2)):
        with torch.no_grad():
            z = vae.encode(x.to(dev)).latent_dist.sample() * vae.config.scaling_factor
        n = torch.randn_like(z)
        t = torch.randint(0, sched.config.num_train_timesteps, (len(z),), device=dev)
        pred = unet(sched.add_noise(z, n, t), t, text(ids.to(dev))[0]).sample
        loss = F.mse_loss(pred, n)
        loss.backward()
        opt.step()
        opt.zero_grad()
        with torch.no_grad():
            others = torch.arange(len(tok), device=dev) != new
            text.get_input_embeddings().weight[others] = keep[others]
        if step % 100 == 0:
            print(step, loss.item())
    torch.save({a.word: text.get_input_embeddings().weight[new].detach().cpu()}, "learned_embeds.bin")


if __name__ == "__main__":
    main()
