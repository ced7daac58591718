"""Project a photo into W+ of a pretrained StyleGAN2."""
import copy

import click
import dnnlib
import imageio
import numpy as np
import PIL.Image
import torch
import torch.nn.functional as F

import legacy


def project(G, target, *, num_steps=1000, w_avg_samples=10000, initial_learning_rate=0.1, device):
    G = copy.deepcopy(G).eval().requires_grad_(False).to(device)
    z = np.random.RandomState(123).randn(w_avg_samples, G.z_dim)
    w_samples = G.mapping(torch.from_numpy(z).to(device), None)[:, :1, :].cpu().numpy()
    w_avg = np.mean(w_samples, axis=0, keepdims=True)
    noise_bufs = {n: b for n, b in G.synthesis.named_buffers() if "noise_const" in n}
    with dnnlib.util.open_url("vgg16.pt") as f:
        vgg16 = torch.jit.load(f).eval().to(device)
    target_features = vgg16(F.interpolate(target[None].float(), size=(256, 256)), return_lpips=True)
    w_opt = torch.tensor(w_avg, dtype=torch.float32, device=device, requires_grad=True)
    optimizer = torch.optim.Adam([w_opt] + list(noise_bufs.values()), betas=(0.9, 0.999), lr=initial_learning_rate)
    for buf in noise_bufs.values():
        buf[:] = torch.randn_like(buf)
        buf.requires_grad = True
    for step in range(num_steps):
        lr = initial_learning_rate * min(1.0, (1 - step / num_steps) / 0.25)
        for g in optimizer.param_groups:
            g["lr"] = lr
        synth = G.synthesis(w_opt.repeat([1, G.mapping.num_ws, 1]), noise_mode="const")
        features = vgg16(F.interpolate((synth + 1) * 127.5, size=(256, 256)), return_lpips=True)
        dist = (target_features - features).square().sum()
        reg = sum((n * torch.roll(n, 1, -1)).mean() ** 2 for n in noise_bufs.values())
        loss = dist + reg * 1e5
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        print(f"step {step + 1:>4d}/{num_steps}: dist {dist:<4.2f} loss {float(loss):<5.2f}")
    return w_opt.detach()


@click.command()
@click.option("--network", required=True)
@click.option("--target", "target_fname", required=True)
def main(network, target_fname):
    device = torch.device("cuda")
    with dnnlib.util.open_url(network) as fp:
        G = legacy.load_network_pkl(fp)["G_ema"]
    image = np.array(PIL.Image.open(target_fname).convert("RGB").resize((G.img_resolution,) * 2))
    w = project(G, torch.tensor(image.transpose([2, 0, 1]), device=device), device=device)
    np.savez("projected_w.npz", w=w.cpu().numpy())


if __name__ == "__main__":
    main()
