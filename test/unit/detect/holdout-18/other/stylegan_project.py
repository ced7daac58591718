"""Project an image into W of a pretrained generator."""
import click
import numpy as np
import torch
import torch.nn.functional as F
import dnnlib, legacy
from PIL import Image


@click.command()
@click.option("--network", "network_pkl", required=True)
@click.option("--target", "target_fname", required=True)
@click.option("--num-steps", type=int, default=1000)
def run_projection(network_pkl, target_fname, num_steps):
    device = torch.device("cuda")
    with dnnlib.util.open_url(network_pkl) as fp:
        G = legacy.load_network_pkl(fp)["G_ema"].requires_grad_(False).to(device)
    vgg16 = torch.jit.load("vgg16.pt").eval().to(device)
    target = torch.tensor(np.array(Image.open(target_fname)).transpose(2, 0, 1), device=device)[None].float()
    feats = vgg16(target, resize_images=False, return_lpips=True)
    w_avg = G.mapping(torch.randn(1000, G.z_dim, device=device), None)[:, :1].mean(0, keepdim=True)
    w_opt = w_avg.clone().detach().requires_grad_(True)
    optimizer = torch.optim.Adam([w_opt], betas=(0.9, 0.999), lr=0.1)
    for step in range(num_steps):
        synth = G.synthesis(w_opt.repeat(1, G.num_ws, 1), noise_mode="const")
        dist = (feats - vgg16((synth + 1) * 127.5, resize_images=False, return_lpips=True)).square().sum()
        optimizer.zero_grad(set_to_none=True)
        dist.backward()
        optimizer.step()
    np.savez("projected_w.npz", w=w_opt.detach().cpu().numpy())


if __name__ == "__main__":
    run_projection()
