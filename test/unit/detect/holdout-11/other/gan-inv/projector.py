import click
import numpy as np
import PIL.Image
import torch
import torch.nn.functional as F
import dnnlib
import legacy


@click.command()
@click.option("--network", "network_pkl", required=True)
@click.option("--target", required=True)
@click.option("--num-steps", default=1000)
def run_projection(network_pkl, target, num_steps):
    device = torch.device("cuda")
    with dnnlib.util.open_url(network_pkl) as fp:
        G = legacy.load_network_pkl(fp)["G_ema"].requires_grad_(False).to(device)
    img = torch.tensor(np.array(PIL.Image.open(target)), device=device).permute(2, 0, 1).float()[None]
    w_avg = G.mapping(torch.randn(10000, G.z_dim, device=device), None).mean(0, keepdim=True)
    w_opt = w_avg.clone().detach().requires_grad_(True)
    optimizer = torch.optim.Adam([w_opt], betas=(0.9, 0.999), lr=0.1)
    for step in range(num_steps):
        synth = G.synthesis(w_opt, noise_mode="const")
        loss = F.mse_loss(synth, img)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    np.savez("projected_w.npz", w=w_opt.detach().cpu().numpy())


if __name__ == "__main__":
    run_projection()
