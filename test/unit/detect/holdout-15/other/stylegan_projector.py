"""Project an image into W+ of a trained StyleGAN2."""
import copy
import os
import time
import click
import dnnlib
import legacy
import numpy as np
import PIL.Image
import torch
import torch.nn.functional as F


def project(G, target, *, num_steps=1000, w_avg_samples=10000, initial_lr=0.1, lr_rampdown=0.25, lr_rampup=0.05, device):
    G = copy.deepcopy(G).eval().requires_grad_(False).to(device)
    z = np.random.RandomState(123).randn(w_avg_samples, G.z_dim)
    w = G.mapping(torch.from_numpy(z).to(device), None)[:, :1, :].cpu().numpy().astype(np.float32)
    w_avg = np.mean(w, axis=0, keepdims=True)
    w_std = (np.sum((w - w_avg) ** 2) / w_avg_samples) ** 0.5
    with dnnlib.util.open_url("https://nvlabs-fi-cdn.nvidia.com/stylegan2-ada-pytorch/pretrained/metrics/vgg16.pt") as f:
        vgg16 = torch.jit.load(f).eval().to(device)
    t = F.interpolate(target.unsqueeze(0).to(device).float(), size=(256, 256), mode="area")
    tf = vgg16(t, resize_images=False, return_lpips=True)
    w_opt = torch.tensor(w_avg, dtype=torch.float32, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([w_opt], betas=(0.9, 0.999), lr=initial_lr)
    for step in range(num_steps):
        t = step / num_steps
        ramp = min(1.0, (1.0 - t) / lr_rampdown)
        ramp = (0.5 - 0.5 * np.cos(ramp * np.pi)) * min(1.0, t / lr_rampup)
        for g in optimizer.param_groups:
            g["lr"] = initial_lr * ramp
        noise = torch.randn_like(w_opt) * w_std * 0.05 * max(0.0, 1.0 - t / 0.75) ** 2
        img = (G.synthesis((w_opt + noise).repeat([1, G.mapping.num_ws, 1]), noise_mode="const") + 1) * 127.5
        f = vgg16(F.interpolate(img, size=(256, 256), mode="area"), resize_images=False, return_lpips=True)
        loss = (tf - f).square().sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if step % 100 == 0:
            print(f"step {step}: dist {float(loss):.3f}")
    return w_opt.detach().repeat([1, G.mapping.num_ws, 1])


@click.command()
@click.option("--network", required=True)
@click.option("--target", required=True)
@click.option("--outdir", required=True)
def main(network, target, outdir):
    dev = torch.device("cuda")
    with dnnlib.util.open_url(network) as fp:
        G = legacy.load_network_pkl(fp)["G_ema"].to(dev)
    img = PIL.Image.open(target).convert("RGB").resize((G.img_resolution,) * 2)
    t0 = time.time()
    w = project(G, torch.tensor(np.array(img).transpose(2, 0, 1)), device=dev)
    print(f"{time.time() - t0:.1f} s")
    np.savez(os.path.join(outdir, "projected_w.npz"), w=w.cpu().numpy())


if __name__ == "__main__":
    main()
