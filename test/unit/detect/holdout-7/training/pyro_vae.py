import pyro
import torch
from pyro.infer import SVI, Trace_ELBO
from pyro.optim import Adam
from vae import VAE
from utils.mnist_cached import setup_data_loaders

vae = VAE(use_cuda=True)
svi = SVI(vae.model, vae.guide, Adam({"lr": 1.0e-3}), loss=Trace_ELBO())
loaders = setup_data_loaders()
for epoch in range(101):
    total = 0.
    for x, _ in loaders["train"]:
        total += svi.step(x.cuda())
    print("[epoch %03d] average training loss: %.4f" % (epoch, total / len(loaders["train"].dataset)))
