import torch
from accelerate import Accelerator
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from diffusers.optimization import get_scheduler
from transformers import CLIPTextModel, CLIPTokenizer
from dataset import InstanceDataset, parse_args

def main(args):
    accelerator = Accelerator(gradient_accumulation_steps=args.gradient_accumulation_steps)
    unet = UNet2DConditionModel.from_pretrained(args.model, subfolder='unet')
    vae = AutoencoderKL.from_pretrained(args.model, subfolder='vae'); vae.requires_grad_(False)
    text = CLIPTextModel.from_pretrained(args.model, subfolder='text_encoder')
    noise_scheduler = DDPMScheduler.from_pretrained(args.model, subfolder='scheduler')
    optimizer = torch.optim.AdamW(unet.parameters(), lr=args.learning_rate)
    dl = torch.utils.data.DataLoader(InstanceDataset(args), batch_size=args.train_batch_size)
    lr = get_scheduler('constant', optimizer)
    unet, optimizer, dl, lr = accelerator.prepare(unet, optimizer, dl, lr)
    for epoch in range(args.num_train_epochs):
        for step, batch in enumerate(dl):
            with accelerator.accumulate(unet):
                z = vae.encode(batch['pixel_values']).latent_dist.sample() * 0.18215
                noise = torch.randn_like(z); t = torch.randint(0, 1000, (z.shape[0],), device=z.device)
                pred = unet(noise_scheduler.add_noise(z, noise, t), t, text(batch['input_ids'])[0]).sample
                loss = torch.nn.functional.mse_loss(pred, noise)
                accelerator.backward(loss)
                optimizer.step(); lr.step(); optimizer.zero_grad()

if __name__ == '__main__':
    main(parse_args())
