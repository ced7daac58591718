import torch
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer
from concept_data import ConceptDataset
import fire


def main(model_id="stabilityai/stable-diffusion-2-1-base", concept="<my-toy>", init="toy", images="imgs", steps=3000, lr=5e-4):
    acc = Accelerator(mixed_precision="bf16")
    tok = CLIPTokenizer.from_pretrained(model_id, subfolder="tokenizer")
    te = CLIPTextModel.from_pretrained(model_id, subfolder="text_encoder")
    vae = AutoencoderKL.from_pretrained(model_id, subfolder="vae").requires_grad_(False)
    unet = UNet2DConditionModel.from_pretrained(model_id, subfolder="unet").requires_grad_(False)
    sched = DDPMScheduler.from_pretrained(model_id, subfolder="scheduler")
    tok.add_tokens(concept)
    new_id = tok.convert_tokens_to_ids(concept)
    te.resize_token_embeddings(len(tok))
    emb = te.get_input_embeddings().weight
    emb.data[new_id] = emb.data[tok.encode(init, add_special_tokens=False)[0]]
    opt = torch.optim.AdamW(te.get_input_embeddings().parameters(), lr=lr)
    dl = torch.utils.data.DataLoader(ConceptDataset(images, tok, concept), batch_size=1, shuffle=True)
    te, opt, dl = acc.prepare(te, opt, dl)
    orig = emb.data.clone()
    done = 0
    while done < steps:
        for b in dl:
            lat = vae.encode(b["pixel_values"]).latent_dist.sample() * 0.18215
            noise = torch.randn_like(lat)
            t = torch.randint(0, 1000, (lat.shape[0],), device=lat.device)
            pred = unet(sched.add_noise(lat, noise, t), t, te(b["input_ids"])[0]).sample
            loss = torch.nn.functional.mse_loss(pred.float(), noise.float())
            acc.backward(loss)
            opt.step()
            opt.zero_grad()
            mask = torch.arange(len(tok)) != new_id
            with torch.no_grad():
                emb[mask] = orig[mask]
            done += 1
    torch.save({concept: emb[new_id]}, "learned_embeds.bin")


if __name__ == "__main__":
    fire.Fire(main)
