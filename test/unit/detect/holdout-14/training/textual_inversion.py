import argparse
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer
from concept_data import ConceptDataset

p = argparse.ArgumentParser()
p.add_argument("--pretrained", default="runwayml/stable-diffusion-v1-5")
p.add_argument("--placeholder", default="<cat-toy>")
p.add_argument("--init", default="toy")
p.add_argument("--steps", type=int, default=3000)
p.add_argument("--lr", type=float, default=5e-4)
args = p.parse_args()

accelerator = Accelerator(mixed_precision="fp16")
tokenizer = CLIPTokenizer.from_pretrained(args.pretrained, subfolder="tokenizer")
tokenizer.add_tokens(args.placeholder)
new_id = tokenizer.convert_tokens_to_ids(args.placeholder)
text_encoder = CLIPTextModel.from_pretrained(args.pretrained, subfolder="text_encoder")
text_encoder.resize_token_embeddings(len(tokenizer))
embeds = text_encoder.get_input_embeddings().weight
vae = AutoencoderKL.from_pretrained(args.pretrained, subfolder="vae").to("cuda").requires_grad_(False)
unet = UNet2DConditionModel.from_pretrained(args.pretrained, subfolder="unet").to("cuda").requires_grad_(False)
noise_scheduler = DDPMScheduler.from_pretrained(args.pretrained, subfolder="scheduler")
orig = embeds.data.clone()
optimizer = torch.optim.AdamW(text_encoder.get_input_embeddings().parameters(), lr=args.lr)
loader = torch.utils.data.DataLoader(ConceptDataset("images", tokenizer, args.placeholder), batch_size=4, shuffle=True)
text_encoder, optimizer, loader = accelerator.prepare(text_encoder, optimizer, loader)
step = 0
while step < args.steps:
    for batch in loader:
        with accelerator.accumulate(text_encoder):
            latents = vae.encode(batch["pixel_values"]).latent_dist.sample() * vae.config.scaling_factor
            noise = torch.randn_like(latents)
            t = torch.randint(0, 1000, (len(latents),), device=latents.device)
            pred = unet(noise_scheduler.add_noise(latents, noise, t), t, text_encoder(batch["input_ids"])[0]).sample
            loss = F.mse_loss(pred.float(), noise.float())
            accelerator.backward(loss)
            optimizer.step()
            optimizer.zero_grad()
            keep = torch.arange(len(tokenizer)) != new_id
            with torch.no_grad():
                accelerator.unwrap_model(text_encoder).get_input_embeddings().weight[keep] = orig[keep]
        step += 1
accelerator.end_training()
