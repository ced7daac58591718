import datetime as dt
import fire
import numpy as np
import torch
import xarray as xr
from diffusers import DDIMScheduler
from tqdm import tqdm

from downscale.unet import CondUNet


def sample(checkpoint: str, coarse: str, out: str, members: int = 16, steps: int = 50, seed: int = 0, device: str = "cuda"):
    """Ensemble of fine fields from coarse ones, with the trained diffusion model."""
    state = torch.load(checkpoint, map_location="cpu")
    net = CondUNet(**state["config"])
    net.load_state_dict(state["ema"])
    net.to(device).eval()
    mean, std = state["norm"]["mean"], state["norm"]["std"]
    sched = DDIMScheduler(num_train_timesteps=1000, beta_schedule="squaredcos_cap_v2", prediction_type="v_prediction")
    sched.set_timesteps(steps)
    ds = xr.open_dataset(coarse)
    g = torch.Generator(device).manual_seed(seed)
    fields = []
    for t in tqdm(range(ds.sizes["time"])):
        c = torch.from_numpy(np.stack([ds[v].isel(time=t).values for v in ("t2m", "u10", "v10", "z500")])).float()
        c = torch.nn.functional.interpolate(((c - mean[:, None, None]) / std[:, None, None])[None], scale_factor=8, mode="bilinear")
        c = c.to(device).expand(members, -1, -1, -1)
        x = torch.randn(members, 1, *c.shape[-2:], generator=g, device=device)
        with torch.inference_mode(), torch.autocast(device, torch.bfloat16):
            for k in sched.timesteps:
                x = sched.step(net(torch.cat([x, c], 1), k.expand(members).to(device)).float(), k, x, eta=0.0).prev_sample
        fields.append((x[:, 0] * std[0] + mean[0]).cpu().numpy())
    xr.Dataset({"t2m": (("time", "member", "y", "x"), np.stack(fields))}, {"time": ds.time},
               {"created": str(dt.datetime.now()), "trained_steps": int(state["step"])}).to_netcdf(out)


if __name__ == "__main__":
    fire.Fire(sample)
