import torch
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from peft import LoraConfig
from transformers import CLIPTextModel, CLIPTokenizer
from args import parse_args
from data import dreambooth_loader


def main(args):
    acc = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps)
    sched = DDPMScheduler.from_pretrained(args.model, subfolder="scheduler")
    vae = AutoencoderKL.from_pretrained(args.model, subfolder="vae").to(acc.device)
    text = CLIPTextModel.from_pretrained(args.model, subfolder="text_encoder").to(acc.device)
    unet = UNet2DConditionModel.from_pretrained(args.model, subfolder="unet")
    unet.add_adapter(LoraConfig(r=4, target_modules=["to_k", "to_q"]))
    lora = [p for p in unet.parameters() if p.requires_grad]
    opt = torch.optim.AdamW(lora, lr=args.learning_rate)
    unet, opt, dl = acc.prepare(unet, opt, dreambooth_loader(args))
    for step, batch in enumerate(dl):
        with acc.accumulate(unet):
            lat = vae.encode(batch["px"]).latent_dist.sample() * 0.18215
            eps = torch.randn_like(lat)
            t = torch.randint(0, 1000, (lat.shape[0],), device=lat.device)
            loss = torch.nn.functional.mse_loss(unet(sched.add_noise(lat, eps, t), t, text(batch["ids"])[0]).sample, eps)
            acc.backward(loss)
            opt.step()
            opt.zero_grad()


if __name__ == "__main__":
    main(parse_args())
